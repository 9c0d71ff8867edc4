//! Tokens for types, identifiers and literals.

use super::Context;
use super::imports::{Imports, prelude};
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
                let map = self.imports.btree_map(self.context.taken);
                let (key, value) = (self.prelude("String"), self.ty(inner));
                quote!(#map<#key, #value>)
            }
            TypeRef::Any => self.imports.runtime(self.context.taken, "Value"),
            TypeRef::External(path) => path.parse().unwrap_or_default(),
        }
    }

    fn wrapped(&mut self, name: &str, inner: &TypeRef) -> TokenStream {
        let (wrapper, inner) = (self.prelude(name), self.ty(inner));
        quote!(#wrapper<#inner>)
    }

    pub fn primitive(&mut self, primitive: Primitive) -> TokenStream {
        match primitive {
            Primitive::String => self.prelude("String"),
            Primitive::UnixTime => self.imports.runtime(self.context.taken, "UnixTime"),
            Primitive::Scalar(scalar) => self.scalar(scalar),
            Primitive::File => self.imports.runtime(self.context.taken, "File"),
            _ => format_ident!("{}", primitive.rust_name()).to_token_stream(),
        }
    }

    fn scalar(&mut self, scalar: ScalarType) -> TokenStream {
        let taken = self.context.taken;
        let wrapper = self.imports.runtime(taken, "Scalar");
        let RustType {
            module,
            name,
            argument,
        } = scalar.rust;
        let name = self.imports.foreign(taken, module, name);
        let argument = argument.map(|(module, name)| {
            let name = self.imports.foreign(taken, module, name);
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
