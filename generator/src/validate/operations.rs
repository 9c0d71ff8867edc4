//! What operations have to agree on: their ids, and the statuses of their responses.

use crate::tree::HashMap;

use super::validation::Validation;
use crate::config::Strictness;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::grammar::Kind;
use crate::tree::{Node, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    operation_ids(validation);
    response_keys(validation);
    if validation.strictness == Strictness::Strict {
        unexpected_bodies(validation);
    }
}

/// Bodies of methods for which HTTP knows none.
fn unexpected_bodies(validation: &mut Validation<'_>) {
    for place in validation.places(Kind::Operation) {
        let method = place.pointer.last().unwrap_or_default().to_uppercase();
        let body = place.key("requestBody");
        if matches!(method.as_str(), "GET" | "HEAD" | "TRACE")
            && validation.doc.node(&body).is_some()
        {
            let message = format!("a `{method}` has a body");
            let diagnostic = Diagnostic::warning(Code::UnexpectedBody, message)
                .at_key(&body, "HTTP gives it no meaning: servers may drop it")
                .on(&place, On::Key, "the method")
                .help("is another method meant, or a parameter?");
            validation.report(diagnostic);
        }
    }
}

fn operation_ids(validation: &mut Validation<'_>) {
    let mut first: HashMap<&str, Place> = HashMap::default();
    let mut found = Vec::new();
    for place in document_order(validation, Kind::Operation) {
        let node = validation.doc.node(&place);
        let Some(id) = node.and_then(|node| node.get("operationId")?.as_str()) else {
            continue;
        };
        let place = place.key("operationId");
        if let Some(other) = first.get(id) {
            let message = format!("duplicate `operationId`: `{id}`");
            let diagnostic = Diagnostic::error(Code::DuplicateOperationId, message)
                .at(&place, "called so again")
                .also(other, "first called so here")
                .help("give each operation an `operationId` of its own");
            found.push(diagnostic);
        } else {
            first.insert(id, place);
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

/// Places of a kind as they follow each other in the document, which is not the
/// order of their pointers.
fn document_order(validation: &Validation<'_>, kind: Kind) -> Vec<Place> {
    let mut places = validation.places(kind);
    places.sort_by_cached_key(|place| {
        let mut node = validation.doc.file(place.file);
        let mut path = vec![usize::try_from(place.file.0).unwrap_or(usize::MAX)];
        for token in place.pointer.tokens() {
            let index = match node {
                Some(Node::Map(map)) => map.get_index_of(token),
                _ => token.parse().ok(),
            };
            path.push(index.unwrap_or(usize::MAX));
            node = node.and_then(|node| node.child(token));
        }
        path
    });
    places
}

fn response_keys(validation: &mut Validation<'_>) {
    for place in validation.places(Kind::Responses) {
        let Some(map) = validation.doc.node(&place).and_then(Node::as_map) else {
            continue;
        };
        if map.is_empty() {
            let diagnostic = Diagnostic::error(Code::NoSuccess, "`responses` is empty")
                .at_key(&place, "at least one response is needed")
                .help("add `'200': {description: …}`, or `default`");
            validation.report(diagnostic);
        }
        for key in map.keys() {
            if !is_status(key) && key != "default" && !key.starts_with("x-") {
                let message = format!("`{key}` is not a status code");
                let label = match key.to_ascii_uppercase() {
                    upper if is_status(&upper) => format!("read as `{upper}`"),
                    _ => "no response can have it".to_owned(),
                };
                let diagnostic = Diagnostic::error(Code::ResponseKey, message)
                    .at_key(&place.key(key), label)
                    .help("write a status such as `'200'`, a range such as `4XX`, or `default`");
                validation.report(diagnostic);
            }
        }
    }
}

/// Three digits, or a digit and `XX`.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, units] => tens.is_ascii_digit() && units.is_ascii_digit(),
        _ => false,
    }
}
