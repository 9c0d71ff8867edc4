//! What a schema allows, read from its keywords.

use std::collections::BTreeSet;

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, NodeMap, Place};

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

/// The types that a schema allows, by itself or by what it is made of; null is one.
pub(super) fn types(document: &Document, place: &Place) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![place.clone()];
    let mut is_nullable = false;
    for _ in 0..MOST_STEPS {
        let Some(place) = open.pop() else {
            break;
        };
        let Some((place, node)) = document.follow(&place) else {
            continue;
        };
        is_nullable |= node.get("nullable").and_then(Node::as_bool) == Some(true);
        if node.as_bool() == Some(false) {
            found.insert("nothing".to_owned());
        }
        match node.get("type") {
            Some(Node::String(one)) => {
                found.insert(one.clone());
            }
            Some(Node::List(several)) => {
                found.extend(several.iter().filter_map(Node::as_str).map(str::to_owned));
            }
            _ if node.get("properties").is_some() => {
                found.insert("object".to_owned());
            }
            _ => {
                let parts = node.get("allOf").and_then(Node::as_list);
                let parts = parts.unwrap_or_default().iter().enumerate();
                open.extend(parts.map(|(index, _)| place.key("allOf").index(index)));
            }
        }
    }
    if is_nullable && !found.is_empty() {
        found.insert("null".to_owned());
    }
    found
}

/// A schema without what only wraps it: an `allOf` of one, beside which nothing bounds
/// the value.
pub(super) fn unwrapped(document: &Document, place: &Place) -> Place {
    let mut place = place.clone();
    for _ in 0..MOST_STEPS {
        let Some((at, node)) = document.follow(&place) else {
            break;
        };
        let keys = node.as_map().into_iter().flat_map(NodeMap::keys);
        let is_bare = |key: &String| {
            key.starts_with("x-")
                || ["allOf", "nullable", "title", "description"].contains(&key.as_str())
        };
        let parts = node.get("allOf").and_then(Node::as_list);
        if parts.is_none_or(|parts| parts.len() != 1) || !keys.into_iter().all(is_bare) {
            return at;
        }
        place = at.key("allOf").index(0);
    }
    place
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
