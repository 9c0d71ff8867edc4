//! What does a constructor take, and what does it set by itself?
//!
//! A required field of a request that has a default is set to it, one that can hold
//! only one value to that, and one of which all members are constants to those. What
//! is left is positional as long as people can tell the arguments apart.

use super::unions::kinds;
use crate::model::{
    Api, Codec, EnumValues, Field, FieldShape, JsonKind, MAX_ARGUMENTS, Preset, PresetLiteral,
    Primitive, StructDef, TypeArena, TypeKind, TypeRef, ValueSpec,
};
use serde_json::Value;

/// How deep defaults are looked into.
const MAX_DEPTH: usize = 8;

/// How many values free-form JSON may consist of: `json!` calls itself for each.
const MOST_PARTS: usize = 32;

pub(super) fn settle(api: &mut Api) {
    for id in api.types.ids() {
        let def = &api.types[id];
        let request = def.usage.request;
        let TypeKind::Struct(def) = &def.kind else {
            continue;
        };
        let found = def
            .fields
            .iter()
            .map(|field| found(&api.types, field, request));
        let found: Vec<_> = found.collect();
        let TypeKind::Struct(def) = &mut api.types[id].kind else {
            continue;
        };
        for (field, (known_default, preset)) in def.fields.iter_mut().zip(found) {
            if known_default.is_some() {
                field.value.known_default = known_default;
            }
            field.preset = preset;
        }
        if let TypeKind::Struct(def) = &api.types[id].kind
            && are_told_apart(&api.types, def)
            && let TypeKind::Struct(def) = &mut api.types[id].kind
        {
            def.required_name = None;
        }
    }
    let types = &api.types;
    let groups = api.groups.iter_mut();
    let operations = groups.flat_map(|group| &mut group.operations);
    let optional = operations.filter_map(|operation| operation.optional.as_mut());
    for parameter in optional.flat_map(|params| &mut params.fields) {
        let found = known_default(types, &parameter.ty, None, &parameter.value);
        parameter.value.known_default = found;
    }
}

/// The default of a field of a request, and what a constructor sets a field to.
fn found(types: &TypeArena, field: &Field, request: bool) -> (Option<Preset>, Option<Preset>) {
    let known_default = known_default(types, &field.ty, field.codec, &field.value);
    let preset = (field.shape == FieldShape::Plain).then(|| {
        let known = field.constant.as_ref();
        let known = known.or(field.value.default.as_ref().filter(|_| request));
        let known = known.and_then(|value| preset(types, &field.ty, field.codec, value, 0));
        known.or_else(|| constants_of(types, &field.ty, 0).filter(|_| request))
    });
    (known_default.filter(|_| request), preset.flatten())
}

fn known_default(
    types: &TypeArena,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &ValueSpec,
) -> Option<Preset> {
    preset(types, ty, codec, value.default.as_ref()?, 0)
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
