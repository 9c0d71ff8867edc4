//! Setters and the short constructors of branches, each with the first sentence
//! of what it is about.

use super::tokens::{TypeWriter, ident};
use super::{constant, docs, optional};
use crate::model::{Field, FieldShape, RustIdent, StructDef, TypeDef, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

/// `impl Name { … }` with these functions, if there are any.
pub(super) fn block(name: &Ident, functions: &[TokenStream]) -> Option<TokenStream> {
    (!functions.is_empty()).then(|| {
        quote! {
            impl #name {
                #(#functions)*
            }
        }
    })
}

/// The note on setters of a type that has none itself.
fn must_use(def: &TypeDef) -> Option<TokenStream> {
    (!is_sent_only(def)).then(|| quote!(#[must_use]))
}

/// Whether only callers make a type. To throw such a value away is a slip, so
/// the type says it once for its constructor and setters.
pub(super) fn is_sent_only(def: &TypeDef) -> bool {
    def.usage.request && !def.usage.response
}

/// The setters of a field: the one that is called like it and, where null means
/// something, the one that sends null.
pub(super) fn of_field(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    field: &Field,
    about: &str,
) -> TokenStream {
    let must_use = must_use(def);
    let setter = match &field.constant {
        // There is nothing to set but null.
        Some(Value::Null) => TokenStream::new(),
        Some(value) if field.shape != FieldShape::Plain => only(
            writer,
            &field.name,
            (&field.ty, field.shape),
            value,
            must_use.as_ref(),
            about,
        ),
        _ => setter(
            writer,
            &field.name,
            (&field.ty, field.shape),
            must_use.as_ref(),
            about,
        ),
    };
    let (FieldShape::Patch, Some(clear)) = (field.shape, &field.clear_name) else {
        return setter;
    };
    let docs = docs::attributes(&format!("Sends null. {about}"));
    let patch = writer.imports.runtime(writer.context.taken, "Patch");
    let (name, clear) = (ident(&field.name), ident(clear));
    quote! {
        #setter

        #docs
        #must_use
        pub fn #clear(mut self) -> Self {
            self.#name = #patch::Null;
            self
        }
    }
}

/// The setter of an optional field that has one value: there is nothing to take.
pub(super) fn only(
    writer: &mut TypeWriter<'_>,
    name: &RustIdent,
    (ty, shape): (&TypeRef, FieldShape),
    value: &Value,
    must_use: Option<&TokenStream>,
    about: &str,
) -> TokenStream {
    let Some(value) = constant::of_type(ty, value) else {
        return setter(writer, name, (ty, shape), must_use, about);
    };
    let docs = docs::attributes(about);
    let name = ident(name);
    let value = optional::set(writer, &value, shape == FieldShape::Patch);
    quote! {
        #docs
        #must_use
        pub fn #name(mut self) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// A setter. Where the field is optional, so is what it takes.
pub(super) fn setter(
    writer: &mut TypeWriter<'_>,
    name: &RustIdent,
    (ty, shape): (&TypeRef, FieldShape),
    must_use: Option<&TokenStream>,
    about: &str,
) -> TokenStream {
    let docs = docs::attributes(about);
    let name = ident(name);
    let value = format_ident!("value");
    let (marker, argument, value) = match shape {
        FieldShape::Plain => {
            let (argument, value) = writer.argument(&value, ty);
            (None, argument, value)
        }
        _ => optional::argument(writer, &value, ty, shape == FieldShape::Patch),
    };
    let marker = marker.map(|marker| quote!(<#marker>));
    quote! {
        #docs
        #must_use
        pub fn #name #marker (mut self, #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// `TicketContact::id("…")`: a branch made of what its struct requires.
pub(super) fn branch(
    writer: &mut TypeWriter<'_>,
    constructor: &RustIdent,
    variant: &RustIdent,
    payload: (&TypeRef, &StructDef),
    about: &str,
) -> TokenStream {
    let docs = docs::attributes(about);
    let (ty, payload) = payload;
    let given: Vec<&Field> = payload.given().collect();
    let names: Vec<Ident> = given.iter().map(|field| ident(&field.name)).collect();
    let arguments: Vec<TokenStream> = given
        .iter()
        .zip(&names)
        .map(|(field, name)| writer.argument(name, &field.ty).0)
        .collect();
    let (constructor, variant, ty) = (ident(constructor), ident(variant), writer.ty(ty));
    quote! {
        #docs
        pub fn #constructor(#(#arguments),*) -> Self {
            Self::#variant(#ty::new(#(#names),*))
        }
    }
}
