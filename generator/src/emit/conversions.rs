//! What was received as what is sent in its place.

use super::docs;
use super::tokens::{TypeWriter, ident};
use crate::model::{Field, FieldShape, StructDef, TypeDef, TypeId, TypeKind, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// `impl From<User> for UserRequest`.
pub(super) fn from_response(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
) -> Option<TokenStream> {
    let response = def.counterpart.filter(|_| def.converts)?;
    let fields: Vec<TokenStream> = body
        .fields
        .iter()
        .map(|field| self::field(writer, field, response))
        .collect::<Option<_>>()?;
    let rest = body.rest.as_ref().map(|rest| {
        let (sent, came) = (ident(&rest.name), rest_of(writer, response));
        quote!(#sent: value.#came,)
    });
    let (name, from) = (ident(&def.name), writer.ty(&TypeRef::Named(response)));
    let trait_name = writer.prelude("From");
    let docs = docs::attributes(&docs::summary(&docs::of_type(writer.context, def)));
    Some(quote! {
        /// What was received, without what is not sent.
        impl #trait_name<#from> for #name {
            #docs
            fn from(value: #from) -> Self {
                Self { #(#fields,)* #rest }
            }
        }
    })
}

fn rest_of(writer: &TypeWriter<'_>, response: TypeId) -> Option<proc_macro2::Ident> {
    match &writer.context.api.types[response].kind {
        TypeKind::Struct(def) => def.rest.as_ref().map(|rest| ident(&rest.name)),
        _ => None,
    }
}

fn field(writer: &mut TypeWriter<'_>, field: &Field, response: TypeId) -> Option<TokenStream> {
    let types = &writer.context.api.types;
    let TypeKind::Struct(def) = &types[response].kind else {
        return None;
    };
    let came = def.fields.iter().find(|came| came.wire == field.wire)?;
    let (name, from) = (ident(&field.name), ident(&came.name));
    let value = quote!(value.#from);
    let value = match field.shape {
        FieldShape::Plain => converted(writer, &value, &came.ty, &field.ty),
        FieldShape::Option | FieldShape::Null => optional(writer, &value, &came.ty, &field.ty),
        FieldShape::Patch => {
            let value = optional(writer, &value, &came.ty, &field.ty);
            let patch = writer.imports.runtime(writer.context.taken, "Patch");
            quote!(#patch::given(#value))
        }
    };
    Some(quote!(#name: #value))
}

fn optional(
    writer: &mut TypeWriter<'_>,
    value: &TokenStream,
    came: &TypeRef,
    sent: &TypeRef,
) -> TokenStream {
    if came == sent {
        return value.clone();
    }
    let map = mapping(writer, came, sent);
    quote!(#value.map(#map))
}

fn converted(
    writer: &mut TypeWriter<'_>,
    value: &TokenStream,
    came: &TypeRef,
    sent: &TypeRef,
) -> TokenStream {
    match (came, sent) {
        (came, sent) if came == sent => value.clone(),
        (TypeRef::List(came), TypeRef::List(sent)) => {
            let map = mapping(writer, came, sent);
            quote!(#value.into_iter().map(#map).collect())
        }
        (TypeRef::Map(came), TypeRef::Map(sent)) => {
            let inner = converted(writer, &quote!(value), came, sent);
            quote!(#value.into_iter().map(|(key, value)| (key, #inner)).collect())
        }
        (TypeRef::Optional(came), TypeRef::Optional(sent)) => optional(writer, value, came, sent),
        (TypeRef::Boxed(came), TypeRef::Boxed(sent)) => {
            let boxed = writer.prelude("Box");
            let inner = converted(writer, &quote!((*#value)), came, sent);
            quote!(#boxed::new(#inner))
        }
        _ => quote!(#value.into()),
    }
}

/// What makes one of the other, as an argument of `map`.
fn mapping(writer: &mut TypeWriter<'_>, came: &TypeRef, sent: &TypeRef) -> TokenStream {
    if let (TypeRef::Named(_), TypeRef::Named(_)) = (came, sent) {
        let into = writer.prelude("Into");
        return quote!(#into::into);
    }
    let inner = converted(writer, &quote!(value), came, sent);
    quote!(|value| #inner)
}
