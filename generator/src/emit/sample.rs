//! Samples: an example of the document as the Rust that a caller writes.

mod body;
mod bounds;
mod branch;
mod container;
mod frame;
mod invented;
pub(super) mod literal;
mod record;

use self::bounds::is_of_format;
use self::invented::{Known, made_up};
pub(super) use self::literal::{constant, grouped};
use self::literal::{scalar, text};
use super::Context;
use super::tokens::ident;
use crate::analysis::{fits, fits_branch};
use crate::model::{
    BodyKind, Codec, EnumValues, Group, Operation, Primitive, RustIdent, ScalarFormat, TypeArena,
    TypeId, TypeKind, TypeRef, UnionDef, UnionVariant,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;
use std::collections::BTreeSet;

/// How deep a sample goes.
const MAX_DEPTH: usize = 12;

/// What stands at a place in the code: whatever converts, or the type itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Converts,
    Itself,
}

/// A documentation test that calls the operation. `None` where an argument
/// can't be written down.
pub(super) fn call(context: Context<'_>, group: &Group, operation: &Operation) -> Option<String> {
    let mut writer = SampleWriter {
        types: &context.api.types,
        used: BTreeSet::new(),
        json: false,
    };
    let mut arguments = Vec::new();
    for parameter in &operation.required {
        let known = Known::of(parameter.wire.as_str(), &parameter.value);
        let value = made_up(writer.types, &parameter.ty, known)?;
        arguments.push(match &parameter.ty {
            TypeRef::Named(_) | TypeRef::Primitive(Primitive::Scalar(_)) => {
                writer.value(&parameter.ty, None, &value, Wanted::Converts, 0)?
            }
            TypeRef::Primitive(Primitive::String) => text(&value),
            ty => writer.value(ty, None, &value, Wanted::Itself, 0)?,
        });
    }
    if let Some(body) = &operation.body
        && matches!(body.kind, BodyKind::Text | BodyKind::Bytes)
    {
        arguments.push(match body.kind {
            BodyKind::Text => quote!("text"),
            _ => quote!("content"),
        });
    } else if let Some(body) = &operation.body {
        let asks = body::StreamFlag::of(operation);
        let (written, argument) = body::argument(&writer, body, asks)?;
        writer = written;
        arguments.push(argument);
    }
    Some(frame::test(context, group, operation, &writer, &arguments))
}

#[derive(Clone)]
struct SampleWriter<'a> {
    types: &'a TypeArena,
    /// `types::Name` and `api::Name`, for the `use` lines.
    used: BTreeSet<String>,
    /// Whether `json!` is needed.
    json: bool,
}

