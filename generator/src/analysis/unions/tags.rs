//! Members whose value names a branch, where not every branch has them.

use super::branch::{text, unboxed};
use crate::model::{EnumValues, Field, StructDef, TypeArena, TypeKind, TypeRef};

/// More values are no tag.
const MOST_VALUES: usize = 256;

/// A member, and the values that the schema gives it.
pub(super) struct Tag<'a> {
    pub member: &'a str,
    pub values: Vec<String>,
    /// It has one value, and no other.
    pub constant: bool,
    /// It has to be there.
    pub demanded: bool,
}

pub(super) fn tags<'a>(types: &TypeArena, def: &'a StructDef) -> Vec<Tag<'a>> {
    let constants = def.constants.iter();
    let constants = constants.filter_map(|constant| {
        Some(Tag {
            member: constant.wire.as_str(),
            values: vec![text(&constant.value)?],
            constant: true,
            demanded: constant.presence.is_required(),
        })
    });
    let fields = def.fields.iter();
    let fields = fields.filter_map(|field| {
        Some(Tag {
            member: field.wire.as_str(),
            values: values(types, field)?,
            constant: field.constant.is_some(),
            demanded: field.presence.is_required(),
        })
    });
    constants.chain(fields).collect()
}

/// The values that the schema allows, as far as it lists them.
fn values(types: &TypeArena, field: &Field) -> Option<Vec<String>> {
    if let Some(constant) = &field.constant {
        return text(constant).map(|value| vec![value]);
    }
    let TypeRef::Named(id) = unboxed(&field.ty) else {
        return None;
    };
    match &types[*id].kind {
        TypeKind::Enum(def) if !def.extensible => match &def.values {
            EnumValues::Strings(values) if values.len() <= MOST_VALUES => {
                Some(values.iter().map(|value| value.value.clone()).collect())
            }
            EnumValues::Strings(_) | EnumValues::Integers(_) => None,
        },
        _ => None,
    }
}
