//! Enums of strings and integers, and the table of their values.

use super::derives;
use super::docs;
use super::module::Item;
use super::sample::grouped;
use super::table::{Section, Table};
use super::tokens::{TypeWriter, ident, string};
use crate::model::{EnumDef, EnumValues, TypeDef, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(writer: &mut TypeWriter<'_>, def: &TypeDef, body: &EnumDef) -> Vec<Item> {
    let (table, kind) = match &body.values {
        EnumValues::Strings(values) => ("string_enum", EnumTable::strings(writer, values)),
        EnumValues::Integers(values) => ("integer_enum", EnumTable::integers(values)),
    };
    let mut items = vec![
        Item::Rust(definition(writer, def, body, &kind)),
        Item::Rust(kind.access(writer, def)),
    ];
    items.extend(conversion(writer, def, body, &kind).map(Item::Rust));
    let mut table = Table::with(
        table,
        def.name.as_str(),
        vec![Section::Short(kind.rows.clone())],
    );
    table.tail = body
        .unknown
        .as_ref()
        .map(|unknown| format!("unknown {unknown}"));
    items.push(Item::Table(table));
    items
}

/// What differs between enums of strings and of integers.
struct EnumTable {
    /// Each variant, with its documentation.
    variants: Vec<TokenStream>,
    /// Each variant and its value, as a row of the table.
    rows: Vec<String>,
    /// What a value is that has no variant.
    held: TokenStream,
    integers: bool,
}

impl EnumTable {
    fn strings(writer: &TypeWriter<'_>, values: &[Variant<String>]) -> Self {
        let row = |value: &Variant<String>| format!("{}: {}", value.name, string(&value.value));
        Self {
            variants: values
                .iter()
                .map(|value| variant(value, &value.value))
                .collect(),
            rows: values.iter().map(row).collect(),
            held: writer.prelude("String"),
            integers: false,
        }
    }

    fn integers(values: &[Variant<i64>]) -> Self {
        let row = |value: &Variant<i64>| format!("{}: {}", value.name, integer(value.value));
        Self {
            variants: values
                .iter()
                .map(|value| variant(value, &value.value.to_string()))
                .collect(),
            rows: values.iter().map(row).collect(),
            held: quote!(i64),
            integers: true,
        }
    }

    /// The trait that the table implements.
    fn table(&self) -> TokenStream {
        if self.integers {
            quote!(oas_runtime::codec::IntegerEnum)
        } else {
            quote!(oas_runtime::codec::StringEnum)
        }
    }

    /// `as_str` or `get`.
    fn access(&self, writer: &TypeWriter<'_>, def: &TypeDef) -> TokenStream {
        let name = ident(&def.name);
        let about = docs::summary(&docs::of_type(writer.context, def));
        let docs = docs::attributes(&format!("{about} This is the value as it is sent."));
        let get = if self.integers {
            quote!(get(&self) -> i64)
        } else {
            quote!(as_str(&self) -> &str)
        };
        let table = self.table();
        quote! {
            impl #name {
                #docs
                pub fn #get {
                    #table::value(self)
                }
            }
        }
    }
}

fn definition(
    writer: &TypeWriter<'_>,
    def: &TypeDef,
    body: &EnumDef,
    kind: &EnumTable,
) -> TokenStream {
    let (docs, name) = (
        docs::attributes(&docs::of_type(writer.context, def)),
        ident(&def.name),
    );
    let (variants, held) = (&kind.variants, &kind.held);
    let unknown = body.unknown.as_ref().map(|unknown| {
        let unknown = ident(unknown);
        quote! {
            /// An unrecognized value.
            #unknown(#held),
        }
    });
    let derives = if kind.integers {
        derives::of_type(def, None)
    } else {
        derives::of_string_enum(def)
    };
    quote! {
        #docs
        #derives
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

pub(super) fn variant<T>(variant: &Variant<T>, value: &str) -> TokenStream {
    let said = variant.description.as_deref().map(docs::safe);
    let said = said.filter(|said| !said.is_empty());
    let text: Vec<String> = said.into_iter().chain([code_span(value)]).collect();
    let (docs, name) = (docs::attributes(&text.join("\n\n")), ident(&variant.name));
    quote!(#docs #name,)
}

/// `From<&str>` or `From<i64>`, of an open enum.
fn conversion(
    writer: &TypeWriter<'_>,
    def: &TypeDef,
    body: &EnumDef,
    kind: &EnumTable,
) -> Option<TokenStream> {
    let (name, unknown) = (ident(&def.name), ident(body.unknown.as_ref()?));
    let from = writer.prelude("From");
    let docs = docs::attributes(&docs::summary(&docs::of_type(writer.context, def)));
    let given = if kind.integers {
        quote!(i64)
    } else {
        quote!(&str)
    };
    let table = kind.table();
    Some(quote! {
        impl #from<#given> for #name {
            #docs
            fn from(value: #given) -> Self {
                #table::known_or(value, Self::#unknown)
            }
        }
    })
}

/// An integer as code, its digits in groups.
fn integer(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&value.unsigned_abs().to_string()))
}

/// A value as code, whatever characters it holds.
pub(super) fn code_span(text: &str) -> String {
    match docs::code(text) {
        _ if text.is_empty() => "The empty string.".to_owned(),
        code if code.trim().is_empty() => "White space.".to_owned(),
        code => format!("{code}."),
    }
}
