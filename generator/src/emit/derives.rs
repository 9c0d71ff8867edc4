//! `#[derive(…)]` of emitted types.

use crate::model::{AddedAttributes, Derive, TypeDef};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// What a type derives, and the attributes that it gets.
pub(super) fn of_type(def: &TypeDef, last: Option<&str>) -> TokenStream {
    with_attributes(def, &[], last)
}

/// What a struct with a table derives: `Eq` and `Hash` come with the table, because
/// there they cost the compiler nothing for each field.
pub(super) fn of_record(def: &TypeDef, last: Option<&str>) -> TokenStream {
    let by_table: &[&str] = if is_hashed(def) { &["Eq", "Hash"] } else { &[] };
    with_attributes(def, by_table, last)
}

/// Whether the table of a struct implements `Eq` and `Hash`.
pub(super) fn is_hashed(def: &TypeDef) -> bool {
    let mut both = [Derive::Eq, Derive::Hash].iter();
    both.all(|derive| def.derives.contains(derive))
}

/// What an enum of texts derives: its table compares and hashes the texts.
pub(super) fn of_string_enum(def: &TypeDef) -> TokenStream {
    with_attributes(def, &["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"], None)
}

fn with_attributes(def: &TypeDef, by_table: &[&str], last: Option<&str>) -> TokenStream {
    let derives = list(&def.derives, by_table, last, def.added.derives.iter());
    let attributes = def.added.attributes.iter();
    let attributes = attributes.map(|text| tokens(text));
    quote!(#derives #(#attributes)*)
}

/// What every type derives, and what its members allow.
pub(super) fn derives(found: &[Derive], last: Option<&str>) -> TokenStream {
    list(found, &[], last, [].iter())
}

/// What is added to a newtype, whose own derives its table brings.
pub(super) fn of_newtype(added: &AddedAttributes) -> Option<String> {
    let mut attributes = Vec::new();
    if !added.derives.is_empty() {
        attributes.push(format!("#[derive({})]", added.derives.join(", ")));
    }
    attributes.extend(added.attributes.iter().cloned());
    let lines: String = attributes
        .iter()
        .map(|one| format!("    {one}\n"))
        .collect();
    (!lines.is_empty()).then(|| format!(" {{\n{lines}}}"))
}

fn list<'a>(
    found: &[Derive],
    by_table: &[&str],
    last: Option<&str>,
    added: impl Iterator<Item = &'a String>,
) -> TokenStream {
    let mut names = vec!["Debug", "Clone"];
    let has = |derive| found.contains(&derive);
    names.extend(has(Derive::Copy).then_some("Copy"));
    names.push("PartialEq");
    names.extend(has(Derive::Eq).then_some("Eq"));
    if has(Derive::Eq) && has(Derive::Ord) {
        names.extend(["PartialOrd", "Ord"]);
    } else if has(Derive::PartialOrd) {
        names.push("PartialOrd");
    }
    names.extend(has(Derive::Hash).then_some("Hash"));
    names.extend(last);
    names.retain(|name| !by_table.contains(name));
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    let added = added.map(|path| tokens(path));
    let names = names.map(|name| quote!(#name)).chain(added);
    quote!(#[derive(#(#names),*)])
}

/// What the configuration has read as Rust.
fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
