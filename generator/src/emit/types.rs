//! The `types` module: a file for each component, with what lies inside it.

use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use super::{
    Context, PendingModule, checks, docs, enums, features, imports, newtypes, structs, unions,
};
use crate::model::{TypeDef, TypeKind};
use crate::names::reserved;
use crate::tree::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn parts(context: Context<'_>) -> Vec<PendingModule<'_>> {
    let mut parts: Vec<PendingModule<'_>> =
        vec![Box::new(move || index(context, &by_module(context)))];
    let modules = by_module(context).into_iter();
    parts.extend(modules.map(|(name, defs)| -> PendingModule<'_> {
        Box::new(move || module(context, name, &defs))
    }));
    parts
}

/// The types of each file.
fn by_module(context: Context<'_>) -> IndexMap<&str, Vec<&TypeDef>> {
    let mut by_module: IndexMap<&str, Vec<&TypeDef>> = IndexMap::default();
    let types = context.api.types.iter();
    for (_, def) in types.filter(|(_, def)| !def.usage.nowhere) {
        by_module.entry(def.module.as_str()).or_default().push(def);
    }
    by_module
}

/// `types/mod.rs`: every file, and every type under one path.
fn index(context: Context<'_>, by_module: &IndexMap<&str, Vec<&TypeDef>>) -> Module {
    let mut module = Module::new(
        "types/mod.rs",
        "The types that requests and responses are made of, one file for each schema.\n\n\
         Members that the document doesn't know are kept by structs with a field for\n\
         additional properties, and dropped by others; `Response::body` has all of them.\n\
         `unknown_fields = \"keep\"` in the generator's configuration gives every struct such\n\
         a field, which costs 24 bytes in each value.",
    );
    let mut names: Vec<&TypeDef> = by_module
        .values()
        .filter_map(|defs| defs.first().copied())
        .collect();
    names.sort_by(|one, other| one.module.cmp(&other.module));
    let mods = names.iter().map(|def| {
        let (condition, name) = (features::any(&def.features), ident(&def.module));
        quote!(#condition mod #name;)
    });
    module.items.push(Item::Lines(quote!(#(#mods)*)));
    let mut all = context.api.types.iter();
    if !all.any(|(_, def)| reserved::DERIVES.contains(&def.name.plain())) {
        let mut files: IndexMap<String, Vec<String>> = IndexMap::default();
        for def in &names {
            let files = files.entry(features::text(&def.features)).or_default();
            files.push(format!("{}::*", def.module));
        }
        files.sort_by_key(|condition, _| condition.len());
        for (condition, files) in files {
            let exports = imports::exports("self", files.into_iter()).unwrap_or_default();
            let line = if condition.is_empty() { "" } else { "\n" };
            module
                .items
                .push(Item::Text(format!("{condition}{line}{exports}")));
        }
        return module;
    }
    let uses = names.iter().map(|def| {
        let (condition, name) = (features::any(&def.features), ident(&def.module));
        let mut types: Vec<_> = by_module
            .get(def.module.as_str())
            .into_iter()
            .flatten()
            .flat_map(|def| def.names())
            .collect();
        types.sort();
        let types = types.into_iter().map(ident);
        quote!(#condition pub use self::#name::{#(#types),*};)
    });
    module.items.push(Item::Lines(quote!(#(#uses)*)));
    module
}

/// The name that the type had before it was renamed, for code that has it still.
fn former(def: &TypeDef) -> Option<TokenStream> {
    let (former, name) = (ident(def.former.as_ref()?), ident(&def.name));
    let docs = format!(" The former name of [`{name}`].");
    let note = format!("renamed to `{name}`");
    Some(quote! {
        #[doc = #docs]
        #[deprecated(note = #note)]
        pub type #former = #name;
    })
}

fn module(context: Context<'_>, name: &str, defs: &[&TypeDef]) -> Module {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let mut module = Module::new(format!("types/{plain}.rs"), "");
    for def in defs {
        let mut imports = std::mem::take(&mut module.imports);
        let mut writer = TypeWriter {
            context,
            imports: &mut imports,
            from: Origin::Types,
            module: name,
        };
        let items = match &def.kind {
            TypeKind::Struct(body) => structs::items(&mut writer, def, body),
            TypeKind::Enum(body) => enums::items(&mut writer, def, body),
            TypeKind::Union(body) => unions::items(&mut writer, def, body),
            TypeKind::Newtype(body) => newtypes::items(&mut writer, def, body),
            TypeKind::Alias(alias) => {
                let docs = docs::attributes(&docs::of_type(context, def));
                let (name, target) = (ident(&def.name), writer.ty(&alias.target));
                vec![Item::Rust(quote!(#docs pub type #name = #target;))]
            }
        };
        module.imports = imports;
        module.items.extend(items);
        module.items.extend(former(def).map(Item::Rust));
        module.items.extend(checks::of_type(context, def));
    }
    module
}
