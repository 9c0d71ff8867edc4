//! What the schemas of a union's branches assert, as far as they contradict each other.

use super::context::LoweringContext;
use super::value::constraints;
use crate::grammar::{NAMES, POSITIONS, pattern_syntax};
use crate::model::{Access, Assertion, Constraint, JsonKind};
use crate::tree::{HashSet, Node, NodeMap, Place};
use serde_json::Value;

/// Of more branches each would be held against too many others.
const MOST_BRANCHES: usize = 64;
/// So far down, and at so many members and positions, assertions are looked for.
const DEEPEST: usize = 3;
const MOST_MEMBERS: usize = 32;
const MOST_POSITIONS: usize = 8;
/// More values than these tell little.
const MOST_VALUES: usize = 16;
/// So many schemas under `allOf` are looked at.
const MOST_PARTS: usize = 16;

impl LoweringContext<'_> {
    /// For each of the branches what it asserts that another contradicts, the type of the
    /// whole aside.
    pub(super) fn contradictions(&self, branches: &[Place]) -> Vec<Vec<Assertion>> {
        let mut telling = vec![Vec::new(); branches.len()];
        if !(2..=MOST_BRANCHES).contains(&branches.len()) {
            return telling;
        }
        let any_has_positions = branches.iter().any(|branch| {
            let parts = self.parts(branch);
            parts.iter().any(|(_, node)| node.get(POSITIONS).is_some())
        });
        let all: Vec<Vec<Assertion>> = branches
            .iter()
            .map(|branch| self.assertions(branch, any_has_positions, 0))
            .collect();
        for (index, (own, telling)) in all.iter().zip(&mut telling).enumerate() {
            for (_, other) in all.iter().enumerate().filter(|(at, _)| *at != index) {
                for found in telling_of(own, other) {
                    if !telling.contains(&found) {
                        telling.push(found);
                    }
                }
            }
        }
        telling
    }

    /// A schema, what it refers to, and those under `allOf` of both.
    fn parts(&self, place: &Place) -> Vec<(Place, &Node)> {
        let mut parts = Vec::new();
        let mut seen = HashSet::default();
        let mut open = vec![place.clone()];
        while let Some(place) = open.pop().filter(|_| parts.len() < MOST_PARTS) {
            if let Some(node) = self.node(&place)
                && seen.insert(place.clone())
            {
                open.extend(self.document.made_of(&place).into_iter().rev());
                parts.push((place, node));
            }
        }
        parts
    }

    fn assertions(&self, place: &Place, of_items: bool, depth: usize) -> Vec<Assertion> {
        let parts = self.parts(place);
        let mut found = Vec::new();
        for (place, node) in &parts {
            found.extend(values(node).or_else(|| types(node)));
            if of_items && depth < DEEPEST {
                found.extend(self.of_items(place, node, depth));
            }
            found.extend(bounds(node));
            found.extend(names(node));
        }
        if depth < DEEPEST {
            found.extend(self.of_members(&parts, of_items, depth));
        }
        if depth == 0 {
            found.extend(self.of_optional_members(&parts));
        }
        found
    }

    /// What is asserted of the first items of a list.
    fn of_items(&self, place: &Place, node: &Node, depth: usize) -> Vec<Assertion> {
        let items = place.key("items");
        let positions = node.get(POSITIONS).and_then(Node::as_list);
        // Whatever further items are, the first is such a one.
        let positions = positions.unwrap_or(&[Node::Null]).iter();
        let positions = positions.take(MOST_POSITIONS).enumerate();
        let asserted = positions.map(|(at, branch)| {
            let all = match branch.as_integer().map(usize::try_from) {
                Some(Ok(branch)) => {
                    let branch = items.key("anyOf").index(branch);
                    self.assertions(&branch, true, depth + 1)
                }
                Some(Err(_)) => vec![Assertion::Values(vec![Value::Null])],
                None => self.assertions(&items, true, depth + 1),
            };
            Assertion::Item(at, all)
        });
        asserted.collect()
    }

    /// What bounds assert of the members that may be missing.
    fn of_optional_members(&self, parts: &[(Place, &Node)]) -> Vec<Assertion> {
        let is_required = |name: &str| {
            let lists = parts.iter().filter_map(|(_, node)| node.get("required"));
            let mut names = lists.filter_map(Node::as_list).flatten();
            names.any(|required| required.as_str() == Some(name))
        };
        let declared = parts.iter().flat_map(|(place, node)| {
            let properties = node.get("properties").and_then(Node::as_map);
            let properties = properties.into_iter().flatten();
            properties.map(move |(name, node)| (place, name, node))
        });
        let asserted = declared
            .take(MOST_MEMBERS)
            .filter_map(|(place, name, node)| {
                let all = if node.get("$ref").is_some() {
                    let place = place.key("properties").key(name);
                    let parts = self.parts(&place);
                    parts.iter().flat_map(|(_, node)| bounds(node)).collect()
                } else {
                    bounds(node)
                };
                let is_told = !all.is_empty() && !is_required(name);
                is_told.then(|| Assertion::Optional(name.clone(), all))
            });
        asserted.collect()
    }

    /// What is asserted of the members that have to be there, whoever sends them.
    fn of_members(&self, parts: &[(Place, &Node)], of_items: bool, depth: usize) -> Vec<Assertion> {
        let required = parts.iter().flat_map(|(_, node)| {
            let names = node.get("required").and_then(Node::as_list);
            names.into_iter().flatten().filter_map(Node::as_str)
        });
        let declared = required.take(MOST_MEMBERS).flat_map(|name| {
            parts.iter().filter_map(move |(place, node)| {
                node.get("properties")?.get(name)?;
                let place = place.key("properties").key(name);
                let access = self.document.access(std::slice::from_ref(&place));
                (access == Access::Both).then_some((name, place))
            })
        });
        let asserted = declared.map(|(name, place)| {
            let all = self.assertions(&place, of_items, depth + 1);
            Assertion::Member(name.to_owned(), all)
        });
        asserted.collect()
    }
}

