//! What objects demand of their members together.

use super::WireName;

/// What an object demands of its members together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demand {
    /// One of these sets of members, at least (`anyOf`).
    AnyOf(Vec<Vec<WireName>>),
    /// Exactly one of these sets of members (`oneOf`).
    OneOf(Vec<Vec<WireName>>),
    /// So many members (`minProperties`).
    AtLeast(usize),
    /// These members, depending on another one (`then`, `else`).
    Where(Vec<WireName>, Option<Condition>),
}

/// What members are demanded by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The member that it is about.
    pub member: WireName,
    /// What that is; none if it only has to be there.
    pub values: Vec<serde_json::Value>,
    /// Whether it may be missing as well.
    pub or_missing: bool,
    /// Whether it has to hold, or must not.
    pub holds: bool,
}

impl Condition {
    /// Whether an object meets it.
    #[must_use]
    pub fn is_met(&self, members: &serde_json::Map<String, serde_json::Value>) -> bool {
        let value = members.get(self.member.as_str());
        let holds = match (value, self.values.as_slice()) {
            (value, []) => value.is_some(),
            (Some(value), values) => values.contains(value),
            (None, _) => self.or_missing,
        };
        holds == self.holds
    }
}

impl Demand {
    /// The members that it names.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        let sets = match self {
            Self::AnyOf(sets) | Self::OneOf(sets) => sets.as_slice(),
            Self::Where(needs, _) => std::slice::from_ref(needs),
            Self::AtLeast(_) => &[],
        };
        sets.iter().flatten().map(WireName::as_str)
    }
}
