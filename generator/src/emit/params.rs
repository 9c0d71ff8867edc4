//! The types that belong to one operation: its optional parameters, and its
//! responses by status.

use super::derives::derives;
use super::module::Item;
use super::table::Table;
use super::tokens::{TypeWriter, ident};
use super::unions::spaced;
use super::{defaults, docs};
use crate::model::{
    Api, Codec, FieldShape, Group, Operation, Parameter, ParamsType, Payload, Status, StatusVariant,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The names of these types, for `api/mod.rs`.
pub(super) fn type_names(group: &Group) -> Vec<Ident> {
    let mut names = Vec::new();
    for operation in &group.operations {
        names.extend(operation.optional.iter().map(|params| ident(&params.name)));
        let enums = operation.by_status().into_iter();
        names.extend(enums.map(|(name, _)| ident(name)));
    }
    names
}

pub(super) fn items(writer: &mut TypeWriter<'_>, operation: &Operation) -> Vec<Item> {
    let mut items = Vec::new();
    if let Some(params) = &operation.optional {
        items.extend(params_items(writer, operation, params));
    }
    for (name, variants) in operation.by_status() {
        items.extend(response_items(writer, operation, &ident(name), variants));
    }
    items
}

fn params_items(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    params: &ParamsType,
) -> Vec<Item> {
    let name = ident(&params.name);
    let option = writer.prelude("Option");
    let fields: Vec<TokenStream> = params
        .fields
        .iter()
        .map(|parameter| {
            let docs = docs::attributes(&parameter_docs(writer.context.api, parameter));
            let (name, ty) = (ident(&parameter.name), writer.ty(&parameter.ty));
            quote!(#docs pub #name: #option<#ty>,)
        })
        .collect();
    let text = format!("Optional parameters of `{}`.", operation.name.plain());
    let docs = docs::attributes(&text);
    let derives = derives(&params.derives, Some("Default"));
    let definition = quote! {
        #docs
        #derives
        #[non_exhaustive]
        #[must_use]
        pub struct #name {
            #(#fields)*
        }
    };
    let fields = params.fields.iter();
    let fields = fields.map(|field| (&field.name, &field.ty, &field.value));
    let mut functions = defaults::constants(writer, fields);
    functions.push(super::constructors::empty(writer, &text));
    functions.extend(params.fields.iter().map(|parameter| {
        let about = docs::summary(&parameter_docs(writer.context.api, parameter));
        let shape = (&parameter.ty, FieldShape::Option);
        match &parameter.constant {
            Some(value) => {
                super::setters::only(writer, &parameter.name, shape, value, None, &about)
            }
            None => super::setters::setter(writer, &parameter.name, shape, None, &about),
        }
    }));
    let methods = super::setters::block(&name, &functions);
    let described = described(writer, &name, params);
    let mut items = vec![
        Item::Rust(definition),
        Item::Rust(quote!(#methods)),
        Item::Rust(described),
    ];
    items.extend(super::checks::of_params(writer.context, params));
    items
}

/// What they add to a call.
fn described(writer: &mut TypeWriter<'_>, name: &Ident, params: &ParamsType) -> TokenStream {
    let taken = writer.context.taken;
    let parameters = writer.imports.runtime(taken, "Parameters");
    let builder = writer.imports.runtime(taken, "CallBuilder");
    let steps: Vec<TokenStream> = params
        .fields
        .iter()
        .map(|parameter| {
            let field = ident(&parameter.name);
            super::operation::step(writer, parameter, &quote!(self.#field))
        })
        .collect();
    quote! {
        impl #parameters for #name {
            fn describe(self, call: #builder) -> #builder {
                call #(#steps)*
            }
        }
    }
}

fn parameter_docs(api: &Api, parameter: &Parameter) -> String {
    let silent = || super::value::silent(api, parameter.wire.as_str(), &parameter.ty);
    let said = docs::of_or(&parameter.docs, silent);
    super::value::with_notes(said, &parameter.value, parameter.constant.as_ref())
}

fn response_items(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    name: &Ident,
    variants: &[StatusVariant],
) -> Vec<Item> {
    let lines: Vec<TokenStream> = variants
        .iter()
        .map(|variant| line(writer, variant))
        .collect();
    let text = format!(" The response of `{}`, by status.", operation.name.plain());
    let definition = quote! {
        #[doc = #text]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#lines)*
        }
    };
    let rows = variants
        .iter()
        .map(|variant| {
            let status = match variant.status {
                Status::Code(code) => code.to_string(),
                Status::Range(digit) => format!("\"{digit}XX\""),
                Status::Default => "default".to_owned(),
            };
            format!(
                "{status}: {}{}",
                variant.name,
                row_payload(writer, variant.payload.as_ref())
            )
        })
        .collect();
    let table = Table::rows("response_enum", name.to_string(), rows);
    vec![Item::Rust(definition), Item::Table(table)]
}

fn line(writer: &mut TypeWriter<'_>, variant: &StatusVariant) -> TokenStream {
    let text = match variant
        .description
        .as_deref()
        .map(docs::safe)
        .filter(|text| !text.is_empty())
    {
        Some(said) => format!("{}: {}", variant.status, docs::sentence(&said)),
        None => format!("{}.", variant.status),
    };
    let (docs, name) = (docs::attributes(&text), ident(&variant.name));
    match &variant.payload {
        Some(payload) => {
            let ty = super::body::payload(writer, payload);
            quote!(#docs #name(#ty),)
        }
        None => quote!(#docs #name,),
    }
}

/// `(Ticket)`, or `(String as Text)` and `(Bytes as Raw)` of what is no JSON.
fn row_payload(writer: &mut TypeWriter<'_>, payload: Option<&Payload>) -> String {
    let Some(payload) = payload else {
        return String::new();
    };
    let codec = match payload {
        Payload::Text => " as Text",
        Payload::Bytes => " as Raw",
        Payload::Json(_, Some(Codec::Lenient)) => " as Lenient",
        Payload::Json(..) | Payload::Events(_) | Payload::EventObjects(..) | Payload::Lines(_) => {
            ""
        }
    };
    let ty = super::body::payload(writer, payload);
    format!("({}{codec})", spaced(&ty))
}
