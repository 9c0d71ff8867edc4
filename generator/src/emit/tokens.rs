//! Tokens for types, identifiers and literals.

use super::Context;
use super::imports::{Imports, prelude, runtime_module};
use crate::model::{Primitive, RustIdent, RustType, ScalarType, TypeRef};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

/// A name as an identifier.
pub(super) fn ident(name: &RustIdent) -> Ident {
    match name.as_str().strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name.as_str(), Span::call_site()),
    }
}

/// A string as a Rust literal: nothing in it can end it.
pub(super) fn string(text: &str) -> String {
    Literal::string(text).to_string()
}

/// Where a file stands, and so how it reaches the API's types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In `types`, beside them.
    Types,
    /// Anywhere else in the crate.
    Elsewhere,
    /// Where they have their whole paths, beside types of other names.
    Spelled,
}

/// Writes uses of types, and notes what they need in scope.
pub(super) struct TypeWriter<'a> {
    pub context: Context<'a>,
    pub imports: &'a mut Imports,
    pub from: Origin,
    /// The module that is being written: its own types need no import.
    pub module: &'a str,
}

impl TypeWriter<'_> {
    pub fn prelude(&self, name: &str) -> TokenStream {
        prelude(self.context.taken, name)
    }

    /// `ty` as Rust.
    pub fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Primitive(primitive) => self.primitive(*primitive),
            TypeRef::Named(id) => {
                let def = &self.context.api.types[*id];
                if self.from == Origin::Spelled {
                    let path = self.context.path("types");
                    let path: TokenStream = path.parse().unwrap_or_default();
                    let name = ident(&def.name);
                    return quote!(#path::#name);
                }
                if self.from == Origin::Elsewhere {
                    self.imports
                        .add(&self.context.path("types"), def.name.as_str());
                } else if def.module.as_str() != self.module {
                    self.imports.add("super", def.name.as_str());
                }
                let name = ident(&def.name);
                quote!(#name)
            }
            TypeRef::List(inner) => self.wrapped("Vec", inner),
            TypeRef::Optional(inner) => self.wrapped("Option", inner),
            TypeRef::Boxed(inner) => self.wrapped("Box", inner),
            TypeRef::Map(inner) => {
                let map = self.import("std::collections", "BTreeMap");
                let (key, value) = (self.prelude("String"), self.ty(inner));
                quote!(#map<#key, #value>)
            }
            TypeRef::Any => self.runtime("Value"),
            TypeRef::External(path) => path.parse().unwrap_or_default(),
        }
    }

    fn runtime(&mut self, name: &str) -> TokenStream {
        self.import(runtime_module(name), name)
    }

    /// A type of another crate: by its name, or by its whole path where that is how types
    /// are written.
    fn import(&mut self, module: &str, name: &str) -> TokenStream {
        if self.from == Origin::Spelled && !module.is_empty() {
            return format!("{module}::{name}").parse().unwrap_or_default();
        }
        self.imports.foreign(self.context.taken, module, name)
    }

    fn wrapped(&mut self, name: &str, inner: &TypeRef) -> TokenStream {
        let (wrapper, inner) = (self.prelude(name), self.ty(inner));
        quote!(#wrapper<#inner>)
    }

    pub fn primitive(&mut self, primitive: Primitive) -> TokenStream {
        match primitive {
            Primitive::String => self.prelude("String"),
            Primitive::UnixTime => self.runtime("UnixTime"),
            Primitive::Scalar(scalar) => self.scalar(scalar),
            Primitive::File => self.runtime("File"),
            _ => format_ident!("{}", primitive.rust_name()).to_token_stream(),
        }
    }

    fn scalar(&mut self, scalar: ScalarType) -> TokenStream {
        let wrapper = self.runtime("Scalar");
        let RustType {
            module,
            name,
            argument,
        } = scalar.rust;
        let name = self.import(module, name);
        let argument = argument.map(|(module, name)| {
            let name = self.import(module, name);
            quote!(<#name>)
        });
        quote!(#wrapper<#name #argument>)
    }

    /// An argument that takes whatever becomes a `ty`, and the expression that
    /// makes one of it.
    pub fn argument(&mut self, name: &Ident, ty: &TypeRef) -> (TokenStream, TokenStream) {
        let into = self.prelude("Into");
        match (accepts(ty), ty) {
            (Accepts::Into, _) => {
                let ty = self.ty(ty);
                (quote!(#name: impl #into<#ty>), quote!(#name.into()))
            }
            (Accepts::List, TypeRef::List(item)) => {
                let (iterator, item) = (self.prelude("IntoIterator"), self.ty(item));
                let argument = quote!(#name: impl #iterator<Item = impl #into<#item>>);
                (argument, quote!(oas_runtime::codec::list(#name)))
            }
            (Accepts::Map, TypeRef::Map(value)) => {
                let (iterator, value) = (self.prelude("IntoIterator"), self.ty(value));
                let key = self.prelude("String");
                let argument =
                    quote!(#name: impl #iterator<Item = (impl #into<#key>, impl #into<#value>)>);
                (argument, quote!(oas_runtime::codec::map(#name)))
            }
            (Accepts::Boxed, TypeRef::Boxed(inner)) => {
                let (boxed, inner) = (self.prelude("Box"), self.ty(inner));
                (
                    quote!(#name: impl #into<#inner>),
                    quote!(#boxed::new(#name.into())),
                )
            }
            _ => {
                let ty = self.ty(ty);
                (quote!(#name: #ty), quote!(#name))
            }
        }
    }
}

/// What a caller may pass for a type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Accepts {
    /// Whatever converts.
    Into,
    /// A list of whatever converts.
    List,
    /// Pairs of whatever converts.
    Map,
    /// A box, which is made of the value.
    Boxed,
    /// The type itself.
    Exact,
}

/// How generous a setter or constructor is towards its caller. Numbers to
/// which Rust's default integer and float do not convert are taken as they
/// are, so that a plain literal works.
pub(super) fn accepts(ty: &TypeRef) -> Accepts {
    match ty {
        TypeRef::Primitive(
            Primitive::I8
            | Primitive::I16
            | Primitive::U8
            | Primitive::U16
            | Primitive::U32
            | Primitive::U64
            | Primitive::F32
            | Primitive::Boolean,
        ) => Accepts::Exact,
        TypeRef::Primitive(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::External(_) => {
            Accepts::Into
        }
        TypeRef::List(item) if accepts(item) == Accepts::Into => Accepts::List,
        TypeRef::Map(value) if accepts(value) == Accepts::Into => Accepts::Map,
        TypeRef::Boxed(inner) if accepts(inner) == Accepts::Into => Accepts::Boxed,
        _ => Accepts::Exact,
    }
}

/// A text as a raw string, with as many `#` as it takes, where it needs any. Rust takes no
/// more than 255 of them.
pub(super) fn raw_string(text: &str) -> Literal {
    let behind_quotes = text.split('"').skip(1);
    let runs = behind_quotes.map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let marks = "#".repeat(runs.max().unwrap_or(0) + 1);
    let raw = format!("r{marks}\"{text}\"{marks}");
    let raw = raw.parse().ok();
    raw.filter(|_| text.contains(['"', '\\']))
        .unwrap_or_else(|| Literal::string(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_a_literal() {
        for count in [0, 1, 3, 254, 255, 256, 5000] {
            let text = format!("{{\"a\": \"{}\"}}", "#".repeat(count));
            let literal = raw_string(&text).to_string();
            let read: syn::LitStr = syn::parse_str(&literal).unwrap();
            assert_eq!(read.value(), text);
        }
    }
}
