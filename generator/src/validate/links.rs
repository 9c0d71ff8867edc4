//! Links and callbacks: the operations that links name, what those take, and the
//! expressions of both.

use super::expressions::{ExpressionScope, ExpressionText, judge};
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::grammar::Kind;
use crate::tree::{HashMap, HashSet, Node, NodeMap, Place};
use std::iter;

pub(super) fn check(validation: &mut Validation<'_>) {
    let spoilt = validation.around_errors();
    let mut found = targets(validation, &spoilt);
    for link in validation.places(Kind::Link) {
        let scope = scope(validation, &spoilt, &link);
        let values = values(validation, &link).into_iter();
        found.extend(values.flat_map(|value| judge(validation, &scope, &value)));
    }
    for callback in validation.places(Kind::Callback) {
        let scope = scope(validation, &spoilt, &callback);
        let map = validation.doc.node(&callback).and_then(Node::as_map);
        let keys = map.into_iter().flat_map(NodeMap::keys);
        let keys = keys.filter(|key| !key.starts_with("x-") && *key != "$ref");
        found.extend(keys.flat_map(|key| {
            let place = callback.key(key);
            if !key.contains(['$', '/']) {
                return vec![no_url(&place, key)];
            }
            let written = ExpressionText {
                text: key,
                place,
                on: On::Key,
            };
            judge(validation, &scope, &written)
        }));
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

fn no_url(place: &Place, key: &str) -> Diagnostic {
    let message = format!("a callback goes to a URL, and `{key}` is none");
    Diagnostic::error(Code::WrongValue, message)
        .at_key(place, "no request can be sent there")
        .help("write where the URL is: `'{$request.body#/callback_url}'`")
}

/// What a link or a callback speaks of: of a component, nobody knows.
fn scope<'a>(
    validation: &Validation<'a>,
    spoilt: &HashSet<Place>,
    place: &Place,
) -> ExpressionScope<'a> {
    let around = |kind| {
        let mut places = iter::successors(place.parent(), Place::parent);
        places.find(|place| validation.kinds.get(place) == Some(&kind))
    };
    let operation = around(Kind::Operation);
    ExpressionScope {
        parameters: operation
            .as_ref()
            .and_then(|operation| parameters(validation, spoilt, operation)),
        operation,
        response: around(Kind::Response),
    }
}

/// The `in` and the `name` of what an operation takes, if all of it is described and
/// nothing of that is wrong.
fn parameters<'a>(
    validation: &Validation<'a>,
    spoilt: &HashSet<Place>,
    operation: &Place,
) -> Option<Vec<(&'a str, &'a str)>> {
    let mut found = Vec::new();
    for holder in [operation.clone(), operation.parent()?] {
        let list = holder.key("parameters");
        let count = validation.doc.node(&list).and_then(Node::as_list);
        if spoilt.contains(&list) || validation.is_misread(&holder) {
            return None;
        }
        for index in 0..count.map_or(0, <[Node]>::len) {
            let (place, node) = validation.doc.follow(&list.index(index))?;
            if spoilt.contains(&place) {
                return None;
            }
            found.push((node.get("in")?.as_str()?, node.get("name")?.as_str()?));
        }
    }
    Some(found)
}

/// The values that a link gives.
fn values<'a>(validation: &Validation<'a>, link: &Place) -> Vec<ExpressionText<'a>> {
    let node = validation.doc.node(link);
    let get = |key| node.and_then(|node| node.get(key));
    let list = link.key("parameters");
    let parameters = get("parameters").and_then(Node::as_map).into_iter();
    let parameters = parameters
        .flatten()
        .map(|(name, value)| (list.key(name), value));
    let body = get("requestBody").map(|value| (link.key("requestBody"), value));
    let values = parameters.chain(body);
    let texts = values.filter_map(|(place, value)| {
        Some(ExpressionText {
            text: value.as_str()?,
            place,
            on: On::Value,
        })
    });
    texts.collect()
}

/// A link leads to an operation that is there, and gives what that takes.
fn targets(validation: &Validation<'_>, spoilt: &HashSet<Place>) -> Vec<Diagnostic> {
    // One of two operations by one name may be the other that is missing.
    let mut errors = validation.errors();
    if errors.any(|error| error.code == Code::DuplicateOperationId) {
        return Vec::new();
    }
    let id_of = |place: &Place| validation.doc.node(place)?.get("operationId")?.as_str();
    let operations = validation.places(Kind::Operation).into_iter();
    let operations = operations.filter_map(|place| Some((id_of(&place)?, place)));
    let operations: HashMap<&str, Place> = operations.collect();
    let mut found = Vec::new();
    for link in validation.places(Kind::Link) {
        let Some(id) = id_of(&link) else {
            continue;
        };
        match operations.get(id) {
            Some(operation) => {
                let known = parameters(validation, spoilt, operation);
                found.extend(
                    known
                        .into_iter()
                        .flat_map(|known| untaken(validation, &link, operation, &known)),
                );
            }
            None => {
                let message = format!("there is no operation `{id}`");
                let diagnostic = Diagnostic::error(Code::DanglingRef, message).at(
                    &link.key("operationId"),
                    "no operation of the document has it",
                );
                let names = operations.keys().copied();
                let meant = validation.suggestions.suggest(Code::DanglingRef, id, names);
                found.push(match meant {
                    Some(meant) => diagnostic.did_you_mean(meant),
                    None => {
                        diagnostic.help("name the `operationId` of an operation of this document")
                    }
                });
            }
        }
    }
    found
}

/// Parameters of a link that its operation does not take.
fn untaken(
    validation: &Validation<'_>,
    link: &Place,
    operation: &Place,
    known: &[(&str, &str)],
) -> Vec<Diagnostic> {
    let list = link.key("parameters");
    let given = validation.doc.node(&list).and_then(Node::as_map);
    let is_known = |given: &str| {
        let mut known = known.iter();
        known
            .any(|(at, name)| *name == given || given.strip_prefix(at) == Some(&format!(".{name}")))
    };
    let given = given.into_iter().flat_map(NodeMap::keys);
    let wrong = given.filter(|name| !is_known(name));
    let told = wrong.map(|name| {
        let message = format!("a link gives `{name}`, which its operation does not take");
        let diagnostic = Diagnostic::error(Code::DanglingRef, message)
            .at_key(
                &link.key("parameters").key(name),
                "no parameter is called so",
            )
            .on(operation, On::Key, "the operation");
        let names = known.iter().map(|(_, name)| *name);
        match validation
            .suggestions
            .suggest(Code::DanglingRef, name, names)
        {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic.help("write the `name` of one of its parameters"),
        }
    });
    told.collect()
}
