//! Parameters, bodies, responses and security of one operation.

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};

use super::parameters::{parameters, required, style};
use super::{Direction, Located, Pair, Wire, keys, security};
use crate::finding::Severity;

/// Whether a key of an object is there, and what of it is new.
struct Parts<'a> {
    /// As checks name it: `response`.
    added: &'static str,
    removed: &'static str,
    what: &'a str,
    direction: Direction,
}

impl Wire<'_> {
    pub(super) fn operation(&mut self, before: &Located, after: &Located) {
        let pair = Pair {
            old: before.place.clone(),
            new: after.place.clone(),
        };
        self.deprecation(
            &pair,
            "operation-deprecated",
            "operation-reactivated",
            "the operation",
        );
        self.seen.clear();
        self.parameters(before, after);
        self.request_body(&pair);
        self.responses(&pair);
        let used = |document: &Document, place: &Place| security::used(document, place);
        if used(self.old, &pair.old) != used(self.new, &pair.new) {
            let message = "the operation asks for other credentials".to_owned();
            self.both(
                Severity::Breaking,
                "security-changed",
                message,
                "callers authenticate as the document says",
                &pair.key("security"),
            );
        }
        self.schemas();
    }

    pub(super) fn both(
        &mut self,
        severity: Severity,
        check: &'static str,
        message: String,
        advice: &'static str,
        pair: &Pair,
    ) {
        self.say(
            severity,
            check,
            message,
            advice,
            (Some(&pair.old), Some(&pair.new)),
        );
    }

    fn parameters(&mut self, before: &Located, after: &Located) {
        let old = parameters(self.old, before);
        let new = parameters(self.new, after);
        for (id, place) in &old {
            if !new.iter().any(|(other, _)| other == id) {
                let message = format!("the parameter `{id}` is gone");
                self.say(
                    Severity::Breaking,
                    "parameter-removed",
                    message,
                    "callers do without it",
                    (Some(place), None),
                );
            }
        }
        for (id, place) in &new {
            let Some((_, known)) = old.iter().find(|(other, _)| other == id) else {
                let is_required = required(self.new, place);
                let (severity, check, advice) = if is_required {
                    (
                        Severity::Breaking,
                        "parameter-added-required",
                        "callers pass it; deployed clients are refused",
                    )
                } else {
                    (Severity::Notable, "parameter-added", "callers may pass it")
                };
                self.say(
                    severity,
                    check,
                    format!("the parameter `{id}` is new"),
                    advice,
                    (None, Some(place)),
                );
                continue;
            };
            let pair = Pair {
                old: known.clone(),
                new: place.clone(),
            };
            match (required(self.old, known), required(self.new, place)) {
                (false, true) => {
                    let message = format!("the parameter `{id}` is required now");
                    self.both(
                        Severity::Breaking,
                        "parameter-became-required",
                        message,
                        "callers pass it; deployed clients are refused",
                        &pair,
                    );
                }
                (true, false) => {
                    let message = format!("the parameter `{id}` is optional now");
                    self.both(
                        Severity::Notable,
                        "parameter-became-optional",
                        message,
                        "callers may leave it out",
                        &pair,
                    );
                }
                _ => {}
            }
            let styles = (style(self.old, known), style(self.new, place));
            if styles.0 != styles.1 {
                let message = format!("the parameter `{id}` is written another way");
                self.both(
                    Severity::Breaking,
                    "parameter-style-changed",
                    message,
                    "deployed clients write it the old way",
                    &pair,
                );
            }
            let what = format!("the parameter `{id}`");
            self.deprecation(
                &pair,
                "parameter-deprecated",
                "parameter-reactivated",
                &what,
            );
            self.open.push((pair.key("schema"), Direction::Request));
            self.content(&pair.key("content"), Direction::Request);
        }
    }

    /// Whether callers are to do without something, or not any more.
    pub(super) fn deprecation(
        &mut self,
        pair: &Pair,
        deprecated: &'static str,
        reactivated: &'static str,
        what: &str,
    ) {
        let is = |node: Option<&Node>| node.and_then(Node::as_bool) == Some(true);
        let (old, new) = self.values(pair, "deprecated");
        let (check, message, advice) = match (is(old), is(new)) {
            (false, true) => (
                deprecated,
                format!("{what} is deprecated"),
                "callers do without it in time",
            ),
            (true, false) => (
                reactivated,
                format!("{what} is not deprecated any more"),
                "callers may use it",
            ),
            _ => return,
        };
        self.both(Severity::Notable, check, message, advice, pair);
    }

    fn request_body(&mut self, pair: &Pair) {
        let place = pair.key("requestBody");
        let (old, new) = (self.old.follow(&place.old), self.new.follow(&place.new));
        match (old, new) {
            (None, Some((at, node))) => {
                let is_required = node.get("required").and_then(Node::as_bool) == Some(true);
                let severity = if is_required {
                    Severity::Breaking
                } else {
                    Severity::Notable
                };
                self.say(
                    severity,
                    "request-body-added",
                    "the operation takes a body now".to_owned(),
                    "callers send it",
                    (None, Some(&at)),
                );
            }
            (Some((at, _)), None) => {
                self.say(
                    Severity::Breaking,
                    "request-body-removed",
                    "the operation takes no body any more".to_owned(),
                    "callers send none",
                    (Some(&at), None),
                );
            }
            (Some((old, before)), Some((new, after))) => {
                let pair = Pair { old, new };
                let is = |node: &Node| node.get("required").and_then(Node::as_bool) == Some(true);
                if !is(before) && is(after) {
                    self.both(
                        Severity::Breaking,
                        "request-body-became-required",
                        "the body is required now".to_owned(),
                        "callers send it",
                        &pair,
                    );
                }
                if is(before) && !is(after) {
                    self.both(
                        Severity::Notable,
                        "request-body-became-optional",
                        "the body is optional now".to_owned(),
                        "callers may leave it out",
                        &pair,
                    );
                }
                self.content(&pair.key("content"), Direction::Request);
            }
            (None, None) => {}
        }
    }

    fn responses(&mut self, pair: &Pair) {
        let pair = pair.key("responses");
        let parts = Parts {
            added: "response-added",
            removed: "response-removed",
            what: "the response",
            direction: Direction::Response,
        };
        for status in self.parts(&pair, &parts) {
            let Some((pair, _, _)) = self.follow(&pair.key(&status)) else {
                continue;
            };
            self.content(&pair.key("content"), Direction::Response);
            let headers = pair.key("headers");
            let parts = Parts {
                added: "response-header-added",
                removed: "response-header-removed",
                what: "the response header",
                direction: Direction::Response,
            };
            for name in self.parts(&headers, &parts) {
                if let Some((pair, _, _)) = self.follow(&headers.key(&name)) {
                    if required(self.old, &pair.old) && !required(self.new, &pair.new) {
                        self.both(
                            Severity::Breaking,
                            "response-header-became-optional",
                            format!("the response header `{name}` is optional now"),
                            "whoever reads it does without it where it is missing",
                            &pair,
                        );
                    }
                    self.open.push((pair.key("schema"), Direction::Response));
                }
            }
        }
    }

    /// Media types.
    pub(super) fn content(&mut self, pair: &Pair, direction: Direction) {
        let parts = match direction {
            Direction::Request => Parts {
                added: "request-media-type-added",
                removed: "request-media-type-removed",
                what: "the media type",
                direction,
            },
            Direction::Response => Parts {
                added: "response-media-type-added",
                removed: "response-media-type-removed",
                what: "the media type",
                direction,
            },
        };
        for name in self.parts(pair, &parts) {
            let media = pair.key(&name);
            self.open.push((media.key("schema"), direction));
            self.open.push((media.key("itemSchema"), direction));
        }
    }

    /// Tells which members of an object went or came, and gives those that stayed.
    fn parts(&mut self, pair: &Pair, parts: &Parts<'_>) -> Vec<String> {
        let (old, new) = (self.old.node(&pair.old), self.new.node(&pair.new));
        let (both, gone, come) = keys(old, new);
        for name in gone {
            let message = format!("{} `{name}` is gone", parts.what);
            // An error that is not documented any more is one of unknown shape.
            let is_error = parts.added == "response-added" && !name.starts_with('2');
            let severity = if is_error {
                Severity::Notable
            } else {
                Severity::Breaking
            };
            let advice = match parts.direction {
                Direction::Request => "callers send another one",
                Direction::Response => "whoever reads it does without it",
            };
            self.say(
                severity,
                parts.removed,
                message,
                advice,
                (Some(&pair.old.key(&name)), None),
            );
        }
        for name in come {
            let message = format!("{} `{name}` is new", parts.what);
            self.say(
                Severity::Notable,
                parts.added,
                message,
                "callers may handle it",
                (None, Some(&pair.new.key(&name))),
            );
        }
        both
    }
}
