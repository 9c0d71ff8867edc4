//! Values that fit a type, where the document gives no example.

use super::MAX_DEPTH;
use crate::model::{EnumValues, FieldShape, Primitive, TypeArena, TypeKind, TypeRef};
use serde_json::{Map, Value, json};

/// A value that fits, where the document gives no example.
pub(super) fn made_up(types: &TypeArena, ty: &TypeRef, depth: usize) -> Option<Value> {
    if depth > MAX_DEPTH {
        return None;
    }
    match ty {
        TypeRef::Primitive(Primitive::String | Primitive::File) => Some(json!("text")),
        TypeRef::Primitive(Primitive::Boolean) => Some(json!(true)),
        TypeRef::Primitive(Primitive::F32 | Primitive::F64) => Some(json!(1.5)),
        TypeRef::Primitive(_) => Some(json!(1)),
        TypeRef::Any => Some(json!({ "key": "value" })),
        TypeRef::External(_) => None,
        TypeRef::List(item) => Some(json!([made_up(types, item, depth + 1)?])),
        TypeRef::Map(inner) => Some(json!({ "key": made_up(types, inner, depth + 1)? })),
        TypeRef::Optional(inner) | TypeRef::Boxed(inner) => made_up(types, inner, depth + 1),
        TypeRef::Named(id) => match &types[*id].kind {
            TypeKind::Alias(alias) => made_up(types, &alias.target, depth + 1),
            TypeKind::Newtype(newtype) => made_up(types, &TypeRef::Primitive(newtype.inner), depth),
            TypeKind::Union(def) => def
                .variants
                .iter()
                .find_map(|variant| made_up(types, &variant.ty, depth + 1)),
            TypeKind::Enum(def) => match &def.values {
                EnumValues::Strings(values) => values.first().map(|value| json!(value.value)),
                EnumValues::Integers(values) => values.first().map(|value| json!(value.value)),
            },
            TypeKind::Struct(def) => {
                let mut members = Map::new();
                for constant in &def.constants {
                    members.insert(constant.wire.as_str().to_owned(), constant.value.clone());
                }
                for field in def
                    .fields
                    .iter()
                    .filter(|field| field.shape == FieldShape::Plain)
                {
                    let preset = field.preset.as_ref().and(field.value.default.as_ref());
                    let value = match field.constant.as_ref().or(preset) {
                        Some(known) => known.clone(),
                        None => made_up(types, &field.ty, depth + 1)?,
                    };
                    members.insert(field.wire.as_str().to_owned(), value);
                }
                Some(Value::Object(members))
            }
        },
    }
}
