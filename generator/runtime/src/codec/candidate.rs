//! What tells a value's variants apart before one is read.

use serde_json::Value;

use super::assertion::Assertion;
use super::decode::MemberNames;
use super::matcher::{JsonType, VariantMatcher, is_missing};

/// A variant whose matcher fits.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) row: usize,
    /// How much the matcher says.
    pub(super) rank: u8,
    /// Whether the value is not as the variant's schema asserts.
    pub(super) is_contradicted: bool,
    pub(super) members: MemberNames,
    /// Whether it declares a member.
    pub(super) declares: fn(&str) -> bool,
    /// How many members of the value it declares.
    pub(super) declared: usize,
}

impl Candidate {
    /// By what candidates are tried, the greatest first.
    pub(super) fn order(&self) -> (u8, usize) {
        (self.rank, self.declared)
    }
}

/// How much it says that a variant is one value, and this is the one.
pub(super) const EXACT: u8 = 5;

/// How much it says that a constant is there.
pub(super) const CONSTANT: u8 = 4;

/// How much it says that a text is of a variant's format or pattern, or that a value is as
/// its schema asserts.
pub(super) const FORMAT: u8 = 3;

/// How much a matcher says of a value that it fits.
pub(super) fn rank(matcher: VariantMatcher, value: &Value, is_contradicted: bool) -> u8 {
    match matcher {
        VariantMatcher::Tag(..)
        | VariantMatcher::InnerTag(..)
        | VariantMatcher::Fields(_)
        | VariantMatcher::Values(_) => CONSTANT,
        VariantMatcher::TagIfPresent(key, _) if !is_missing(value, key) => CONSTANT,
        VariantMatcher::Keys(_) => 3,
        // `1.0` was rather meant as a number, if that is another variant.
        VariantMatcher::Type(JsonType::Integer)
        | VariantMatcher::Assertions(JsonType::Integer, _)
            if value.is_f64() =>
        {
            0
        }
        VariantMatcher::Type(JsonType::Integer) => 2,
        VariantMatcher::TagIfPresent(..) | VariantMatcher::Type(_) | VariantMatcher::Types(_) => 1,
        VariantMatcher::Assertions(_, all) if !is_contradicted => {
            let is_optional = |one: &Assertion| matches!(one, Assertion::Optional(..));
            // What may be missing says no more than the type.
            if all.iter().all(is_optional) {
                1
            } else {
                FORMAT
            }
        }
        VariantMatcher::Assertions(..) | VariantMatcher::Any => 0,
    }
}

/// Whether the value has members that another variant declares, one that might
/// be read as well, and that this one would not give back.
pub(super) fn loses(value: &Value, chosen: &Candidate, others: &[Candidate]) -> bool {
    let members = value.as_object().into_iter().flat_map(|map| map.keys());
    let mut lost = members.filter(|key| !chosen.members.keep(key));
    let others = others
        .iter()
        .filter(|other| chosen.is_contradicted || !other.is_contradicted);
    // What declares nothing of what is there has no better claim to it than what takes all.
    let is_stranger = chosen.declared == 0;
    lost.any(|key| {
        let mut others = others.clone();
        others.any(|other| (other.declares)(key) || (is_stranger && other.members.keep(key)))
    })
}
