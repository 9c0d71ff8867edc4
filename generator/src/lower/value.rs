//! What a schema says of a value besides its type.

use super::context::LoweringContext;
use crate::grammar::{NAMES, POSITIONS};
use crate::model::{Bound, Constraint, ItemPosition, ValueSpec};
use crate::tree::{Node, Place};
use serde_json::Value;

/// How many wrappers of a schema are looked into, and how many lists in lists.
const MAX_DEPTH: usize = 8;

impl LoweringContext<'_> {
    /// What the schema at `place` says of a value besides its type.
    pub(super) fn value_spec(&self, place: &Place) -> ValueSpec {
        self.value_spec_at(place, 0)
    }

    fn value_spec_at(&self, place: &Place, depth: usize) -> ValueSpec {
        let speakers = self.speakers(place);
        let said = |key: &str| {
            let mut nodes = speakers.iter();
            Some(nodes.find_map(|(_, node)| node.get(key))?.to_json())
        };
        let mut items = ["items", "additionalProperties"].into_iter();
        let items = items.find_map(|key| {
            let mut speakers = speakers.iter();
            let (place, _) = speakers.find(|(_, node)| node.get(key).is_some())?;
            let items = (depth < MAX_DEPTH).then(|| place.key(key))?;
            let items = self.value_spec_at(&items, depth + 1);
            (items != ValueSpec::default()).then(|| Box::new(items))
        });
        let bound = |key: &str, exclusive: &str| {
            let bound = said(key)?;
            let is_exclusive = said(exclusive) == Some(true.into());
            let kind = if is_exclusive {
                Bound::Exclusive
            } else {
                Bound::Inclusive
            };
            Some(kind(bound))
        };
        let example = speakers
            .iter()
            .find_map(|(at, node)| Some((at.key("example"), node.get("example")?.to_json())));
        let length = |key: &str| usize::try_from(said(key)?.as_u64()?).ok();
        ValueSpec {
            default: said("default"),
            known_default: None,
            examples: example.into_iter().collect(),
            format: said("format").and_then(|format| Some(format.as_str()?.to_owned())),
            minimum: bound("minimum", "exclusiveMinimum"),
            maximum: bound("maximum", "exclusiveMaximum"),
            min_length: length("minLength"),
            max_length: length("maxLength"),
            pattern: said("pattern").and_then(|pattern| Some(pattern.as_str()?.to_owned())),
            constraints: speakers
                .iter()
                .flat_map(|(_, node)| constraints(node))
                .collect(),
            bounds: self.bounds(place),
            items,
            positions: self.positions(&speakers),
            name_pattern: said(NAMES).and_then(|names| {
                let pattern = names.get("patterns")?.get(0)?;
                Some(pattern.as_str()?.to_owned())
            }),
        }
    }

    /// What says something of the value at `place`: what stands beside a reference,
    /// what it refers to, and what wraps another in an `allOf` of its own.
    fn speakers(&self, place: &Place) -> Vec<(Place, &Node)> {
        let (mut speakers, mut next) = (Vec::new(), place.clone());
        for _ in 0..MAX_DEPTH {
            let target = self.resolve(&next).unwrap_or_else(|| next.clone());
            let beside = self.node(&next).filter(|_| target != next);
            speakers.extend(beside.map(|node| (next, node)));
            let Some(node) = self.node(&target) else {
                break;
            };
            speakers.push((target.clone(), node));
            match node.get("allOf").and_then(Node::as_list) {
                Some([_]) => next = target.key("allOf").index(0),
                _ => break,
            }
        }
        speakers
    }

    /// What stands at each position of a list whose items are branches.
    fn positions(&self, speakers: &[(Place, &Node)]) -> Vec<ItemPosition> {
        let mut said = speakers
            .iter()
            .filter_map(|(place, node)| Some((place, node.get(POSITIONS)?.as_list()?)));
        let Some((place, said)) = said.next() else {
            return Vec::new();
        };
        let branches = place.key("items").key("anyOf");
        let node = self.node(&branches).and_then(Node::as_list);
        let mut others = 0..;
        let only = |index: usize| {
            let branch = branches.index(index);
            let node = self.node(&self.resolve(&branch).unwrap_or(branch))?;
            match node.get("enum").and_then(Node::as_list) {
                Some([value]) => Some(ItemPosition::Value(value.to_json())),
                _ => None,
            }
        };
        let of_branch = |index| only(index).or_else(|| Some(ItemPosition::Branch(others.next()?)));
        let known = 0..node.map_or(0, <[Node]>::len);
        let known: Vec<Option<ItemPosition>> = known.map(of_branch).collect();
        let position = |branch: &Node| {
            let branch = branch.as_integer().map(usize::try_from);
            let known = branch.and_then(|it| known.get(it.ok()?)?.clone());
            known.unwrap_or(ItemPosition::Value(Value::Null))
        };
        said.iter().map(position).collect()
    }

    /// The bounds of a value as sentences, for the documentation.
    fn bounds(&self, place: &Place) -> Vec<String> {
        let Some(view) = self.target_view(place) else {
            return Vec::new();
        };
        let shape = &view.shape;
        let mut notes = Vec::new();
        let mut count = |least: Option<usize>, most: Option<usize>, what: &str| {
            let some = |number: usize| match number {
                1 => format!("1 {}", what.strip_suffix('s').unwrap_or(what)),
                _ => format!("{number} {what}"),
            };
            match (least, most) {
                (Some(least), Some(most)) if least == most => {
                    notes.push(format!("Exactly {}.", some(most)));
                }
                (Some(least), Some(most)) => notes.push(format!("{least} to {}.", some(most))),
                (None, Some(most)) => notes.push(format!("At most {}.", some(most))),
                (Some(least), None) if least > 0 => {
                    notes.push(format!("At least {}.", some(least)));
                }
                _ => {}
            }
        };
        count(shape.min_length, shape.max_length, "characters");
        count(shape.min_items, shape.max_items, "items");
        count(shape.min_properties, shape.max_properties, "members");
        // As they are written: a number of openapiv3 has 53 bits of its digits.
        let node = self.node(&view.place);
        let number = |key: &str| node.and_then(|node| node.get(key)).and_then(Node::digits);
        let least = (number("minimum"), shape.exclusive_minimum == Some(true));
        let most = (number("maximum"), shape.exclusive_maximum == Some(true));
        match (least, most) {
            ((Some(least), false), (Some(most), false)) => {
                notes.push(format!("{least} to {most}."));
            }
            ((least, above), (most, below)) => {
                let words = if above { "More than" } else { "At least" };
                notes.extend(least.map(|least| format!("{words} {least}.")));
                let words = if below { "Less than" } else { "At most" };
                notes.extend(most.map(|most| format!("{words} {most}.")));
            }
        }
        notes.extend(number("multipleOf").map(|of| format!("A multiple of {of}.")));
        if shape.unique_items == Some(true) {
            notes.push("No item twice.".to_owned());
        }
        notes
    }
}

