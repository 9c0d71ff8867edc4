//! Arguments that take a value or an `Option` of one.

use super::tokens::{Accepts, TypeWriter, accepts};
use crate::model::{Primitive, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A type parameter if the argument needs one, the argument, and what the field
/// is set to: a `Patch` where null means something, and else an `Option`.
///
/// Lists, maps and free JSON are taken as they are. An `Option` can be iterated
/// and is JSON itself, so that what one means would be anybody's guess.
pub(super) fn argument(
    writer: &mut TypeWriter<'_>,
    name: &Ident,
    ty: &TypeRef,
    patch: bool,
) -> (Option<Ident>, TokenStream, TokenStream) {
    match (accepts(ty), ty) {
        (Accepts::Into, TypeRef::Any) | (Accepts::List | Accepts::Map, _) => {
            let (argument, value) = writer.argument(name, ty);
            (None, argument, set(writer, &value, patch))
        }
        (Accepts::Into, ty) => {
            let ty = writer.ty(ty);
            let (marker, argument) = maybe(writer, name, &ty);
            let value = if patch {
                quote!(#name.patch())
            } else {
                quote!(#name.maybe())
            };
            (Some(marker), argument, value)
        }
        (Accepts::Boxed, TypeRef::Boxed(inner)) => {
            let (boxed, inner) = (writer.prelude("Box"), writer.ty(inner));
            let (marker, argument) = maybe(writer, name, &inner);
            let value = quote!(#name.maybe().map(#boxed::new));
            (Some(marker), argument, given(writer, &value, patch))
        }
        (_, TypeRef::Primitive(primitive)) => {
            let argument = scalar(writer, name, *primitive);
            (None, argument, given(writer, &quote!(#name.into()), patch))
        }
        _ => {
            let (argument, value) = writer.argument(name, ty);
            (None, argument, set(writer, &value, patch))
        }
    }
}

/// `name: impl Maybe<Type, M>`, and the `M`.
pub(super) fn maybe(
    writer: &mut TypeWriter<'_>,
    name: &Ident,
    ty: &TokenStream,
) -> (Ident, TokenStream) {
    let taken = writer.context.taken;
    let maybe = writer.imports.runtime(taken, "Maybe");
    let marker = taken.free("M");
    let argument = quote!(#name: impl #maybe<#ty, #marker>);
    (marker, argument)
}

/// A number or flag of one type, so that a plain literal is of that type.
fn scalar(writer: &mut TypeWriter<'_>, name: &Ident, primitive: Primitive) -> TokenStream {
    let ty = writer.primitive(primitive);
    let (into, option) = (writer.prelude("Into"), writer.prelude("Option"));
    quote!(#name: impl #into<#option<#ty>>)
}

/// A field that is set to a value.
pub(super) fn set(writer: &mut TypeWriter<'_>, value: &TokenStream, patch: bool) -> TokenStream {
    let variant = if patch {
        let patch = writer.imports.runtime(writer.context.taken, "Patch");
        quote!(#patch::Value)
    } else {
        writer.prelude("Some")
    };
    quote!(#variant(#value))
}

/// A field that is set to an `Option`.
fn given(writer: &mut TypeWriter<'_>, value: &TokenStream, patch: bool) -> TokenStream {
    if patch {
        let patch = writer.imports.runtime(writer.context.taken, "Patch");
        return quote!(#patch::given(#value));
    }
    value.clone()
}
