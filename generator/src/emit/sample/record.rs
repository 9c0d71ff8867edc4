//! Samples of structs: the constructor, and setters of what else there is.

use super::{SampleWriter, Wanted};
use crate::emit::constant;
use crate::emit::tokens::{Accepts, accepts, ident};
use crate::model::{Field, FieldShape, RustIdent, StructDef, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

impl SampleWriter<'_> {
    /// `Type::new(required…).setter(value)…`
    pub(super) fn record(
        &mut self,
        id: TypeId,
        def: &StructDef,
        value: &Value,
        depth: usize,
    ) -> Option<TokenStream> {
        if !self.types[id].usage.request {
            return None;
        }
        let members = value.as_object()?;
        let name = self.use_type(id);
        let required = match &def.required_name {
            Some(required) => self.named_arguments(required, def, members, depth)?,
            None => {
                let required = def.given();
                let required: Vec<TokenStream> = required
                    .map(|field| self.member(field, members.get(field.wire.as_str())?, depth))
                    .collect::<Option<_>>()?;
                quote!(#(#required),*)
            }
        };
        let mut setters = Vec::new();
        for field in def.fields.iter().filter(|field| field.is_settable()) {
            let value = members.get(field.wire.as_str());
            let default = field.value.default.as_ref();
            let is_preset = |value: &Value| {
                // What has no default is preset to the only value that it can have.
                field.preset.is_some() && default.is_none_or(|default| default == value)
            };
            if let Some(value) = value.filter(|value| !is_preset(value)) {
                setters.push(self.setter(field, value, depth)?);
            }
        }
        Some(quote!(#name::new(#required) #(#setters)*))
    }

    /// `TypeRequired { name: value, … }`
    fn named_arguments(
        &mut self,
        name: &RustIdent,
        def: &StructDef,
        members: &Map<String, Value>,
        depth: usize,
    ) -> Option<TokenStream> {
        let name = self.use_name(name);
        let fields = def.given().map(|field| {
            let value = members.get(field.wire.as_str())?;
            let plain = self.value(&field.ty, field.codec, value, Wanted::Itself, depth + 1);
            let value = match plain {
                Some(value) => value,
                None if accepts(&field.ty) == Accepts::Into => {
                    let value = self.member(field, value, depth)?;
                    quote!(#value.into())
                }
                None => return None,
            };
            let field = ident(&field.name);
            Some(quote!(#field: #value))
        });
        let fields: Vec<TokenStream> = fields.collect::<Option<_>>()?;
        Some(quote!(#name { #(#fields),* }))
    }

    fn setter(&mut self, field: &Field, value: &Value, depth: usize) -> Option<TokenStream> {
        let name = ident(&field.name);
        let only = field.constant.as_ref();
        let only = only.filter(|only| constant::of_type(&field.ty, only).is_some());
        if let Some(only) = only.filter(|_| field.shape != FieldShape::Plain && !value.is_null()) {
            return (only == value).then(|| quote!(.#name()));
        }
        if !value.is_null() {
            let value = self.member(field, value, depth)?;
            return Some(quote!(.#name(#value)));
        }
        match (field.shape, &field.clear_name) {
            (FieldShape::Patch, Some(clear)) => {
                let clear = ident(clear);
                Some(quote!(.#clear()))
            }
            _ => Some(TokenStream::new()),
        }
    }

    pub(super) fn member(
        &mut self,
        field: &Field,
        value: &Value,
        depth: usize,
    ) -> Option<TokenStream> {
        let wanted = if accepts(&field.ty) == Accepts::Exact {
            Wanted::Itself
        } else {
            Wanted::Converts
        };
        self.value(&field.ty, field.codec, value, wanted, depth + 1)
    }
}
