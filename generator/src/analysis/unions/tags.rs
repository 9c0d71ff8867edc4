//! Members whose value names a branch, where not every branch has them.

use super::branch::{text, unboxed};
use crate::model::{EnumValues, Field, StructDef, TypeArena, TypeKind, TypeRef, UnionDef};

/// More values are no tag.
const MOST_VALUES: usize = 256;

/// A member, and the values that the schema gives it.
#[derive(Clone)]
pub(super) struct Tag<'a> {
    pub member: &'a str,
    pub values: Vec<String>,
    /// It has one value in each object, and no other.
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
        let values = values(types, field)?;
        Some(Tag {
            member: field.wire.as_str(),
            constant: values.len() == 1,
            values,
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
        TypeKind::Enum(def) if !def.extensible => {
            let values: Vec<String> = match &def.values {
                EnumValues::Strings(values) => values.iter().map(|it| it.value.clone()).collect(),
                EnumValues::Integers(values) => {
                    values.iter().map(|it| it.value.to_string()).collect()
                }
            };
            (values.len() <= MOST_VALUES).then_some(values)
        }
        _ => None,
    }
}

/// More objects are not looked at in a union that is a branch.
const MOST_OBJECTS: usize = 256;

/// The tags that all objects have that a union is, directly or by unions among its
/// branches: whichever of them it is, the member has one of these values.
pub(super) fn of_union<'a>(types: &'a TypeArena, def: &'a UnionDef) -> Vec<Tag<'a>> {
    let (mut open, mut looks) = (vec![def], 0);
    let mut all: Option<Vec<Tag<'_>>> = None;
    while let Some(union) = open.pop() {
        for variant in &union.variants {
            looks += 1;
            let TypeRef::Named(id) = unboxed(&variant.ty) else {
                return Vec::new();
            };
            match &types[*id].kind {
                _ if looks > MOST_OBJECTS => return Vec::new(),
                TypeKind::Union(inner) => open.push(inner),
                TypeKind::Struct(def) => {
                    let own = tags(types, def);
                    all = Some(all.map_or_else(|| own.clone(), |all| in_both(all, &own)));
                }
                _ => return Vec::new(),
            }
        }
    }
    all.unwrap_or_default()
}

fn in_both<'a>(known: Vec<Tag<'a>>, others: &[Tag<'a>]) -> Vec<Tag<'a>> {
    let both = known.into_iter().filter_map(|mut tag| {
        let mut others = others.iter();
        let other = others.find(|other| other.member == tag.member)?;
        for value in &other.values {
            if !tag.values.contains(value) {
                tag.values.push(value.clone());
            }
        }
        tag.constant &= other.constant;
        tag.demanded &= other.demanded;
        (tag.values.len() <= MOST_VALUES).then_some(tag)
    });
    both.collect()
}
