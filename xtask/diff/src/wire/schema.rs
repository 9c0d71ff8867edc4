//! Schemas, both ways: what a request may hold is narrowed or widened, and so is what a
//! response does.

use oas_codegen::tree::Node;

use super::allowed::{allowed, change, list, required, types, unwrapped};
use super::{Direction, Pair, Wire};
use crate::finding::Severity;

/// What a change allows.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Change {
    /// Less than before.
    Narrower,
    /// More than before.
    Wider,
    /// Something else.
    Other,
}

impl Wire<'_> {
    /// Compares all schemas that are open, and those that they lead to.
    pub(super) fn schemas(&mut self) {
        while let Some((pair, direction)) = self.open.pop() {
            let Some((pair, _, _)) = self.follow(&pair) else {
                continue;
            };
            if !self.seen.insert((pair.clone(), direction)) {
                continue;
            }
            self.types(&pair, direction);
            self.note(&pair);
            let inside = Pair {
                old: unwrapped(self.old, &pair.old),
                new: unwrapped(self.new, &pair.new),
            };
            if let Some((pair, old, new)) = self.follow(&inside) {
                self.note(&pair);
                self.schema(&pair, (old, new), direction);
            }
        }
    }

    fn note(&mut self, pair: &Pair) {
        let place = self.new.sources().origin(&pair.new);
        self.known.insert(place.pointer.to_string());
    }

    /// What a change means depends on who reads the value: a server reads what is sent,
    /// a deployed client what comes back.
    pub(super) fn schema_change(
        &mut self,
        check: &'static str,
        change: Change,
        direction: Direction,
        message: String,
        pair: &Pair,
    ) {
        let (severity, advice) = match (direction, change) {
            (_, Change::Other) => (
                Severity::Breaking,
                "whoever sends or reads it handles the other one",
            ),
            (Direction::Request, Change::Narrower) => (
                Severity::Breaking,
                "callers send less; what deployed clients send may be refused",
            ),
            (Direction::Request, Change::Wider) => (Severity::Notable, "callers may send more"),
            (Direction::Response, Change::Narrower) => {
                (Severity::Minor, "nobody has to do anything")
            }
            (Direction::Response, Change::Wider) => (
                Severity::Breaking,
                "whoever reads it expects more; deployed clients may fail to decode it",
            ),
        };
        self.both(severity, check, message, advice, pair);
    }

    fn schema(&mut self, pair: &Pair, (old, new): (&Node, &Node), direction: Direction) {
        self.format(pair, (old, new), direction);
        self.values_of_enum(pair, (old, new), direction);
        self.properties(pair, direction);
        self.bounds(pair, (old, new), direction);
        if old.get("default") != new.get("default") {
            let pair = pair.key("default");
            let severity = if direction == Direction::Request {
                Severity::Notable
            } else {
                Severity::Minor
            };
            self.both(
                severity,
                "default-changed",
                "the default is another one".to_owned(),
                "whoever leaves it out gets the other one",
                &pair,
            );
        }
        for key in ["items", "additionalProperties", "not"] {
            self.open.push((pair.key(key), direction));
        }
        for key in ["oneOf", "anyOf", "allOf", "prefixItems"] {
            self.branches(pair, (old, new), key, direction);
        }
        let additional =
            |node: &Node| node.get("additionalProperties").and_then(Node::as_bool) == Some(false);
        if additional(old) != additional(new) {
            let change = if additional(new) {
                Change::Narrower
            } else {
                Change::Wider
            };
            // What a client does not know it reads over.
            if direction == Direction::Request {
                let message = "whether further members may be there has changed".to_owned();
                self.schema_change(
                    "additional-properties-changed",
                    change,
                    direction,
                    message,
                    &pair.key("additionalProperties"),
                );
            }
        }
        for key in ["readOnly", "writeOnly"] {
            let is = |node: &Node| node.get(key).and_then(Node::as_bool) == Some(true);
            if is(old) != is(new) {
                let message = format!("`{key}` has changed");
                self.both(
                    Severity::Breaking,
                    "access-changed",
                    message,
                    "the member travels another way",
                    &pair.key(key),
                );
            }
        }
    }

    fn types(&mut self, pair: &Pair, direction: Direction) {
        let (before, after) = (types(self.old, &pair.old), types(self.new, &pair.new));
        if before != after {
            let change = change(&before, &after);
            let message = format!("the type is {} and was {}", list(&after), list(&before));
            self.schema_change(
                "type-changed",
                change,
                direction,
                message,
                &pair.key("type"),
            );
        }
    }

    fn format(&mut self, pair: &Pair, (old, new): (&Node, &Node), direction: Direction) {
        let format = |node: &Node| node.get("format").and_then(Node::as_str).map(str::to_owned);
        let (before, after) = (format(old), format(new));
        if before != after {
            let shown = |format: Option<String>| {
                format.map_or("none".to_owned(), |format| format!("`{format}`"))
            };
            let message = format!("the format is {} and was {}", shown(after), shown(before));
            self.schema_change(
                "format-changed",
                Change::Other,
                direction,
                message,
                &pair.key("format"),
            );
        }
    }

    fn values_of_enum(&mut self, pair: &Pair, (old, new): (&Node, &Node), direction: Direction) {
        let pair = pair.key("enum");
        let (before, after) = (allowed(old), allowed(new));
        match (before, after) {
            (Some(before), Some(after)) => {
                for value in before.difference(&after) {
                    let message = format!("`{value}` is no value any more");
                    self.schema_change(
                        "enum-value-removed",
                        Change::Narrower,
                        direction,
                        message,
                        &pair,
                    );
                }
                for value in after.difference(&before) {
                    let message = format!("`{value}` is a new value");
                    // Enums of ours keep what they do not know.
                    let (severity, advice) = match direction {
                        Direction::Request => (Severity::Notable, "callers may send it"),
                        Direction::Response => (
                            Severity::Notable,
                            "whoever matches the enum gets it as `Unknown` until the crate is updated",
                        ),
                    };
                    self.both(severity, "enum-value-added", message, advice, &pair);
                }
            }
            (None, Some(_)) => self.schema_change(
                "enum-added",
                Change::Narrower,
                direction,
                "only listed values are allowed now".to_owned(),
                &pair,
            ),
            (Some(_), None) => self.schema_change(
                "enum-removed",
                Change::Wider,
                direction,
                "any value is allowed now".to_owned(),
                &pair,
            ),
            (None, None) => {}
        }
    }

    fn properties(&mut self, pair: &Pair, direction: Direction) {
        let before = self.old.declared_properties(&pair.old);
        let after = self.new.declared_properties(&pair.new);
        let (was, is) = (required(self.old, &pair.old), required(self.new, &pair.new));
        for (name, places) in &before {
            let Some(place) = places.first() else {
                continue;
            };
            let Some((_, others)) = after.iter().find(|(other, _)| other == name) else {
                let (severity, advice) = match direction {
                    Direction::Request => (Severity::Breaking, "callers send it no longer"),
                    Direction::Response if was.contains(name) => (
                        Severity::Breaking,
                        "whoever reads it does without it; deployed clients fail to decode the response",
                    ),
                    Direction::Response => (Severity::Breaking, "whoever reads it does without it"),
                };
                let check = match direction {
                    Direction::Request => "request-property-removed",
                    Direction::Response => "response-property-removed",
                };
                self.say(
                    severity,
                    check,
                    format!("the property `{name}` is gone"),
                    advice,
                    (Some(place), None),
                );
                continue;
            };
            let Some(other) = others.first() else {
                continue;
            };
            let pair = Pair {
                old: place.clone(),
                new: other.clone(),
            };
            if was.contains(name) != is.contains(name) {
                let (check, change, message) = if is.contains(name) {
                    (
                        "property-became-required",
                        Change::Narrower,
                        format!("the property `{name}` is required now"),
                    )
                } else {
                    (
                        "property-became-optional",
                        Change::Wider,
                        format!("the property `{name}` is optional now"),
                    )
                };
                self.schema_change(check, change, direction, message, &pair);
            }
            self.open.push((pair, direction));
        }
        for (name, places) in &after {
            let Some(place) = places.first() else {
                continue;
            };
            if before.iter().any(|(other, _)| other == name) {
                continue;
            }
            let (severity, check, advice) = match (direction, is.contains(name)) {
                (Direction::Request, true) => (
                    Severity::Breaking,
                    "request-property-added-required",
                    "callers send it; deployed clients are refused",
                ),
                (Direction::Request, false) => (
                    Severity::Notable,
                    "request-property-added",
                    "callers may send it",
                ),
                (Direction::Response, _) => (
                    Severity::Notable,
                    "response-property-added",
                    "whoever reads the response may use it",
                ),
            };
            self.say(
                severity,
                check,
                format!("the property `{name}` is new"),
                advice,
                (Some(&pair.old), Some(place)),
            );
        }
    }
}
