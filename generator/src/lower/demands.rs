//! Which members of an object go together, where a `oneOf` or `anyOf` says nothing else.

use crate::grammar::{REQUIRED_WHERE, required_alone};
use crate::model::{Condition, Demand, WireName};
use crate::tree::{IndexSet, Node};

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

/// What an object demands depending on a member.
pub(super) fn depending(node: &Node) -> impl Iterator<Item = Demand> {
    let list = node.get(REQUIRED_WHERE).and_then(Node::as_list);
    list.into_iter().flatten().map(|entry| {
        let needs = entry.get("needs").and_then(Node::as_list);
        let needs = needs.into_iter().flatten().filter_map(Node::as_str);
        let all = entry.get("where").and_then(Node::as_list);
        let all = all.and_then(|all| all.iter().map(condition).collect());
        Demand::Where(needs.map(WireName::new).collect(), all)
    })
}

fn condition(said: &Node) -> Option<Condition> {
    let values = said.get("values").and_then(Node::as_list);
    let values = values.into_iter().flatten().map(Node::to_json);
    let says = |key: &str| said.get(key).and_then(Node::as_bool) == Some(true);
    Some(Condition {
        member: WireName::new(said.get("member")?.as_str()?),
        values: values.collect(),
        or_missing: says("or_missing"),
        holds: says("holds"),
    })
}

/// The members that are required, and those that these demand.
pub(super) fn required(names: &IndexSet<String>, demands: &[Demand]) -> IndexSet<String> {
    let mut required = names.clone();
    let mut next = 0;
    while let Some(name) = required.get_index(next) {
        let is_met = |condition: &Condition| {
            condition.holds && condition.values.is_empty() && condition.member.as_str() == name
        };
        let demanded = demands.iter().filter_map(|demand| match demand {
            Demand::Where(needs, Some(all)) if all.iter().all(is_met) => Some(needs),
            _ => None,
        });
        let demanded: Vec<String> = demanded.flatten().map(ToString::to_string).collect();
        required.extend(demanded);
        next += 1;
    }
    required
}

/// A demand of an object that has the required members.
pub(super) fn where_required(demand: &Demand, required: &IndexSet<String>) -> Demand {
    let mut demand = demand.clone();
    if let Demand::Where(_, Some(all)) = &mut demand {
        for condition in all {
            condition.or_missing &= !required.contains(condition.member.as_str());
        }
    }
    demand
}

/// Whether a type that has all its required members may lack something still.
pub(super) fn says_more(demand: &Demand, required: &IndexSet<String>) -> bool {
    match demand {
        Demand::Where(needs, _) => needs.iter().any(|name| !required.contains(name.as_str())),
        Demand::OneOf(sets) => sets.len() > 1 && sets.iter().all(|set| !set.is_empty()),
        Demand::AnyOf(sets) => {
            let is_met = |set: &Vec<WireName>| set.iter().all(|it| required.contains(it.as_str()));
            sets.len() > 1 && !sets.iter().any(is_met)
        }
        Demand::AtLeast(_) => true,
    }
}
