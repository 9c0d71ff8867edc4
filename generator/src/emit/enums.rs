//! Open enums of strings and integers.

use super::module::Item;
use super::table::Table;
use super::tokens::{TypeWriter, ident, string};
use super::{docs, types};
use crate::model::{EnumDef, EnumValues, RustIdent, TypeDef, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &EnumDef) -> Vec<Item> {
    let docs = docs::attributes(&docs::of(&def.docs, &types::fallback(def)));
    let name = ident(&def.name);
    let (variants, rows, payload, table) = match &body.values {
        EnumValues::Strings(values) => {
            let payload = writer.prelude("String");
            let (variants, rows) = variants(values, |value| (value.clone(), string(value)));
            (variants, rows, payload, "string_enum")
        }
        EnumValues::Integers(values) => {
            let (variants, rows) = variants(values, |value| (value.to_string(), value.to_string()));
            (variants, rows, quote!(i64), "integer_enum")
        }
    };
    let unknown = body.unknown.as_ref().map(|unknown| {
        let unknown = ident(unknown);
        quote! {
            /// A value that this version of the crate does not know.
            #unknown(#payload),
        }
    });
    let item = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #variants
            #unknown
        }
    };
    let mut table = Table::rows(writer.imports.macro_name(table), def.name.as_str(), rows);
    table.tail = body
        .unknown
        .as_ref()
        .map(|unknown| format!("unknown {unknown}"));
    vec![Item::Rust(item), Item::Table(table)]
}

/// Each variant with its documentation, and each row of the table.
fn variants<T>(
    values: &[Variant<T>],
    show: impl Fn(&T) -> (String, String),
) -> (TokenStream, Vec<String>) {
    let rows = values
        .iter()
        .map(|variant| row(&variant.name, &show(&variant.value).1))
        .collect();
    let variants = values.iter().map(|variant| {
        let shown = show(&variant.value).0;
        let text = match &variant.description {
            Some(description) => docs::safe(description),
            None => code_span(&shown),
        };
        let (docs, name) = (docs::attributes(&text), ident(&variant.name));
        quote!(#docs #name,)
    });
    (quote!(#(#variants)*), rows)
}

fn row(name: &RustIdent, literal: &str) -> String {
    format!("{name}: {literal}")
}

/// A value as code, whatever characters it holds.
pub(super) fn code_span(text: &str) -> String {
    let text = text.replace(['\n', '\r'], " ");
    match text.trim() {
        "" => "The empty string.".to_owned(),
        _ if text.contains('`') => format!("`` {text} ``."),
        _ => format!("`{text}`."),
    }
}
