//! Which members of an object go together: no type says that, so its documentation does.

use crate::tree::Node;

/// A `oneOf` or `anyOf` whose branches say nothing but which members have to be there.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    key: &'static str,
    /// The members that each branch asks for.
    sets: Vec<Vec<String>>,
}

impl Demand {
    pub(super) fn of(node: &Node, key: &'static str) -> Option<Demand> {
        let branches = node.get(key).and_then(Node::as_list)?;
        let is_demand = branches.iter().all(only_requires);
        is_demand.then(|| Demand {
            key,
            sets: branches.iter().map(required).collect(),
        })
    }

    fn sentence(&self) -> Option<String> {
        let count = match self.key {
            "oneOf" => "exactly",
            _ => "at least",
        };
        let sets = self.sets.iter().map(|set| set.join(" and "));
        let sets: Vec<String> = sets.collect();
        let asks = sets.len() > 1 && sets.iter().all(|set| !set.is_empty());
        asks.then(|| format!("Needs {count} one of these: {}.", sets.join("; ")))
    }
}

/// What an object demands of its members together, as sentences; `fewest` is how many
/// there are, unless so many are required anyway.
pub(super) fn sentences(demands: &[Demand], fewest: Option<usize>) -> Vec<String> {
    let mut said: Vec<String> = demands.iter().filter_map(Demand::sentence).collect();
    said.extend(fewest.map(|least| {
        let members = if least == 1 { "member" } else { "members" };
        format!("Needs at least {least} {members}.")
    }));
    said
}

/// Whether a branch only says which of its parent's members must be there: such
/// branches are one and the same in Rust.
fn only_requires(branch: &Node) -> bool {
    let words = ["required", "not", "title", "description"];
    branch.get("required").is_some()
        && branch
            .as_map()
            .is_some_and(|map| map.keys().all(|key| words.contains(&key.as_str())))
}

/// The members that a branch asks for, as documentation shows them.
fn required(branch: &Node) -> Vec<String> {
    let names = branch.get("required").and_then(Node::as_list);
    let names = names.into_iter().flatten().filter_map(Node::as_str);
    let names = names.filter(|name| !name.contains(['`', '\n']));
    names.map(|name| format!("`{name}`")).collect()
}
