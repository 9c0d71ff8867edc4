//! What callers make values by: constructors and setters, each with the first
//! sentence of what it sets.

use super::docs;
use super::tokens::{TypeWriter, ident};
use crate::model::{Field, FieldShape, RustIdent, StructDef, TypeDef, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// More arguments than clippy allows.
const MANY: usize = 7;

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

/// `new`, for types that callers make: of what is required. What only responses
/// hold is made by tests alone.
pub(super) fn constructor(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
    about: &str,
) -> Option<TokenStream> {
    let given: Vec<&Field> = body.given().collect();
    if given.is_empty() {
        return def.usage.request.then(|| empty(writer, about));
    }
    let (gate, start) = if def.usage.request {
        (None, "Creates a value with its required fields.")
    } else {
        (
            Some(quote!(#[cfg(feature = "test-util")])),
            "For tests: creates a value with its required fields.",
        )
    };
    let docs = docs::attributes(&format!("{start} {about}"));
    let many = many(given.len());
    let arguments = given.iter().map(|field| {
        let name = ident(&field.name);
        writer.argument(&name, &field.ty)
    });
    let (arguments, values): (Vec<_>, Vec<_>) = arguments.unzip();
    let others = body
        .fields
        .iter()
        .any(|field| field.shape != FieldShape::Plain);
    let made = if others || body.rest.is_some() {
        // In the order of the table.
        let required = body.fields.iter();
        let required = required.filter(|field| field.shape == FieldShape::Plain);
        let required = required.filter_map(|field| {
            let at = given.iter().position(|given| given.name == field.name)?;
            values.get(at)
        });
        quote!(oas_runtime::codec::Given::with((#(#required,)*)))
    } else {
        let names = given.iter().map(|field| ident(&field.name));
        let fields = names.zip(&values).map(|(name, value)| {
            if name == value.to_string() {
                quote!(#name)
            } else {
                quote!(#name: #value)
            }
        });
        quote!(Self { #(#fields),* })
    };
    Some(quote! {
        #docs
        #gate
        #many
        pub fn new(#(#arguments),*) -> Self {
            #made
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

/// `new` of what has nothing required.
pub(super) fn empty(writer: &TypeWriter<'_>, about: &str) -> TokenStream {
    let docs = docs::attributes(&format!("Creates a value with nothing set. {about}"));
    let default = writer.prelude("Default");
    quote! {
        #docs
        pub fn new() -> Self {
            <Self as #default>::default()
        }
    }
}

fn many(arguments: usize) -> Option<TokenStream> {
    (arguments > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]))
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
    let some = match field.shape {
        FieldShape::Patch => {
            let patch = writer.imports.runtime(writer.context.taken, "Patch");
            quote!(#patch::Value)
        }
        _ => writer.prelude("Some"),
    };
    let setter = setter(
        writer,
        &field.name,
        &field.ty,
        (&some, must_use.as_ref()),
        about,
    );
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

/// A setter that wraps what it takes in `some`.
pub(super) fn setter(
    writer: &mut TypeWriter<'_>,
    name: &RustIdent,
    ty: &TypeRef,
    (some, must_use): (&TokenStream, Option<&TokenStream>),
    about: &str,
) -> TokenStream {
    let docs = docs::attributes(about);
    let name = ident(name);
    let (argument, value) = writer.argument(&format_ident!("value"), ty);
    quote! {
        #docs
        #must_use
        pub fn #name(mut self, #argument) -> Self {
            self.#name = #some(#value);
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
    let many = many(given.len());
    let names: Vec<Ident> = given.iter().map(|field| ident(&field.name)).collect();
    let arguments: Vec<TokenStream> = given
        .iter()
        .zip(&names)
        .map(|(field, name)| writer.argument(name, &field.ty).0)
        .collect();
    let (constructor, variant, ty) = (ident(constructor), ident(variant), writer.ty(ty));
    quote! {
        #docs
        #many
        pub fn #constructor(#(#arguments),*) -> Self {
            Self::#variant(#ty::new(#(#names),*))
        }
    }
}
