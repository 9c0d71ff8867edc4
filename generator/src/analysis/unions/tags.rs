//! Members whose value names a branch, where not every branch has them.

use super::{Branch, text, unboxed};
use crate::model::{EnumValues, Field, Rule, TypeArena, TypeKind, TypeRef};

/// A demanded member, and the values that the schema gives it.
struct Tag<'a> {
    member: &'a str,
    values: Vec<String>,
    /// It has one value, and no other.
    constant: bool,
}

/// A demanded member with values that no rival gives it. A rival may leave its
/// value open: whoever says the value means this branch.
pub(super) fn own_tag(types: &TypeArena, own: &Branch<'_>, rivals: &[&Branch<'_>]) -> Option<Rule> {
    let others: Vec<Tag<'_>> = rivals.iter().flat_map(|rival| tags(types, rival)).collect();
    let mut tags = tags(types, own).into_iter();
    let found = tags.find(|tag| {
        let theirs = || others.iter().filter(|other| other.member == tag.member);
        // Several values are a tag only where others have one in that place: an
        // enum that is no tag may get more of them.
        let is_tag = tag.constant || theirs().any(|other| other.constant);
        let is_shared =
            |other: &Tag<'_>| other.values.iter().any(|value| tag.values.contains(value));
        is_tag && !theirs().any(is_shared)
    });
    found.map(|tag| Rule::Tag(tag.member.to_owned(), tag.values))
}

fn tags<'a>(types: &TypeArena, branch: &Branch<'a>) -> Vec<Tag<'a>> {
    let Some(def) = branch.object else {
        return Vec::new();
    };
    let constants = def.constants.iter().filter_map(|constant| {
        Some(Tag {
            member: constant.wire.as_str(),
            values: vec![text(&constant.value)?],
            constant: true,
        })
    });
    let fields = def.fields.iter();
    let fields = fields.filter(|field| field.presence.is_required());
    let fields = fields.filter_map(|field| {
        Some(Tag {
            member: field.wire.as_str(),
            values: values(types, field)?,
            constant: field.constant.is_some(),
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
            EnumValues::Strings(values) => {
                Some(values.iter().map(|value| value.value.clone()).collect())
            }
            EnumValues::Integers(_) => None,
        },
        _ => None,
    }
}