impl SampleWriter<'_> {
    fn use_type(&mut self, id: TypeId) -> TokenStream {
        let name = &self.types[id].name;
        self.use_name(name)
    }

    fn use_name(&mut self, name: &RustIdent) -> TokenStream {
        self.used.insert(format!("types::{}", name.as_str()));
        let name = ident(name);
        quote!(#name)
    }

    /// `value` as Rust.
    fn value(
        &mut self,
        ty: &TypeRef,
        codec: Option<Codec>,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<TokenStream> {
        if depth > MAX_DEPTH {
            return None;
        }
        match ty {
            TypeRef::Primitive(Primitive::File) => {
                let text = value.as_str()?;
                if self
                    .types
                    .iter()
                    .any(|(_, def)| def.name.as_str() == "File")
                {
                    return Some(quote!(oas_runtime::File::new("file.txt", #text)));
                }
                self.used.insert("oas_runtime::File".to_owned());
                Some(quote!(File::new("file.txt", #text)))
            }
            // What is not of its format is not sent.
            TypeRef::Primitive(_) if !is_of_format(ty, value) => None,
            TypeRef::Primitive(primitive) => scalar(*primitive, value, wanted),
            TypeRef::Any => self.any(value, wanted),
            TypeRef::Named(id) => self.named(*id, codec, value, wanted, depth),
            TypeRef::List(item) => self.list(item, codec, value, wanted, depth),
            TypeRef::Map(inner) => self.map(inner, codec, value, wanted, depth),
            TypeRef::Boxed(inner) if wanted == Wanted::Converts => {
                self.value(inner, codec, value, wanted, depth)
            }
            TypeRef::Boxed(inner) => {
                let value = self.value(inner, codec, value, wanted, depth)?;
                Some(quote!(Box::new(#value)))
            }
            TypeRef::Optional(_) | TypeRef::External(_) => None,
        }
    }

    /// Free-form JSON: a literal where one converts, `json!` otherwise.
    fn any(&mut self, value: &Value, wanted: Wanted) -> Option<TokenStream> {
        match value {
            Value::String(text) if wanted == Wanted::Converts => Some(quote!(#text)),
            Value::Bool(flag) if wanted == Wanted::Converts => Some(quote!(#flag)),
            _ => {
                self.json = true;
                let tokens: TokenStream = value.to_string().parse().ok()?;
                Some(quote!(json!(#tokens)))
            }
        }
    }

    fn list(
        &mut self,
        item: &TypeRef,
        codec: Option<Codec>,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<TokenStream> {
        let items = value.as_array()?;
        if items.is_empty() && wanted == Wanted::Converts {
            let item = self.item_type(item)?;
            return Some(quote!(Vec::<#item>::new()));
        }
        // The items of a Rust list are of one type, so that each has to be the
        // type itself unless all of them convert from the same.
        let converts = wanted == Wanted::Converts
            && items.iter().all(Value::is_string)
            && !self.is_union(item);
        let each = if converts {
            Wanted::Converts
        } else {
            Wanted::Itself
        };
        let items: Vec<TokenStream> = items
            .iter()
            .map(|value| self.value(item, codec, value, each, depth + 1))
            .collect::<Option<_>>()?;
        Some(match wanted {
            Wanted::Converts => quote!([#(#items),*]),
            Wanted::Itself => quote!(vec![#(#items),*]),
        })
    }

    /// The type of what an empty list does not hold: nothing else tells it.
    fn item_type(&mut self, ty: &TypeRef) -> Option<TokenStream> {
        match ty {
            TypeRef::Named(id) => Some(self.use_type(*id)),
            TypeRef::Primitive(Primitive::String) => Some(quote!(String)),
            TypeRef::Primitive(Primitive::I32) => Some(quote!(i32)),
            TypeRef::Primitive(Primitive::I64 | Primitive::UnixTime) => Some(quote!(i64)),
            TypeRef::Primitive(Primitive::F64) => Some(quote!(f64)),
            TypeRef::Primitive(Primitive::Scalar(scalar)) => Some(match scalar.format {
                ScalarFormat::Number => quote!(f64),
                _ => quote!(&str),
            }),
            TypeRef::Any => Some(quote!(bool)),
            _ => None,
        }
    }

    fn is_union(&self, ty: &TypeRef) -> bool {
        matches!(ty, TypeRef::Named(id) if matches!(self.types[*id].kind, TypeKind::Union(_)))
    }

    fn map(
        &mut self,
        inner: &TypeRef,
        codec: Option<Codec>,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<TokenStream> {
        let pairs = self.pairs(inner, codec, value, wanted, depth)?;
        Some(match wanted {
            Wanted::Itself => quote!([#(#pairs),*].into()),
            Wanted::Converts => quote!([#(#pairs),*]),
        })
    }

    /// The members of a map, of which there is one at least.
    fn pairs(
        &mut self,
        inner: &TypeRef,
        codec: Option<Codec>,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<Vec<TokenStream>> {
        let members = value.as_object()?;
        if members.is_empty() {
            return None;
        }
        let strings = members.values().all(Value::is_string);
        let itself = wanted == Wanted::Itself;
        let wanted = if strings && !itself {
            Wanted::Converts
        } else {
            Wanted::Itself
        };
        let pairs = members.iter().map(|(key, value)| {
            let value = self.value(inner, codec, value, wanted, depth + 1)?;
            Some(if itself {
                quote!((#key.to_owned(), #value))
            } else {
                quote!((#key, #value))
            })
        });
        pairs.collect()
    }

    fn named(
        &mut self,
        id: TypeId,
        codec: Option<Codec>,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<TokenStream> {
        let types = self.types;
        match &types[id].kind {
            TypeKind::Struct(def) => self.record(id, def, value, depth),
            TypeKind::Union(def) => self.union(id, def, value, wanted, depth),
            TypeKind::Alias(alias) => self.value(&alias.target, codec, value, wanted, depth + 1),
            TypeKind::Newtype(newtype) => {
                let plain = match (newtype.inner, value) {
                    (Primitive::String, Value::String(text)) => quote!(#text),
                    (Primitive::String, Value::Number(number)) => {
                        let text = number.to_string();
                        quote!(#text)
                    }
                    (inner, value) => scalar(inner, value, Wanted::Converts)?,
                };
                Some(match wanted {
                    Wanted::Converts => plain,
                    Wanted::Itself => {
                        let name = self.use_type(id);
                        quote!(#name::from(#plain))
                    }
                })
            }
            TypeKind::Enum(def) => {
                let variant = match &def.values {
                    EnumValues::Strings(values) => values
                        .iter()
                        .find(|known| Some(known.value.as_str()) == value.as_str())
                        .map(|known| &known.name),
                    EnumValues::Integers(values) => values
                        .iter()
                        .find(|known| Some(known.value) == value.as_i64())
                        .map(|known| &known.name),
                };
                let (name, variant) = (self.use_type(id), ident(variant?));
                Some(quote!(#name::#variant))
            }
        }
    }

    /// A branch by its short constructor, or the branch's own value where that
    /// converts, or the variant.
    fn union(
        &mut self,
        id: TypeId,
        def: &UnionDef,
        value: &Value,
        wanted: Wanted,
        depth: usize,
    ) -> Option<TokenStream> {
        let types = self.types;
        if let Some(known) = def.values.iter().find(|known| known.value == *value) {
            let (name, variant) = (self.use_type(id), ident(&known.name));
            return Some(quote!(#name::#variant));
        }
        let fits = |variant: &&UnionVariant| fits(types, &variant.ty, value).is_ok();
        let is_meant = |variant: &&UnionVariant| {
            fits_branch(types, variant, value).is_ok() && is_of_format(&variant.ty, value)
        };
        let mut variants = def.variants.iter();
        let meant = variants.clone().find(is_meant);
        let variant = meant.or_else(|| variants.find(fits))?;
        let name = self.use_type(id);
        if let (Some(constructor), TypeRef::Named(payload)) = (&variant.constructor, &variant.ty)
            && let TypeKind::Struct(payload) = &types[*payload].kind
        {
            let members = value.as_object()?;
            let declared = payload
                .fields
                .iter()
                .filter(|field| members.contains_key(field.wire.as_str()));
            if declared.count() == payload.given().count() {
                let known = payload.given();
                let arguments: Vec<TokenStream> = known
                    .map(|field| self.member(field, members.get(field.wire.as_str())?, depth))
                    .collect::<Option<_>>()?;
                let constructor = ident(constructor);
                return Some(quote!(#name::#constructor(#(#arguments),*)));
            }
        }
        let alone = def
            .variants
            .iter()
            .filter(|other| other.ty == variant.ty)
            .count()
            == 1;
        let is_record = matches!(&variant.ty, TypeRef::Named(payload) if matches!(types[*payload].kind, TypeKind::Struct(_)));
        if wanted == Wanted::Converts && alone && (is_record || value.is_string()) {
            let payload = self.value(&variant.ty, None, value, Wanted::Converts, depth + 1);
            if is_record || matches!(variant.ty, TypeRef::Primitive(Primitive::String)) {
                self.forget(id, is_record || value.is_string());
                return payload;
            }
        }
        let payload = self.value(&variant.ty, None, value, Wanted::Itself, depth + 1)?;
        let name = self.use_type(id);
        let variant = ident(&variant.name);
        Some(quote!(#name::#variant(#payload)))
    }

    /// A union that is not named after all need not be imported.
    fn forget(&mut self, id: TypeId, unnamed: bool) {
        if unnamed {
            self.used
                .remove(&format!("types::{}", self.types[id].name.as_str()));
        }
    }
}
