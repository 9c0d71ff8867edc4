//! What a schema allows, read from its keywords.

use std::collections::BTreeSet;

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};

use super::schema::Change;

/// More schemas are not looked at for one `required`.
const MOST_STEPS: usize = 100;

/// What a branch is known by, if by anything.
pub(super) fn identity(node: &Node) -> String {
    let text = |key| node.get(key).and_then(Node::as_str);
    text("$ref")
        .or_else(|| text("title"))
        .unwrap_or_default()
        .to_owned()
}

/// The types that a schema allows; null is one.
pub(super) fn types(node: &Node) -> BTreeSet<String> {
    let mut types: BTreeSet<String> = match node.get("type") {
        Some(Node::String(one)) => BTreeSet::from([one.clone()]),
        Some(Node::List(several)) => several
            .iter()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect(),
        _ => BTreeSet::new(),
    };
    if node.get("nullable").and_then(Node::as_bool) == Some(true) {
        types.insert("null".to_owned());
    }
    types
}

pub(super) fn change(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Change {
    if after.is_empty() || !before.is_empty() && after.is_superset(before) {
        Change::Wider
    } else if before.is_empty() || before.is_superset(after) {
        Change::Narrower
    } else {
        Change::Other
    }
}

pub(super) fn list(types: &BTreeSet<String>) -> String {
    if types.is_empty() {
        return "any".to_owned();
    }
    let names: Vec<String> = types.iter().map(|name| format!("`{name}`")).collect();
    names.join(" or ")
}

/// The values that `enum` or `const` allow, written as JSON.
pub(super) fn allowed(node: &Node) -> Option<BTreeSet<String>> {
    let values = node.get("enum").and_then(Node::as_list);
    let values = values.or_else(|| node.get("const").map(std::slice::from_ref))?;
    Some(
        values
            .iter()
            .map(|value| value.to_json().to_string())
            .collect(),
    )
}

/// What `required` names, in a schema, what it refers to, and its `allOf`.
pub(super) fn required(document: &Document, place: &Place) -> BTreeSet<String> {
    let mut open = vec![place.clone()];
    let mut names = BTreeSet::new();
    for _ in 0..MOST_STEPS {
        let Some((place, node)) = open.pop().and_then(|place| document.follow(&place)) else {
            if open.is_empty() {
                break;
            }
            continue;
        };
        let list = node
            .get("required")
            .and_then(Node::as_list)
            .unwrap_or_default();
        names.extend(list.iter().filter_map(Node::as_str).map(str::to_owned));
        let parts = node
            .get("allOf")
            .and_then(Node::as_list)
            .map_or(0, <[Node]>::len);
        open.extend((0..parts).map(|index| place.key("allOf").index(index)));
    }
    names
}
