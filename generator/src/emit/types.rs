//! The `types` module: a file for each component, with what lies inside it.

use super::module::{Item, Module};
use super::tokens::{Origin, TypeWriter, ident};
use super::{
    Context, PendingModule, checks, constructors, docs, enums, features, imports, newtypes,
    structs, unions,
};
use crate::model::{TypeDef, TypeKind};
use crate::tree::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn parts(context: Context<'_>) -> Vec<PendingModule<'_>> {
    let mut parts: Vec<PendingModule<'_>> = vec![Box::new(move || index(&by_module(context)))];
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
///
/// Each is exported by its name. Of globs, rustc looks through all whenever a file imports
/// a type, which is half of what it takes to expand a crate of a thousand files.
fn index(by_module: &IndexMap<&str, Vec<&TypeDef>>) -> Module {
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
    let mut exports: IndexMap<String, Vec<String>> = IndexMap::default();
    for def in by_module.values().flatten() {
        let condition = features::text(&def.features);
        for name in def.names() {
            let gate = constructors::gate(def).filter(|_| def.required_name() == Some(name));
            // An export uses what it exports.
            let is_former = def.former.as_ref() == Some(name);
            let allowed = is_former.then_some("#[allow(deprecated)]");
            let attributes = [condition.as_str(), gate.or(allowed).unwrap_or_default()];
            let attributes = attributes.into_iter().filter(|it| !it.is_empty());
            let names = exports.entry(attributes.map(|it| format!("{it}\n")).collect());
            names.or_default().push(format!("{}::{name}", def.module));
        }
    }
    exports.sort_by_key(|attributes, _| attributes.len());
    for (attributes, names) in exports {
        let exports = imports::exports("self", names.into_iter()).unwrap_or_default();
        module.items.push(Item::Text(attributes + &exports));
    }
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
