//! What does a constructor take, and what does it set by itself?
//!
//! A required field of a request that has a default is set to it, one that can hold
//! only one value to that, and one of which all members are constants to those. What
//! is left is positional as long as people can tell the arguments apart.

use super::unions::kinds;
use crate::model::{
    Api, Codec, EnumValues, FieldShape, JsonKind, MAX_ARGUMENTS, Preset, PresetLiteral, Primitive,
    StructDef, TypeArena, TypeKind, TypeRef,
};
use serde_json::Value;

/// How deep defaults are looked into.
const MAX_DEPTH: usize = 8;

/// How many values free-form JSON may consist of: `json!` calls itself for each.
const MOST_PARTS: usize = 32;

pub(super) fn settle(api: &mut Api) {
    let types = api.types.clone();
    for (id, def) in types.iter() {
        let request = def.usage.request;
        let TypeKind::Struct(def) = &mut api.types[id].kind else {
            continue;
        };
        let fields = def.fields.iter_mut();
        for field in fields.filter(|field| field.shape == FieldShape::Plain) {
            let known = field.constant.as_ref();
            let known = known.or(field.value.default.as_ref().filter(|_| request));
            let known = known.and_then(|value| preset(&types, &field.ty, field.codec, value, 0));
            let implied = || constants_of(&types, &field.ty, 0).filter(|_| request);
            field.preset = known.or_else(implied);
        }
        if are_told_apart(&types, def) {
            def.required_name = None;
        }
    }
}

/// Whether the arguments of a constructor can do without names.
fn are_told_apart(types: &TypeArena, def: &StructDef) -> bool {
    let flags: Vec<bool> = def
        .given()
        .map(|field| kinds(types, &field.ty) == [JsonKind::Boolean])
        .collect();
    flags.len() <= MAX_ARGUMENTS && !flags.windows(2).any(|pair| pair == [true, true])
}

/// The one value of a type that has no members but constants, at any depth.
fn constants_of(types: &TypeArena, ty: &TypeRef, depth: usize) -> Option<Preset> {
    let TypeRef::Named(id) = ty else { return None };
    let def = match &types[*id].kind {
        TypeKind::Struct(def) => def,
        TypeKind::Enum(def) => return preset(types, ty, None, &def.only_value()?, depth),
        _ => return None,
    };
    let mut fields = def.fields.iter();
    let constant = depth < MAX_DEPTH
        && def.rest.is_none()
        && !(def.constants.is_empty() && def.fields.is_empty())
        && fields.all(|field| {
            field.shape == FieldShape::Plain && constants_of(types, &field.ty, depth + 1).is_some()
        });
    constant.then(|| Preset::Empty(ty.clone()))
}

/// `value` as a value of `ty`, if it is one that can be written down.
fn preset(
    types: &TypeArena,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Option<Preset> {
    if depth > MAX_DEPTH {
        return None;
    }
    match (ty, value) {
        (TypeRef::Primitive(Primitive::UnixTime), _) => converted(Primitive::I64, value),
        (TypeRef::Primitive(Primitive::String), Value::Number(number))
            if codec == Some(Codec::Number) =>
        {
            Some(Preset::Literal(PresetLiteral::Text(number.to_string())))
        }
        (TypeRef::Primitive(Primitive::Scalar(scalar)), Value::String(text)) => {
            let sent = scalar.format.is_plausible(text);
            sent.then(|| converted(Primitive::String, value)).flatten()
        }
        (TypeRef::Primitive(Primitive::Scalar(_)), _) => converted(Primitive::F64, value),
        (TypeRef::Primitive(primitive), _) => literal(*primitive, value).map(Preset::Literal),
        (TypeRef::List(_), Value::Array(items)) if items.is_empty() => {
            Some(Preset::Empty(ty.clone()))
        }
        (TypeRef::List(item), Value::Array(items)) => {
            let items = items.iter();
            let items = items.map(|value| preset(types, item, codec, value, depth + 1));
            items.collect::<Option<_>>().map(Preset::List)
        }
        (TypeRef::Map(_), Value::Object(members)) if members.is_empty() => {
            Some(Preset::Empty(ty.clone()))
        }
        (TypeRef::Map(value_ty), Value::Object(members)) => {
            let members = members.iter();
            let members = members.map(|(key, value)| {
                let value = preset(types, value_ty, codec, value, depth + 1)?;
                Some((key.clone(), value))
            });
            members.collect::<Option<_>>().map(Preset::Map)
        }
        (TypeRef::Any, Value::Null) => Some(Preset::Empty(ty.clone())),
        (TypeRef::Any, Value::Array(_) | Value::Object(_)) => {
            (parts(value) <= MOST_PARTS).then(|| Preset::Json(value.clone()))
        }
        (TypeRef::Any, Value::String(_)) => converted(Primitive::String, value),
        (TypeRef::Any, Value::Bool(_)) => converted(Primitive::Boolean, value),
        (TypeRef::Any, Value::Number(number)) if number.is_i64() => {
            converted(Primitive::I64, value)
        }
        (TypeRef::Any, Value::Number(_)) => converted(Primitive::F64, value),
        (TypeRef::Named(id), _) => match &types[*id].kind {
            TypeKind::Alias(alias) => preset(types, &alias.target, codec, value, depth + 1),
            TypeKind::Newtype(newtype) => converted(newtype.inner, value),
            TypeKind::Enum(def) => {
                let variant = match &def.values {
                    EnumValues::Strings(values) => {
                        let mut values = values.iter();
                        &values
                            .find(|known| Some(known.value.as_str()) == value.as_str())?
                            .name
                    }
                    EnumValues::Integers(values) => {
                        let mut values = values.iter();
                        &values
                            .find(|known| Some(known.value) == value.as_i64())?
                            .name
                    }
                };
                Some(Preset::Variant(*id, variant.clone()))
            }
            TypeKind::Struct(def) => {
                let empty = value.as_object().is_some_and(serde_json::Map::is_empty);
                let mut fields = def.fields.iter();
                let optional = fields.all(|field| field.shape != FieldShape::Plain);
                (empty && optional).then(|| Preset::Empty(ty.clone()))
            }
            TypeKind::Union(_) => None,
        },
        _ => None,
    }
}

/// Of how many values a value consists.
fn parts(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(parts).sum::<usize>() + 1,
        Value::Object(members) => members.values().map(parts).sum::<usize>() + 1,
        _ => 1,
    }
}

fn converted(primitive: Primitive, value: &Value) -> Option<Preset> {
    Some(Preset::Converted(primitive, literal(primitive, value)?))
}

/// A literal, if the primitive can hold what it says.
fn literal(primitive: Primitive, value: &Value) -> Option<PresetLiteral> {
    match primitive {
        Primitive::String => value.as_str().map(str::to_owned).map(PresetLiteral::Text),
        Primitive::Boolean => value.as_bool().map(PresetLiteral::Flag),
        Primitive::F32 | Primitive::F64 => value.as_f64().map(PresetLiteral::Float),
        Primitive::UnixTime | Primitive::File | Primitive::Scalar(_) => None,
        _ => {
            let integer = value.as_i64()?;
            let fits = primitive.integers()?.contains(&integer.into());
            fits.then_some(PresetLiteral::Integer(integer))
        }
    }
}
