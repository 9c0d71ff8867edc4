//! Constants with what the API takes where a value is missing.

use super::docs;
use super::sample::literal;
use super::tokens::{TypeWriter, ident};
use crate::model::{Preset, PresetLiteral, Primitive, RustIdent, TypeRef, ValueSpec};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The constants of these fields.
pub(super) fn constants<'a>(
    writer: &mut TypeWriter<'_>,
    fields: impl IntoIterator<Item = (&'a RustIdent, &'a TypeRef, &'a ValueSpec)>,
) -> Vec<TokenStream> {
    let fields = fields.into_iter();
    fields
        .filter_map(|(name, ty, value)| constant(writer, name, ty, value))
        .collect()
}

/// `DEFAULT_LIMIT`, if the value has a default that a constant can hold.
fn constant(
    writer: &mut TypeWriter<'_>,
    name: &RustIdent,
    ty: &TypeRef,
    value: &ValueSpec,
) -> Option<TokenStream> {
    let plain = name.plain();
    let (ty, value) = match value.known_default.as_ref()? {
        Preset::Literal(value) => of_literal(value, writer.ty(ty)),
        Preset::Converted(primitive, value) => of_literal(value, plain_type(writer, *primitive)),
        Preset::Variant(id, variant) => {
            let (ty, variant) = (writer.ty(&TypeRef::Named(*id)), ident(variant));
            (ty.clone(), quote!(#ty::#variant))
        }
        Preset::List(_) | Preset::Map(_) | Preset::Json(_) | Preset::Empty(_) => return None,
    };
    let about = format!("What the API takes where {} is missing.", docs::code(plain));
    let (docs, name) = (
        docs::attributes(&about),
        format_ident!("DEFAULT_{}", plain.to_ascii_uppercase()),
    );
    Some(quote! {
        #docs
        pub const #name: #ty = #value;
    })
}

fn plain_type(writer: &mut TypeWriter<'_>, primitive: Primitive) -> TokenStream {
    writer.ty(&TypeRef::Primitive(primitive))
}

fn of_literal(value: &PresetLiteral, ty: TokenStream) -> (TokenStream, TokenStream) {
    match value {
        PresetLiteral::Text(text) => (quote!(&'static str), quote!(#text)),
        PresetLiteral::Flag(flag) => (ty, quote!(#flag)),
        PresetLiteral::Integer(number) => (ty, literal::integer(*number)),
        PresetLiteral::Float(number) => (ty, literal::float(*number)),
    }
}
