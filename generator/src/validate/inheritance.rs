//! What an `allOf` takes in: never itself, nor a property of two types.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::grammar::Kind;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    let mut found = Vec::new();
    let mut cycles = Cycles::default();
    for place in &validation.places(Kind::Schema) {
        let parts = parts(validation, place);
        if !parts.is_empty() {
            cycles.look(validation, place);
            found.extend(redefined(validation, place, parts));
        }
    }
    for diagnostic in cycles.found.into_iter().chain(found) {
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

/// Schemas that take themselves in, looked for by going to each schema once.
#[derive(Default)]
struct Cycles {
    /// The schemas that were gone to; those on the way are in `way` besides.
    seen: HashSet<Place>,
    way: Vec<InheritanceStep>,
    /// How far on the way a schema is.
    depth: HashMap<Place, usize>,
    told: HashSet<Place>,
    found: Vec<Diagnostic>,
}

/// A schema on the way, and its parts that are still to be gone to.
struct InheritanceStep {
    schema: Place,
    /// The part by which the way goes on.
    part: Place,
    open: std::vec::IntoIter<Place>,
}

impl Cycles {
    /// Goes to a schema, and to whatever it takes in.
    fn look(&mut self, validation: &Validation<'_>, place: &Place) {
        self.enter(validation, place);
        while let Some(step) = self.way.last_mut() {
            let Some(part) = step.open.next() else {
                self.depth.remove(&step.schema);
                self.way.pop();
                continue;
            };
            step.part.clone_from(&part);
            let Some((target, _)) = validation.doc.follow(&part) else {
                continue;
            };
            match self.depth.get(&target) {
                Some(depth) => self.report(*depth),
                None => self.enter(validation, &target),
            }
        }
    }

    fn enter(&mut self, validation: &Validation<'_>, schema: &Place) {
        if self.seen.insert(schema.clone()) {
            self.depth.insert(schema.clone(), self.way.len());
            self.way.push(InheritanceStep {
                schema: schema.clone(),
                part: schema.clone(),
                open: parts(validation, schema).into_iter(),
            });
        }
    }

    /// Tells once of the cycle that the way has become from a depth on: at its first
    /// schema, by the order of places.
    fn report(&mut self, depth: usize) {
        let cycle = self.way.get(depth..).unwrap_or_default();
        let Some(first) = cycle.iter().map(|step| &step.schema).min() else {
            return;
        };
        let before = cycle.iter().zip(cycle.iter().skip(1).chain(cycle.first()));
        let last = before.filter(|(_, next)| next.schema == *first).last();
        if let Some((last, _)) = last.filter(|_| !self.told.contains(first)) {
            self.found.push(endless(first, &last.schema, &last.part));
        }
        let members = cycle.iter().map(|step| step.schema.clone());
        self.told.extend(members);
    }
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
