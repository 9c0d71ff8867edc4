//! Constructors of structs: they take what is required and has no default.

use super::module::Item;
use super::sample::literal;
use super::tokens::{TypeWriter, ident};
use super::{docs, value};
use crate::model::{
    Field, FieldShape, Preset, PresetLiteral, RustIdent, StructDef, TypeDef, TypeRef,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// `new`, for types that callers make. What only responses hold is made by tests
/// alone.
pub(super) fn new(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
    about: &str,
) -> Option<TokenStream> {
    let mut required = body.fields.iter();
    let about = &docs::demands(body).fold(about.to_owned(), |about, demand| about + " " + &demand);
    if !required.any(|field| field.shape == FieldShape::Plain) {
        return def.usage.request.then(|| empty(writer, about));
    }
    let (gate, start) = if def.usage.request {
        (None, "Creates")
    } else {
        (test_util(def), "For tests: creates")
    };
    let what = if body.given().next().is_none() {
        "the defaults of its required fields"
    } else {
        "its required fields"
    };
    let docs = docs::attributes(&format!("{start} a value with {what}. {about}"));
    let (arguments, made) = match &body.required_name {
        Some(name) => {
            let name = ident(name);
            (
                quote!(required: #name),
                made(writer, body, Some("required")),
            )
        }
        None => {
            let arguments = body.given().map(|field| {
                let name = ident(&field.name);
                writer.argument(&name, &field.ty).0
            });
            let arguments: Vec<_> = arguments.collect();
            (quote!(#(#arguments),*), made(writer, body, None))
        }
    };
    Some(quote! {
        #docs
        #gate
        pub fn new(#arguments) -> Self {
            #made
        }
    })
}

/// The value that `new` gives: its arguments, or the members of its one argument,
/// and the defaults.
fn made(writer: &mut TypeWriter<'_>, body: &StructDef, argument: Option<&str>) -> TokenStream {
    let is_plain = |field: &&Field| field.shape == FieldShape::Plain;
    let others = has_others(body);
    // In the order of the table.
    let values = body.fields.iter().filter(is_plain).map(|field| {
        let name = ident(&field.name);
        let value = match (&field.preset, argument) {
            (Some(preset), _) => self::preset(writer, preset),
            (None, Some(argument)) => {
                let argument = format_ident!("{argument}");
                quote!(#argument.#name)
            }
            (None, None) => writer.argument(&name, &field.ty).1,
        };
        (name, value)
    });
    let values: Vec<(Ident, TokenStream)> = values.collect();
    if others {
        let values = values.iter().map(|(_, value)| value);
        return quote!(oas_runtime::codec::Given::with((#(#values,)*)));
    }
    let fields = values.iter().map(|(name, value)| {
        if *name == value.to_string() {
            quote!(#name)
        } else {
            quote!(#name: #value)
        }
    });
    quote!(Self { #(#fields),* })
}

/// Whether the struct has fields that its constructor doesn't set.
pub(super) fn has_others(body: &StructDef) -> bool {
    let mut fields = body.fields.iter();
    fields.any(|field| field.shape != FieldShape::Plain)
        || body.rest.is_some()
        || kept_constants(body).next().is_some()
}

/// The private fields of members that are always one value.
pub(super) fn kept_constants(body: &StructDef) -> impl Iterator<Item = &RustIdent> {
    let constants = body.constants.iter();
    constants.filter_map(|constant| constant.kept.as_ref())
}

/// What a field has by default.
fn preset(writer: &mut TypeWriter<'_>, preset: &Preset) -> TokenStream {
    match preset {
        Preset::Literal(PresetLiteral::Text(text)) => quote!(#text.to_owned()),
        Preset::Literal(PresetLiteral::Flag(flag)) => quote!(#flag),
        Preset::Literal(PresetLiteral::Integer(number)) => literal::integer(*number),
        Preset::Literal(PresetLiteral::Float(number)) => literal::float(*number),
        Preset::Converted(primitive, value) => {
            let into = writer.prelude("Into");
            let number = match value {
                PresetLiteral::Text(text) => return quote!(#into::into(#text)),
                PresetLiteral::Flag(flag) => return quote!(#into::into(#flag)),
                PresetLiteral::Integer(number) => literal::integer(*number),
                PresetLiteral::Float(number) => literal::float(*number),
            };
            // Nothing else says of which type it is.
            let suffix = writer.primitive(*primitive);
            let number = format!("{number}_{suffix}").parse().unwrap_or(number);
            quote!(#into::into(#number))
        }
        Preset::Variant(id, variant) => {
            let (ty, variant) = (writer.ty(&TypeRef::Named(*id)), ident(variant));
            quote!(#ty::#variant)
        }
        Preset::List(items) => {
            let items = items.iter().map(|item| self::preset(writer, item));
            let items: Vec<TokenStream> = items.collect();
            quote!(vec![#(#items),*])
        }
        Preset::Map(members) => {
            let map = writer.imports.btree_map(writer.context.taken);
            let members = members.iter().map(|(key, value)| {
                let value = self::preset(writer, value);
                quote!((#key.to_owned(), #value))
            });
            let members: Vec<TokenStream> = members.collect();
            quote!(#map::from([#(#members),*]))
        }
        Preset::Json(value) => {
            let value: TokenStream = value.to_string().parse().unwrap_or_default();
            quote!(oas_runtime::json!(#value))
        }
        Preset::Empty(ty) => match ty {
            TypeRef::List(_) => {
                let list = writer.prelude("Vec");
                quote!(#list::new())
            }
            TypeRef::Map(_) => {
                let map = writer.imports.btree_map(writer.context.taken);
                quote!(#map::new())
            }
            TypeRef::Any => {
                let any = writer.ty(ty);
                quote!(#any::Null)
            }
            _ => {
                let (ty, default) = (writer.ty(ty), writer.prelude("Default"));
                quote!(<#ty as #default>::default())
            }
        },
    }
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

/// `Default`, where every required field has one of its own.
pub(super) fn default(
    writer: &TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
    about: &str,
) -> Option<TokenStream> {
    let preset = body.fields.iter().any(|field| field.preset.is_some());
    if !preset || body.given().next().is_some() {
        return None;
    }
    let docs = docs::attributes(about);
    let (name, default) = (ident(&def.name), writer.prelude("Default"));
    let gate = test_util(def);
    Some(quote! {
        #gate
        impl #default for #name {
            #docs
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

/// The struct of what a constructor takes, where its arguments need names.
pub(super) fn required(
    writer: &mut TypeWriter<'_>,
    def: &TypeDef,
    body: &StructDef,
) -> Option<Item> {
    let name: &RustIdent = body.required_name.as_ref()?;
    let docs = docs::attributes(&format!(
        "The required fields of [`{}`], which its `new` takes.",
        def.name
    ));
    let fields = body.given().map(|field| {
        let said = value::of_field(writer.context.api, field);
        let docs = docs::attributes(&docs::summary(&said));
        let (name, ty) = (ident(&field.name), writer.ty(&field.ty));
        quote!(#docs pub #name: #ty,)
    });
    let fields: Vec<TokenStream> = fields.collect();
    let (name, gate) = (ident(name), test_util(def));
    Some(Item::Rust(quote! {
        #docs
        #gate
        #[derive(Debug, Clone)]
        pub struct #name {
            #(#fields)*
        }
    }))
}

/// What marks constructors of values that only a server makes.
fn test_util(def: &TypeDef) -> Option<TokenStream> {
    gate(def)?.parse().ok()
}

/// The same as text.
pub(super) fn gate(def: &TypeDef) -> Option<&'static str> {
    (!def.usage.request).then_some("#[cfg(feature = \"test-util\")]")
}
