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
    /// These members where all of the conditions hold (`then`, `else`); none if these can't
    /// be told.
    Where(Vec<WireName>, Option<Vec<Condition>>),
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
    /// What is left of it where some members don't travel: they are not to be missed.
    #[must_use]
    pub fn without(mut self, omitted: &[WireName]) -> Option<Self> {
        let is_kept = |name: &WireName| !omitted.contains(name);
        match &mut self {
            Self::AnyOf(sets) | Self::OneOf(sets) => {
                for set in sets.iter_mut() {
                    set.retain(is_kept);
                }
                if sets.iter().any(Vec::is_empty) {
                    return None;
                }
            }
            Self::Where(needs, conditions) => {
                needs.retain(is_kept);
                // Whoever doesn't see the member can't tell.
                conditions.take_if(|all| !all.iter().all(|it| is_kept(&it.member)));
                if needs.is_empty() {
                    return None;
                }
            }
            Self::AtLeast(_) => {}
        }
        Some(self)
    }

    /// Whether what is sent can be held against it: that there are so many members is a
    /// bound of the value, and some conditions no type can tell.
    #[must_use]
    pub fn can_be_held(&self) -> bool {
        match self {
            Self::AnyOf(_) | Self::OneOf(_) => true,
            Self::Where(_, conditions) => conditions.is_some(),
            Self::AtLeast(_) => false,
        }
    }

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
