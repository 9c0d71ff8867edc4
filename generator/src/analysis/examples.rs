//! Do the document's examples fit their schemas, as written?
//!
//! Judged on the model: leniency towards responses does not count, for an example
//! is what the document promises.

mod bounds;
mod judge;
mod mismatch;
mod scalar;

use crate::diagnostics::suggest;
use crate::model::{
    Codec, EnumValues, Field, JsonKind, Newtype, Presence, Rule, StructDef, TypeArena, TypeId,
    TypeKind, TypeRef, UnionDef, UnionVariant, ValueSpec,
};
use bounds::Schemas;
pub(super) use judge::check;
pub use mismatch::ExampleMismatch;
use scalar::{mismatch, of_kind, of_primitive};
use serde_json::Value;

/// How deep examples are looked into.
const MAX_DEPTH: usize = 100;

/// Whether `value` is what a schema allows, as written.
///
/// # Errors
///
/// The first place at which it isn't, and why.
pub fn fits(types: &TypeArena, ty: &TypeRef, value: &Value) -> Result<(), ExampleMismatch> {
    of_type(&Schemas::of(types), ty, None, value, 0)
}

/// Whether `value` is what the schema of a parameter or a header allows, its bounds
/// included.
fn of_value(
    schemas: &Schemas<'_>,
    spec: &ValueSpec,
    ty: &TypeRef,
    value: &Value,
) -> Result<(), ExampleMismatch> {
    of_type(schemas, ty, None, value, 0)?;
    schemas.hold(spec, ty, value)
}

fn of_type(
    schemas: &Schemas<'_>,
    ty: &TypeRef,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if depth > MAX_DEPTH {
        return Ok(());
    }
    match ty {
        TypeRef::Any | TypeRef::External(_) => Ok(()),
        TypeRef::Primitive(primitive) => of_primitive(*primitive, value),
        TypeRef::Optional(_) if value.is_null() => Ok(()),
        TypeRef::Boxed(inner) | TypeRef::Optional(inner) => {
            of_type(schemas, inner, codec, value, depth)
        }
        TypeRef::List(item) => {
            let Value::Array(items) = value else {
                return Err(mismatch("an array", value));
            };
            items.iter().enumerate().try_for_each(|(index, value)| {
                of_type(schemas, item, codec, value, depth + 1)
                    .map_err(|misfit| misfit.below(index.to_string()))
            })
        }
        TypeRef::Map(inner) => {
            let Value::Object(members) = value else {
                return Err(mismatch("an object", value));
            };
            members.iter().try_for_each(|(key, value)| {
                of_type(schemas, inner, codec, value, depth + 1).map_err(|misfit| misfit.below(key))
            })
        }
        TypeRef::Named(id) => of_named(schemas, *id, codec, value, depth),
    }
}

fn of_named(
    schemas: &Schemas<'_>,
    id: TypeId,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    let def = &schemas.types[id];
    of_definition(schemas, &def.kind, codec, value, depth).map_err(|mut misfit| {
        if misfit.schemas.is_empty() {
            misfit.schemas.push(def.place.clone());
        }
        if let TypeKind::Union(union) = &def.kind {
            let branches = union.variants.iter().filter_map(|branch| branch.ty.named());
            let branches = branches.map(|id| schemas.types[id].place.clone());
            misfit.schemas.push(def.place.clone());
            misfit.schemas.extend(branches);
        }
        misfit
    })
}

fn of_definition(
    schemas: &Schemas<'_>,
    kind: &TypeKind,
    codec: Option<Codec>,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    match kind {
        TypeKind::Struct(def) => of_struct(schemas, def, value, depth),
        TypeKind::Enum(def) => match &def.values {
            EnumValues::Strings(values) => match value {
                Value::String(text)
                    if def.extensible || values.iter().any(|known| known.value == *text) =>
                {
                    Ok(())
                }
                Value::String(text) => Err(ExampleMismatch::unlisted(format!(
                    "`{text}` is not one of the enum's values"
                ))),
                other => Err(mismatch("a string", other)),
            },
            EnumValues::Integers(values) => match value.as_i64() {
                Some(number) if values.iter().any(|known| known.value == number) => Ok(()),
                Some(number) => Err(ExampleMismatch::unlisted(format!(
                    "{number} is not one of the enum's values"
                ))),
                None => Err(mismatch("an integer", value)),
            },
        },
        TypeKind::Union(def) => of_union(schemas, def, value, depth),
        TypeKind::Alias(alias) => of_type(schemas, &alias.target, codec, value, depth + 1),
        TypeKind::Newtype(newtype) => {
            of_newtype(newtype, codec, value)?;
            schemas.hold(&newtype.value, &TypeRef::Primitive(newtype.inner), value)
        }
    }
}

fn of_newtype(
    newtype: &Newtype,
    codec: Option<Codec>,
    value: &Value,
) -> Result<(), ExampleMismatch> {
    match codec {
        Some(Codec::Number) => of_kind(JsonKind::Number, value),
        Some(Codec::Text) => of_kind(JsonKind::String, value),
        _ => of_kind(newtype.inner.json_kind(), value),
    }
}

