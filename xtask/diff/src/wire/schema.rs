//! Schemas, both ways: what a request may hold is narrowed or widened, and so is what a
//! response does.

use oas_codegen::tree::Node;

use super::allowed::{allowed, change, identity, list, required, types};
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
            let Some((pair, old, new)) = self.follow(&pair) else {
                continue;
            };
            if self.seen.insert((pair.clone(), direction)) {
                self.schema(&pair, (old, new), direction);
            }
        }
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
        self.types(pair, (old, new), direction);
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

    fn types(&mut self, pair: &Pair, (old, new): (&Node, &Node), direction: Direction) {
        let (before, after) = (types(old), types(new));
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
                (None, Some(place)),
            );
        }
    }

    fn branches(
        &mut self,
        pair: &Pair,
        (old, new): (&Node, &Node),
        key: &str,
        direction: Direction,
    ) {
        let list = |node: &Node| -> Vec<String> {
            let list = node.get(key).and_then(Node::as_list).unwrap_or_default();
            list.iter().map(identity).collect()
        };
        let (before, after) = (list(old), list(new));
        let pair = pair.key(key);
        for (index, name) in before.iter().enumerate() {
            // A branch without a name is the one in its place.
            let same = after
                .iter()
                .position(|other| !name.is_empty() && other == name);
            match same.or_else(|| (name.is_empty() && index < after.len()).then_some(index)) {
                Some(other) => {
                    let pair = Pair {
                        old: pair.old.index(index),
                        new: pair.new.index(other),
                    };
                    self.open.push((pair, direction));
                }
                None if key == "allOf" => {}
                None => self.schema_change(
                    "branch-removed",
                    Change::Narrower,
                    direction,
                    format!("a branch of `{key}` is gone"),
                    &pair,
                ),
            }
        }
        let is_new = |(index, name): &(usize, &String)| {
            if name.is_empty() {
                *index >= before.len()
            } else {
                !before.contains(name)
            }
        };
        if key != "allOf" && after.iter().enumerate().any(|branch| is_new(&branch)) {
            self.schema_change(
                "branch-added",
                Change::Wider,
                direction,
                format!("a branch of `{key}` is new"),
                &pair,
            );
        }
    }
}