/// The runtime's names of what counts, and of what a number is compared with.
const COUNTS: [(&str, &str); 6] = [
    ("minLength", "MinLength"),
    ("maxLength", "MaxLength"),
    ("minItems", "MinItems"),
    ("maxItems", "MaxItems"),
    ("minProperties", "MinProperties"),
    ("maxProperties", "MaxProperties"),
];
const BOUNDS: [(&str, &str, &str, &str); 2] = [
    ("minimum", "exclusiveMinimum", "Minimum", "ExclusiveMinimum"),
    ("maximum", "exclusiveMaximum", "Maximum", "ExclusiveMaximum"),
];

/// What one schema demands, in a form of 3.0.
pub(super) fn constraints(node: &Node) -> Vec<Constraint> {
    let mut found = Vec::new();
    for (key, name) in COUNTS {
        let count = node.get(key).and_then(Node::as_integer);
        let count = count.and_then(|count| u64::try_from(count).ok());
        // What nothing can break is not worth a look.
        let count = count.filter(|count| *count > 0 || key.starts_with("max"));
        found.extend(count.map(|count| Constraint::Count(name, count)));
    }
    for (key, exclusive, inclusive_name, exclusive_name) in BOUNDS {
        let is_exclusive = node.get(exclusive).and_then(Node::as_bool) == Some(true);
        let name = if is_exclusive {
            exclusive_name
        } else {
            inclusive_name
        };
        let digits = node.get(key).and_then(Node::digits);
        found.extend(digits.map(|digits| Constraint::Number(name, digits)));
    }
    let step = node.get("multipleOf").and_then(Node::digits);
    found.extend(step.map(|step| Constraint::Number("MultipleOf", step)));
    let pattern = node.get("pattern").and_then(Node::as_str);
    found.extend(pattern.map(|pattern| Constraint::Pattern(pattern.to_owned())));
    let is_unique = node.get("uniqueItems").and_then(Node::as_bool) == Some(true);
    found.extend(is_unique.then_some(Constraint::UniqueItems));
    found
}
