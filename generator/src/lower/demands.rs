//! Which members of an object go together, where a `oneOf` or `anyOf` says nothing else.

use crate::grammar::required_alone;
use crate::model::{Demand, WireName};
use crate::tree::Node;

/// What the branches of a `oneOf` or `anyOf` demand, if they only say which of their
/// parent's members must be there. A branch that asks for none demands nothing.
pub(super) fn of(node: &Node, key: &str) -> Option<Demand> {
    let sets = required_alone(node.get(key)?)?.into_iter();
    let sets = sets.map(|set| set.into_iter().map(WireName::new).collect());
    let sets = sets.collect();
    Some(match key {
        "oneOf" => Demand::OneOf(sets),
        _ => Demand::AnyOf(sets),
    })
}

/// Whether a type that has all its required members may lack something still.
pub(super) fn says_more(demand: &Demand) -> bool {
    match demand {
        Demand::OneOf(sets) | Demand::AnyOf(sets) => {
            sets.len() > 1 && sets.iter().all(|set| !set.is_empty())
        }
        Demand::AtLeast(_) => true,
    }
}