/// The values that a schema lists.
fn values(node: &Node) -> Option<Assertion> {
    let listed = node.get("enum")?.as_list()?;
    let is_short = (1..=MOST_VALUES).contains(&listed.len());
    is_short.then(|| Assertion::Values(listed.iter().map(Node::to_json).collect()))
}

fn types(node: &Node) -> Option<Assertion> {
    let kind = match node.get("type")?.as_str()? {
        "boolean" => JsonKind::Boolean,
        "integer" => JsonKind::Integer,
        "number" => JsonKind::Number,
        "string" => JsonKind::String,
        "array" => JsonKind::Array,
        "object" => JsonKind::Object,
        _ => return None,
    };
    let says = |key: &str| node.get(key).and_then(Node::as_bool) == Some(true);
    let mut kinds = vec![kind];
    kinds.extend(says("nullable").then_some(JsonKind::Null));
    (!says("x-lenient")).then_some(Assertion::Types(kinds))
}

/// The names of its members, as far as an object says them.
fn names(node: &Node) -> Option<Assertion> {
    let said = node.get(NAMES)?;
    let list = |key: &str| {
        let list = said.get(key).and_then(Node::as_list).into_iter().flatten();
        list.filter_map(Node::as_str).map(str::to_owned).collect()
    };
    Some(Assertion::Names(list("declared"), list("patterns")))
}

/// Counts and bounds, as far as they are of use.
fn bounds(node: &Node) -> Vec<Assertion> {
    let mut words = node.as_map().into_iter().flat_map(NodeMap::keys);
    let is_bound = |word: &str| {
        let starts = ["min", "max", "exclusive", "pattern"];
        starts.iter().any(|start| word.starts_with(start))
    };
    if !words.any(|word| is_bound(word)) {
        return Vec::new();
    }
    let (mut length, mut items, mut members) = ((0, None), (0, None), (0, None));
    let mut found = Vec::new();
    for constraint in constraints(node) {
        match constraint {
            Constraint::Count("MinLength", count) => length.0 = count,
            Constraint::Count("MaxLength", count) => length.1 = Some(count),
            Constraint::Count("MinItems", count) => items.0 = count,
            Constraint::Count("MaxItems", count) => items.1 = Some(count),
            Constraint::Count("MinProperties", count) => members.0 = count,
            Constraint::Count("MaxProperties", count) => members.1 = Some(count),
            Constraint::Number(name, digits) if name != "MultipleOf" => {
                found.push(Assertion::Bound(name, digits));
            }
            Constraint::Pattern(pattern) => {
                found.push(Assertion::Pattern(pattern));
            }
            _ => {}
        }
    }
    let says = |(least, most): (u64, Option<u64>)| least > 0 || most.is_some();
    found.extend(says(length).then_some(Assertion::Length(length.0, length.1)));
    found.extend(says(items).then_some(Assertion::Items(items.0, items.1)));
    found.extend(says(members).then_some(Assertion::Properties(members.0, members.1)));
    found
}

