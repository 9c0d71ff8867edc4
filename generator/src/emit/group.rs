//! The `api` module: a file for each tag.

use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use super::{Context, PendingModule, docs, features, operation, params, polling};
use crate::model::Group;
use quote::quote;

pub(super) fn parts(context: Context<'_>) -> Vec<PendingModule<'_>> {
    let mut parts: Vec<PendingModule<'_>> = vec![Box::new(move || index(context))];
    let groups = context.api.groups.iter();
    parts.extend(
        groups.map(|group| -> PendingModule<'_> { Box::new(move || module(context, group)) }),
    );
    parts
}

fn index(context: Context<'_>) -> Module {
    let groups = &context.api.groups;
    let mut index = Module::new("api/mod.rs", "The operations, one file for each tag.");
    let mods = groups.iter().map(|group| {
        let name = ident(&group.module);
        let gate = features::of_group(context, group);
        quote!(#gate mod #name;)
    });
    let uses = groups.iter().map(|group| {
        let (module, name) = (ident(&group.module), ident(&group.type_name));
        let others = params::type_names(group);
        let gate = features::of_group(context, group);
        quote!(#gate pub use self::#module::{#name #(, #others)*};)
    });
    index.items.push(Item::Lines(quote!(#(#mods)*)));
    index.items.push(Item::Lines(quote!(#(#uses)*)));
    index
}

fn module(context: Context<'_>, group: &Group) -> Module {
    let fallback = tagged(group.tag.as_deref());
    let mut module = Module::new(format!("api/{}.rs", group.module.plain()), fallback.clone());
    let mut imports = std::mem::take(&mut module.imports);
    let mut writer = TypeWriter {
        context,
        imports: &mut imports,
        from: Origin::Elsewhere,
        module: "",
    };
    let docs = docs::attributes(&docs::of(&group.docs, &fallback));
    let name = ident(&group.type_name);
    let client = writer.imports.runtime(context.taken, "Client");
    let operations: Vec<_> = group
        .operations
        .iter()
        .flat_map(|operation| operation::methods(&mut writer, group, operation))
        .collect();
    module.rust(quote! {
        #docs
        #[derive(Debug, Clone)]
        pub struct #name {
            client: #client,
        }
    });
    module.rust(quote! {
        impl #name {
            pub(crate) fn new(client: &#client) -> Self {
                Self { client: client.clone() }
            }

            #(#operations)*
        }
    });
    for operation in &group.operations {
        module.items.extend(params::items(&mut writer, operation));
        if let Some(polling) = &operation.polling {
            let item = polling::item(&mut writer, operation, polling);
            module.items.push(item);
        }
    }
    module.imports = imports;
    module
}

/// What is said of a tag of which the document says nothing.
pub(super) fn tagged(tag: Option<&str>) -> String {
    let name = tag.map(docs::code).unwrap_or_default();
    match name.trim() {
        "" => "Operations without a tag.".to_owned(),
        name => format!("Operations of the tag {name}."),
    }
}
