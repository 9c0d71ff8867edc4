//! Lines of items as they are written.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, Fields, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemTrait, TraitItem, Type,
    Visibility,
};

use crate::modules::Names;
use crate::text::text;
use crate::{client, tables};

/// The lines of an item; none if it can't be reached.
pub fn lines(item: &Item, names: &Names) -> Vec<String> {
    match item {
        Item::Struct(item) => structure(item, names),
        Item::Enum(item) => enumeration(item, names),
        Item::Impl(item) => implementation(item, names),
        Item::Const(item) => value(names, &item.ident, &item.ty),
        Item::Static(item) => value(names, &item.ident, &item.ty),
        Item::Fn(item) => {
            let name = item.sig.ident.to_string();
            let path = names.get(&name);
            let line = |path: &String| path.replace(&name, &call(&item.sig));
            path.map(line).into_iter().collect()
        }
        Item::Type(item) => {
            let path = names.get(&item.ident.to_string());
            let line = |path| format!("{path} = {}", text(&item.ty));
            path.map(line).into_iter().collect()
        }
        Item::Macro(item) if is_named(&item.mac.path, "client") => client::lines(&item.mac, names),
        Item::Macro(item) if is_named(&item.mac.path, "mock") => tables::stubs(&item.mac),
        Item::Macro(item) if is_named(&item.mac.path, "macro_rules") => {
            let name = item.ident.iter();
            name.map(|name| format!("{name}!: macro")).collect()
        }
        Item::Macro(item) => tables::lines(&item.mac, names),
        Item::Mod(_) | Item::Use(_) => Vec::new(),
        // Which types have it is seen from its implementations.
        Item::Trait(item) if matches!(item.vis, Visibility::Inherited) => Vec::new(),
        Item::Trait(item) if !names.contains_key(&item.ident.to_string()) => Vec::new(),
        Item::Trait(item) => declaration(item, names),
        other => panic!("a kind of item that is not read: {}", text(other)),
    }
}

fn is_named(path: &syn::Path, name: &str) -> bool {
    let last = path.segments.last();
    last.is_some_and(|segment| segment.ident == name)
}

fn value(names: &Names, name: &syn::Ident, of_type: &Type) -> Vec<String> {
    let path = names.get(&name.to_string());
    let line = |path| format!("{path}: {}", text(of_type));
    path.map(line).into_iter().collect()
}

fn declaration(item: &ItemTrait, names: &Names) -> Vec<String> {
    let Some(path) = names.get(&item.ident.to_string()) else {
        return Vec::new();
    };
    let line = |item: &TraitItem| match item {
        TraitItem::Fn(item) => {
            let provided = if item.default.is_some() { " {}" } else { "" };
            Some(format!("{path}::{}{provided}", call(&item.sig)))
        }
        TraitItem::Const(item) => Some(format!("{path}::{}: {}", item.ident, text(&item.ty))),
        _ => None,
    };
    let lines = item.items.iter().filter_map(line);
    std::iter::once(format!("{path}: trait"))
        .chain(lines)
        .collect()
}

fn structure(item: &ItemStruct, names: &Names) -> Vec<String> {
    let Some(path) = names.get(&item.ident.to_string()) else {
        return Vec::new();
    };
    let mut lines = vec![format!("{path}: struct{}", attributes(&item.attrs))];
    for field in &item.fields {
        if let (Visibility::Public(_), Some(name)) = (&field.vis, &field.ident) {
            let condition = condition(&field.attrs);
            lines.push(format!("{path}::{name}: {}{condition}", text(&field.ty)));
        }
    }
    lines
}

fn enumeration(item: &ItemEnum, names: &Names) -> Vec<String> {
    let Some(path) = names.get(&item.ident.to_string()) else {
        return Vec::new();
    };
    let mut lines = vec![format!("{path}: enum{}", attributes(&item.attrs))];
    for variant in &item.variants {
        let name = &variant.ident;
        let fields = match &variant.fields {
            Fields::Unit => TokenStream::new(),
            fields => quote!(#fields),
        };
        lines.push(format!("{path}::{name}{}", text(fields)));
    }
    lines
}

fn implementation(item: &ItemImpl, names: &Names) -> Vec<String> {
    let of_type = text(&item.self_ty);
    // What an `impl` says of a type's parameters is part of its lines.
    let (name, parameters) = of_type.split_at(of_type.find('<').unwrap_or(of_type.len()));
    let Some(path) = names.get(name.trim()) else {
        return Vec::new();
    };
    let path = &format!("{path}{parameters}");
    let outer = condition(&item.attrs);
    if let Some((of_trait, _)) = &item.trait_ {
        return vec![format!("{path}: {}{outer}", text(of_trait))];
    }
    let mut lines = Vec::new();
    for item in &item.items {
        match item {
            ImplItem::Fn(item) if matches!(item.vis, Visibility::Public(_)) => {
                let condition = condition(&item.attrs);
                let call = call(&item.sig);
                lines.push(format!("{path}::{call}{condition}{outer}"));
            }
            ImplItem::Const(item) if matches!(item.vis, Visibility::Public(_)) => {
                lines.push(format!("{path}::{}: {}", item.ident, text(&item.ty)));
            }
            _ => {}
        }
    }
    lines
}

/// A signature without the word `fn`.
pub fn call(signature: &syn::Signature) -> String {
    text(signature).replacen("fn ", "", 1)
}

/// Derives, and whether it may grow.
fn attributes(attributes: &[Attribute]) -> String {
    let mut notes = String::new();
    for attribute in attributes {
        if attribute.path().is_ident("derive") || attribute.path().is_ident("non_exhaustive") {
            notes.push_str(", ");
            notes.push_str(&text(&attribute.meta));
        }
    }
    notes
}

/// Under which features it is there.
pub fn condition(attributes: &[Attribute]) -> String {
    let conditions = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"));
    conditions
        .filter_map(|attribute| attribute.meta.require_list().ok())
        .map(|condition| format!(" if {}", text(&condition.tokens)))
        .collect()
}