/// What counts as a contradiction.
#[derive(Clone, Copy, PartialEq)]
enum Strength {
    /// That no value is as both say.
    Sure,
    /// A pattern as well that the other doesn't have, of a text or of names: few values are
    /// of both.
    Likely,
}

/// What tells a branch from another: the first that is always there, or else whatever of
/// members that may be missing.
fn telling_of(own: &[Assertion], other: &[Assertion]) -> Vec<Assertion> {
    let contradiction_of = |own: &[Assertion]| {
        let mut strengths = [Strength::Sure, Strength::Likely].into_iter();
        let found = strengths.find_map(|strength| contradiction(own, other, strength));
        found.filter(|one| !matches!(one, Assertion::Types(_)))
    };
    let is_optional = |one: &&Assertion| matches!(one, Assertion::Optional(..));
    let optional = own.iter().filter(is_optional);
    // They come behind all others.
    let rest = own.len() - optional.clone().count();
    match contradiction_of(own.get(..rest).unwrap_or_default()) {
        Some(found) => vec![found],
        None => optional
            .filter_map(|one| contradiction_of(std::slice::from_ref(one)))
            .collect(),
    }
}

/// The first of these that one of the others contradicts, and of that as much as it takes.
fn contradiction(own: &[Assertion], others: &[Assertion], strength: Strength) -> Option<Assertion> {
    let mut sure = own.iter();
    let mut patterns = sure.clone();
    let is_own = |one: &&Assertion| match one {
        Assertion::Pattern(pattern) => !others.contains(one) && pattern_syntax(pattern).is_some(),
        Assertion::Names(_, patterns) => {
            let mut patterns = patterns.iter();
            !others.contains(one) && patterns.all(|pattern| pattern_syntax(pattern).is_some())
        }
        _ => false,
    };
    let contradicted = |own| others.iter().find_map(|it| contradicted(own, it, strength));
    sure.find_map(contradicted).or_else(|| {
        let is_likely = strength == Strength::Likely;
        is_likely.then(|| patterns.find(is_own).cloned()).flatten()
    })
}

fn contradicted(own: &Assertion, other: &Assertion, strength: Strength) -> Option<Assertion> {
    use Assertion::{Bound, Item, Items, Length, Member, Optional, Properties, Types, Values};
    let is_contradicted = match (own, other) {
        (Item(at, own), Item(other_at, other)) if at == other_at => {
            return Some(Item(*at, vec![contradiction(own, other, strength)?]));
        }
        (
            Member(name, all) | Optional(name, all),
            Member(other_name, other) | Optional(other_name, other),
        ) if name == other_name => {
            let telling = vec![contradiction(all, other, strength)?];
            return Some(match own {
                Optional(..) => Optional(name.clone(), telling),
                _ => Member(name.clone(), telling),
            });
        }
        (Types(own), Types(other)) => !own.iter().any(|kind| is_one_of(*kind, other)),
        (Values(own), Values(other)) => !own.iter().any(|value| other.contains(value)),
        (Values(values), Types(kinds)) | (Types(kinds), Values(values)) => {
            let mut of_values = values.iter().map(JsonKind::of);
            !of_values.any(|kind| is_one_of(kind, kinds))
        }
        (Bound(own, digits), Bound(other, other_digits)) => {
            are_apart((own, digits), (other, other_digits))
                || are_apart((other, other_digits), (own, digits))
        }
        (Length(least, most), Length(other_least, other_most))
        | (Items(least, most), Items(other_least, other_most))
        | (Properties(least, most), Properties(other_least, other_most)) => {
            most.is_some_and(|most| most < *other_least)
                || other_most.is_some_and(|most| most < *least)
        }
        _ => false,
    };
    is_contradicted.then(|| own.clone())
}

/// Whether a value of a type may be of one of these; integers are numbers.
fn is_one_of(kind: JsonKind, kinds: &[JsonKind]) -> bool {
    let is_number = |kind: JsonKind| matches!(kind, JsonKind::Integer | JsonKind::Number);
    kinds.contains(&kind) || (is_number(kind) && kinds.iter().any(|kind| is_number(*kind)))
}

/// Whether no number is both within the first bound, a lower one, and within the second.
fn are_apart((lower, least): (&str, &str), (upper, most): (&str, &str)) -> bool {
    let [Ok(least), Ok(most)] = [least, most].map(str::parse::<f64>) else {
        return false;
    };
    let is_exclusive = lower == "ExclusiveMinimum" || upper == "ExclusiveMaximum";
    lower.ends_with("Minimum")
        && upper.ends_with("Maximum")
        && (most < least || (is_exclusive && most <= least))
}
