//! What an `allOf` takes in: never itself, nor a property of two types.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::grammar::Kind;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    let mut found = Vec::new();
    let mut in_cycles = HashSet::default();
    for place in &validation.places(Kind::Schema) {
        let parts = parts(validation, place);
        if !parts.is_empty() {
            found.extend(cycle(validation, place, &mut in_cycles));
            found.extend(redefined(validation, place, parts));
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

/// The members of a schema's `allOf`, where they stand.
fn parts(validation: &Validation<'_>, place: &Place) -> Vec<Place> {
    let list = place.key("allOf");
    let parts = validation.doc.node(&list).and_then(Node::as_list);
    let count = parts.map_or(0, <[Node]>::len);
    (0..count).map(|index| list.index(index)).collect()
}

/// A schema that takes itself in. Told once of each cycle.
fn cycle(
    validation: &Validation<'_>,
    place: &Place,
    in_cycles: &mut HashSet<Place>,
) -> Option<Diagnostic> {
    if in_cycles.contains(place) {
        return None;
    }
    let mut from: HashMap<Place, Place> = HashMap::default();
    let mut open = vec![place.clone()];
    while let Some(schema) = open.pop() {
        for part in parts(validation, &schema) {
            let Some((target, _)) = validation.doc.follow(&part) else {
                continue;
            };
            if target == *place {
                let mut step = Some(&schema);
                while let Some(member) = step.filter(|step| in_cycles.insert((*step).clone())) {
                    step = from.get(member);
                }
                in_cycles.insert(place.clone());
                return Some(endless(place, &schema, &part));
            }
            if !from.contains_key(&target) {
                from.insert(target.clone(), schema.clone());
                open.push(target);
            }
        }
    }
    None
}

fn endless(place: &Place, last: &Place, part: &Place) -> Diagnostic {
    let diagnostic = Diagnostic::error(Code::RefCycle, "a schema is a part of its own `allOf`")
        .at_key(place, "takes in all that its parts have");
    let diagnostic = if last == place {
        diagnostic
    } else {
        diagnostic.on(last, On::Key, "one of them, or a part of one")
    };
    diagnostic
        .also(part, "and this is the schema itself")
        .help("a member that may hold such a value again is a property with a `$ref`")
}

/// A property that a part of `allOf` has with another type.
fn redefined(validation: &Validation<'_>, place: &Place, parts: Vec<Place>) -> Vec<Diagnostic> {
    let mut first: HashMap<String, (Place, String)> = HashMap::default();
    let mut found = Vec::new();
    for part in parts.into_iter().chain([place.clone()]) {
        let Some((part, node)) = validation.doc.follow(&part) else {
            continue;
        };
        let Some(properties) = node.get("properties").and_then(Node::as_map) else {
            continue;
        };
        for name in properties.keys() {
            let at = part.key("properties").key(name);
            let Some(kind) = type_of(validation, &at) else {
                continue;
            };
            match first.get(name) {
                Some((other, before)) if *before != kind && !widens(before, &kind) => {
                    let message = format!("the property `{name}` has two types");
                    let diagnostic = Diagnostic::error(Code::ConflictingAllOf, message)
                        .at_key(&at, format!("`{kind}` here"))
                        .on(other, On::Key, format!("`{before}` here"))
                        .help("no value can have both: name one of them otherwise, or give them one type");
                    found.push(diagnostic);
                }
                Some(_) => {}
                None => {
                    first.insert(name.clone(), (at, kind));
                }
            }
        }
    }
    found
}

/// Whether a value can have both types.
fn widens(one: &str, other: &str) -> bool {
    matches!((one, other), ("number", "integer") | ("integer", "number"))
}

fn type_of(validation: &Validation<'_>, place: &Place) -> Option<String> {
    let (_, node) = validation.doc.follow(place)?;
    Some(node.get("type")?.as_str()?.to_owned())
}