fn of_struct(
    schemas: &Schemas<'_>,
    def: &StructDef,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    let Value::Object(members) = value else {
        return Err(mismatch("an object", value));
    };
    for field in &def.fields {
        match members.get(field.wire.as_str()) {
            None if field.presence.is_required() => {
                return Err(ExampleMismatch::new(format!(
                    "`{}` is required and missing",
                    field.wire
                )));
            }
            None => {}
            Some(value) => of_field(schemas, field, value, depth).map_err(|mut misfit| {
                if misfit.schemas.is_empty() {
                    misfit.property = Some(field.place.clone());
                }
                misfit.below(field.wire.as_str())
            })?,
        }
    }
    for constant in &def.constants {
        match members.get(constant.wire.as_str()) {
            Some(value) if *value == constant.value => {}
            Some(_) => {
                let misfit = ExampleMismatch::unlisted(format!("is always {}", constant.value));
                return Err(ExampleMismatch {
                    property: Some(constant.place.clone()),
                    ..misfit.below(constant.wire.as_str())
                });
            }
            None if !constant.presence.is_required() => {}
            None => {
                return Err(ExampleMismatch::new(format!(
                    "`{}` is required and missing",
                    constant.wire
                )));
            }
        }
    }
    undeclared(def, members.keys())
}

fn undeclared<'a>(
    def: &StructDef,
    mut keys: impl Iterator<Item = &'a String>,
) -> Result<(), ExampleMismatch> {
    if def.rest.is_some() {
        return Ok(());
    }
    let declared = |key: &str| {
        def.fields.iter().any(|field| field.wire.as_str() == key)
            || def.omitted.iter().any(|wire| wire.as_str() == key)
            || def
                .constants
                .iter()
                .any(|constant| constant.wire.as_str() == key)
    };
    match keys.find(|key| !declared(key)) {
        None => Ok(()),
        Some(key) => {
            let fields = def.fields.iter().map(|field| field.wire.as_str());
            let meant = suggest(key, fields);
            let near = def
                .fields
                .iter()
                .find(|field| Some(field.wire.as_str()) == meant);
            let meant = meant.map_or(String::new(), |meant| format!(": did you mean `{meant}`?"));
            let reason = format!("the schema declares no such property{meant}");
            Err(ExampleMismatch {
                undeclared: true,
                is_near: near.is_some(),
                property: near.map(|field| field.place.clone()),
                ..ExampleMismatch::new(reason).below(key)
            })
        }
    }
}

fn of_field(
    schemas: &Schemas<'_>,
    field: &Field,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if value.is_null() {
        return match field.presence {
            Presence::Nullable | Presence::OptionalNullable => Ok(()),
            _ if field.ty == TypeRef::Any => Ok(()),
            _ => Err(ExampleMismatch::new(
                "is null, and the schema does not say `nullable`",
            )),
        };
    }
    match &field.constant {
        Some(constant) if constant != value => {
            Err(ExampleMismatch::unlisted(format!("is always {constant}")))
        }
        _ => {
            of_type(schemas, &field.ty, field.codec, value, depth + 1)?;
            schemas.hold(&field.value, &field.ty, value)
        }
    }
}

/// Whether `value` is what a branch of a union allows, its bounds included.
///
/// # Errors
///
/// As [`fits`].
pub fn fits_branch(
    types: &TypeArena,
    variant: &UnionVariant,
    value: &Value,
) -> Result<(), ExampleMismatch> {
    of_branch(&Schemas::of(types), variant, value, 0)
}

fn of_branch(
    schemas: &Schemas<'_>,
    variant: &UnionVariant,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    of_type(schemas, &variant.ty, None, value, depth)?;
    schemas.hold(&variant.value, &variant.ty, value)
}

/// A union fits if a branch does. What went wrong is told of the branch that
/// the value means, if its rule says which.
fn of_union(
    schemas: &Schemas<'_>,
    def: &UnionDef,
    value: &Value,
    depth: usize,
) -> Result<(), ExampleMismatch> {
    if def.values.iter().any(|known| known.value == *value) {
        return Ok(());
    }
    let mut best: Option<ExampleMismatch> = None;
    for variant in &def.variants {
        match of_branch(schemas, variant, value, depth + 1) {
            Ok(()) => return Ok(()),
            Err(misfit) if misfit.undeclared => best = Some(misfit),
            Err(misfit) if best.is_none() && recognises(&variant.rule, value) => {
                best = Some(misfit);
            }
            Err(_) => {}
        }
    }
    let best = best.unwrap_or_else(|| ExampleMismatch::new("fits none of the union's branches"));
    Err(ExampleMismatch {
        has_parts: best.has_parts || value.is_object() || value.is_array(),
        ..best
    })
}

fn recognises(rule: &Rule, value: &Value) -> bool {
    match rule {
        Rule::Tag(key, values) => value
            .get(key)
            .and_then(Value::as_str)
            .is_some_and(|tag| values.iter().any(|known| known == tag)),
        Rule::Keys(keys) => keys.iter().all(|key| value.get(key).is_some()),
        Rule::Kinds(kinds) => kinds.iter().any(|kind| of_kind(*kind, value).is_ok()),
        Rule::TagIfPresent(..)
        | Rule::InnerTag(..)
        | Rule::Values(_)
        | Rule::Assertions(..)
        | Rule::Any => false,
    }
}

#[cfg(test)]
mod tests;
