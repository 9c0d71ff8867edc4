//! What requests and responses change: the two documents side by side.

mod allowed;
mod bounds;
mod branches;
mod messages;
mod operation;
mod parameters;
mod schema;
mod security;

use std::collections::{HashMap, HashSet};

use oas_codegen::load::Document;
use oas_codegen::model::Method;
use oas_codegen::tree::{Node, NodeMap, Place};

use crate::finding::{Finding, Layer, Position, Severity};

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Request,
    Response,
}

/// The same thing in both documents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pair {
    old: Place,
    new: Place,
}

impl Pair {
    fn key(&self, key: &str) -> Pair {
        Pair {
            old: self.old.key(key),
            new: self.new.key(key),
        }
    }
}

/// Compares two documents, and keeps what differs.
pub struct Wire<'a> {
    old: &'a Document,
    new: &'a Document,
    found: Vec<Finding>,
    /// Schemas that are still to be compared; an operation's are compared once a
    /// direction.
    open: Vec<(Pair, Direction)>,
    seen: HashSet<(Pair, Direction)>,
    /// The operation that is being compared.
    operation: String,
    /// Where schemas of the new document are that have one beside them in the old one.
    known: HashSet<String>,
}

/// An operation: its method and path, and where it is.
pub struct Located {
    pub name: String,
    pub path: String,
    /// The same without the names of parameters, which are free.
    key: String,
    /// The object of its path.
    pub item: Place,
    pub place: Place,
}

impl Located {
    /// Its `operationId`.
    pub fn id<'a>(&self, document: &'a Document) -> Option<&'a str> {
        document.node(&self.place)?.get("operationId")?.as_str()
    }
}

/// Every difference on the wire.
pub fn compare(old: &Document, new: &Document) -> Vec<Finding> {
    compared(old, new).0
}

/// The same, with the places of schemas in the new document that the old one has too.
pub fn compared(old: &Document, new: &Document) -> (Vec<Finding>, HashSet<String>) {
    let mut wire = Wire {
        old,
        new,
        found: Vec::new(),
        open: Vec::new(),
        seen: HashSet::new(),
        operation: String::new(),
        known: HashSet::new(),
    };
    wire.operations();
    wire.messages();
    (merged(wire.found), wire.known)
}

/// What several operations share is told once, with all of them.
fn merged(found: Vec<Finding>) -> Vec<Finding> {
    let place = |at: &Option<Position>| at.as_ref().map(|at| (at.file.clone(), at.line, at.column));
    let mut merged: Vec<Finding> = Vec::new();
    let mut known = HashMap::new();
    for finding in found {
        let message = (finding.check, finding.message.clone(), finding.severity);
        let key = (message, place(&finding.old), place(&finding.new));
        let slot = *known.entry(key).or_insert(merged.len());
        match merged.get_mut(slot) {
            Some(first) => first.subjects.extend(finding.subjects),
            None => merged.push(finding),
        }
    }
    for finding in &mut merged {
        finding.subjects.dedup();
    }
    merged
}

impl<'a> Wire<'a> {
    fn operations(&mut self) {
        self.side_by_side(
            (operations(self.old), operations(self.new)),
            [
                (
                    "operation-removed",
                    "the operation is gone",
                    "callers do without it",
                ),
                (
                    "operation-added",
                    "the operation is new",
                    "callers may use it",
                ),
            ],
            Self::operation,
        );
    }

    /// Compares what both documents have, and tells what only one has, in these words: a
    /// check, a message and an advice.
    fn side_by_side(
        &mut self,
        (old, new): (Vec<Located>, Vec<Located>),
        [gone, come]: [(&'static str, &str, &'static str); 2],
        compare: fn(&mut Self, &Located, &Located),
    ) {
        for before in &old {
            self.operation.clone_from(&before.name);
            if let Some(after) = new.iter().find(|after| after.key == before.key) {
                self.operation.clone_from(&after.name);
                compare(self, before, after);
            } else {
                let (check, message, advice) = gone;
                let places = (Some(&before.place), None);
                self.say(
                    Severity::Breaking,
                    check,
                    message.to_owned(),
                    advice,
                    places,
                );
            }
        }
        for after in &new {
            if !old.iter().any(|before| before.key == after.key) {
                let (check, message, advice) = come;
                self.operation.clone_from(&after.name);
                let places = (None, Some(&after.place));
                self.say(Severity::Notable, check, message.to_owned(), advice, places);
            }
        }
    }

    fn say(
        &mut self,
        severity: Severity,
        check: &'static str,
        message: String,
        advice: &'static str,
        (old, new): (Option<&Place>, Option<&Place>),
    ) {
        self.found.push(Finding {
            layer: Layer::Wire,
            severity,
            check,
            subjects: vec![self.operation.clone()],
            message,
            advice,
            old: old.and_then(|place| Position::of(self.old, place)),
            new: new.and_then(|place| Position::of(self.new, place)),
        });
    }

    /// The value of a key in both documents.
    fn values(&self, pair: &Pair, key: &str) -> (Option<&'a Node>, Option<&'a Node>) {
        let (old, new) = (self.old, self.new);
        let pair = pair.key(key);
        (old.node(&pair.old), new.node(&pair.new))
    }

    /// Where references lead in both.
    fn follow(&self, pair: &Pair) -> Option<(Pair, &'a Node, &'a Node)> {
        let (old, new) = (self.old, self.new);
        let (before, one) = old.follow(&pair.old)?;
        let (after, other) = new.follow(&pair.new)?;
        let pair = Pair {
            old: before,
            new: after,
        };
        Some((pair, one, other))
    }
}

/// Every operation that is an object.
pub fn operations(document: &Document) -> Vec<Located> {
    let paths = document.root_place().key("paths");
    let map = document.node(&paths).and_then(Node::as_map);
    let mut found = Vec::new();
    for path in map.into_iter().flat_map(NodeMap::keys) {
        let Some((item, node)) = document.follow(&paths.key(path)) else {
            continue;
        };
        for (place, method) in Method::operations(&item, node) {
            if document.node(&place).and_then(Node::as_map).is_none() {
                continue;
            }
            found.push(Located {
                name: format!("{} {path}", method.as_str()),
                path: path.clone(),
                key: format!("{} {}", method.as_str(), bare(path)),
                item: item.clone(),
                place,
            });
        }
    }
    found
}

/// A path without the names of its parameters.
pub fn bare(path: &str) -> String {
    let mut bare = String::new();
    let mut is_inside = false;
    for one in path.chars() {
        is_inside = one == '{' || is_inside && one != '}';
        if !is_inside || one == '{' {
            bare.push(one);
        }
    }
    bare
}

/// The keys of two maps: in both, only in the first, only in the second.
fn keys(old: Option<&Node>, new: Option<&Node>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let names = |node: Option<&Node>| -> Vec<String> {
        let map = node.and_then(Node::as_map);
        map.into_iter()
            .flat_map(|map| map.keys().cloned())
            .collect()
    };
    let (old, new) = (names(old), names(new));
    let (both, gone): (Vec<String>, Vec<String>) =
        old.iter().cloned().partition(|name| new.contains(name));
    let come = new.into_iter().filter(|name| !old.contains(name)).collect();
    (both, gone, come)
}
