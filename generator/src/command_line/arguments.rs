//! Arguments: of parameters, and of the members of bodies.

use crate::model::{
    Api, Argument, ArgumentType, Body, BodyKind, BodyMember, Codec, Constant, Docs, EnumValues,
    Field, JsonKind, Parameter, Primitive, StructDef, Switch, TypeKind, TypeRef, WireName,
};
use crate::names::Scope;
use crate::tree::{HashSet, IndexMap};
use serde_json::Value;

/// So many names of names are followed to a type.
const DEEPEST: usize = 16;

/// The argument of a parameter.
pub(super) fn parameter(
    api: &Api,
    flags: &mut Scope<'_>,
    parameter: &Parameter,
    required: bool,
) -> Argument {
    let (ty, many) = argument_type(api, &parameter.ty, DEEPEST);
    let name = parameter.wire.as_str();
    let longer = format!("with {name}");
    Argument {
        flag: Some(
            flags
                .claim(&[name, &longer], "parameter", &parameter.place)
                .name,
        ),
        ty,
        many,
        required,
        default: None,
        description: said(&parameter.docs),
    }
}

/// A member as the branches of a body have it, of which there is one where the body is
/// an object.
#[derive(Default)]
struct Seen<'a> {
    field: Option<&'a Field>,
    constants: Vec<&'a Value>,
    /// How many branches have it, and how many demand it.
    branches: usize,
    demands: usize,
}

/// The members of a body that is an object, or one of several.
pub(super) fn members(api: &Api, flags: &mut Scope<'_>, body: &Body) -> Vec<BodyMember> {
    if matches!(body.kind, BodyKind::Text | BodyKind::Bytes) {
        return Vec::new();
    }
    let branches = objects(api, &body.ty);
    let mut seen: IndexMap<&WireName, Seen<'_>> = IndexMap::default();
    for branch in &branches {
        for Constant { wire, value, .. } in &branch.constants {
            let seen = seen.entry(wire).or_default();
            seen.branches += 1;
            if !seen.constants.contains(&value) {
                seen.constants.push(value);
            }
        }
        for field in &branch.fields {
            let seen = seen.entry(&field.wire).or_default();
            seen.branches += 1;
            seen.demands += usize::from(field.presence.is_required());
            seen.field.get_or_insert(field);
        }
    }
    let switch = body.switch.as_ref().map(Switch::name);
    let members = seen.into_iter().map(|(wire, seen)| {
        let is_switch = seen.field.is_some_and(|field| Some(&field.name) == switch);
        BodyMember {
            wire: wire.clone(),
            argument: if is_switch {
                fixed(Value::Bool(true))
            } else {
                let argument = member(api, flags, wire, &seen, branches.len());
                Argument {
                    required: argument.required && body.required,
                    ..argument
                }
            },
        }
    });
    members.collect()
}

/// What is always sent.
fn fixed(value: Value) -> Argument {
    Argument {
        flag: None,
        ty: ArgumentType::Json,
        many: false,
        required: false,
        default: Some(value),
        description: None,
    }
}

fn member(
    api: &Api,
    flags: &mut Scope<'_>,
    wire: &WireName,
    seen: &Seen<'_>,
    branches: usize,
) -> Argument {
    if let (None, [only]) = (seen.field, seen.constants.as_slice())
        && seen.branches == branches
    {
        return fixed((*only).clone());
    }
    let name = wire.as_str();
    let longer = format!("body {name}");
    let place = seen.field.map(|field| field.place.clone());
    let claim = flags.claim(&[name, &longer], "member", &place.unwrap_or_default());
    let Some(field) = seen.field else {
        return Argument {
            flag: Some(claim.name),
            ty: one_of(&seen.constants),
            default: None,
            ..fixed(Value::Null)
        };
    };
    let (ty, many) = match field.codec {
        Some(Codec::Number) => (ArgumentType::Number, false),
        Some(Codec::Text) => (ArgumentType::Text, false),
        _ => argument_type(api, &field.ty, DEEPEST),
    };
    let default = field.value.default.clone();
    let default = default.filter(|_| field.preset.is_some() && branches == 1);
    Argument {
        flag: Some(claim.name),
        ty,
        many,
        required: seen.demands == branches && default.is_none(),
        default,
        description: said(&field.docs),
    }
}

fn one_of(values: &[&Value]) -> ArgumentType {
    let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
    texts
        .collect::<Option<_>>()
        .map_or(ArgumentType::Json, ArgumentType::OneOf)
}

/// What the document says: the description before the title.
fn said(docs: &Docs) -> Option<String> {
    docs.description.clone().or_else(|| docs.title.clone())
}

/// The objects that a type may be, each once.
fn objects<'a>(api: &'a Api, ty: &'a TypeRef) -> Vec<&'a StructDef> {
    let mut found = Vec::new();
    let (mut open, mut seen) = (vec![ty], HashSet::default());
    while let Some(ty) = open.pop() {
        match ty {
            TypeRef::Boxed(inner) | TypeRef::Optional(inner) => open.push(inner),
            TypeRef::Named(id) if seen.insert(*id) => match &api.types[*id].kind {
                TypeKind::Struct(def) => found.push(def),
                TypeKind::Alias(alias) => open.push(&alias.target),
                TypeKind::Union(def) => {
                    open.extend(def.variants.iter().rev().map(|variant| &variant.ty));
                }
                TypeKind::Enum(_) | TypeKind::Newtype(_) => {}
            },
            _ => {}
        }
    }
    found
}

/// What an argument of a type takes, and whether it may be given several times.
fn argument_type(api: &Api, ty: &TypeRef, depth: usize) -> (ArgumentType, bool) {
    let json = (ArgumentType::Json, false);
    let Some(depth) = depth.checked_sub(1) else {
        return json;
    };
    match ty {
        TypeRef::Primitive(primitive) => (of_primitive(*primitive), false),
        TypeRef::Boxed(inner) | TypeRef::Optional(inner) => argument_type(api, inner, depth),
        TypeRef::List(inner) => match argument_type(api, inner, depth) {
            (item, false) if item != ArgumentType::Json => (item, true),
            _ => json,
        },
        TypeRef::Named(id) => match &api.types[*id].kind {
            TypeKind::Alias(alias) => argument_type(api, &alias.target, depth),
            TypeKind::Newtype(newtype) => (of_primitive(newtype.inner), false),
            TypeKind::Enum(def) => match &def.values {
                EnumValues::Strings(values) => {
                    let values = values.iter().map(|variant| variant.value.clone());
                    (ArgumentType::OneOf(values.collect()), false)
                }
                EnumValues::Integers(_) => (ArgumentType::Integer, false),
            },
            TypeKind::Union(def) => {
                let mut branches = def.variants.iter();
                let takes_text = branches.any(|variant| is_text(api, &variant.ty, depth));
                if takes_text || !def.values.is_empty() {
                    (ArgumentType::TextOrJson, false)
                } else {
                    json
                }
            }
            TypeKind::Struct(_) => json,
        },
        TypeRef::Map(_) | TypeRef::Any | TypeRef::External(_) => json,
    }
}

/// Whether a branch of a union is a text, by itself and not as a union's in turn: of
/// unions in unions there may be very many ways to one branch.
fn is_text(api: &Api, ty: &TypeRef, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    match ty {
        TypeRef::Primitive(primitive) => of_primitive(*primitive) == ArgumentType::Text,
        TypeRef::Boxed(inner) | TypeRef::Optional(inner) => is_text(api, inner, depth),
        TypeRef::Named(id) => match &api.types[*id].kind {
            TypeKind::Alias(alias) => is_text(api, &alias.target, depth),
            TypeKind::Newtype(newtype) => of_primitive(newtype.inner) == ArgumentType::Text,
            TypeKind::Enum(def) => matches!(def.values, EnumValues::Strings(_)),
            TypeKind::Union(_) | TypeKind::Struct(_) => false,
        },
        _ => false,
    }
}

fn of_primitive(primitive: Primitive) -> ArgumentType {
    match primitive.json_kind() {
        _ if primitive == Primitive::File => ArgumentType::File,
        JsonKind::String => ArgumentType::Text,
        JsonKind::Boolean => ArgumentType::Boolean,
        JsonKind::Integer => ArgumentType::Integer,
        JsonKind::Number => ArgumentType::Number,
        JsonKind::Null | JsonKind::Array | JsonKind::Object => ArgumentType::Json,
    }
}
