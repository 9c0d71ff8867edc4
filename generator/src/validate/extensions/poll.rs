//! `x-poll`: how an operation tells of work in the background.

use super::values::{keys, pointer_member, same_text, text_member};
use super::{Occurrence, wrong_member};
use crate::diagnostics::Diagnostic;
use crate::tree::{Node, NodeMap, Place};

/// Where a job has its id and status, what that says at the end, and what comes of it.
pub(super) fn poll(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `id`, `status`, `done`, `failed` and `output`"));
    };
    let place = context.place;
    let known = ["id", "status", "done", "failed", "output"];
    keys(place, map, &known, &["id", "status", "done"])
        .or_else(|| pointer_member(place, map, "id"))
        .or_else(|| pointer_member(place, map, "status"))
        .or_else(|| texts(place, map, "done"))
        .or_else(|| texts(place, map, "failed"))
        .or_else(|| same_text(&statuses(place, map), "one status can't be both"))
        .or_else(|| output(&place.key("output"), map.get("output")?))
}

/// The statuses at the end, of which each means one thing.
fn statuses<'a>(place: &Place, map: &'a NodeMap) -> Vec<(Place, Option<&'a Node>)> {
    let listed = ["done", "failed"].into_iter().flat_map(|key| {
        let list = place.key(key);
        let items = map.get(key).and_then(Node::as_list).unwrap_or_default();
        let items = items.iter().enumerate();
        items.map(move |(index, item)| (list.index(index), Some(item)))
    });
    listed.collect()
}

fn texts(place: &Place, map: &NodeMap, key: &str) -> Option<Diagnostic> {
    let node = map.get(key)?;
    let place = place.key(key);
    let Some(items) = node.as_list().filter(|items| !items.is_empty()) else {
        return Some(wrong_member(&place, node, "an array of strings"));
    };
    let mut items = items.iter().enumerate();
    let (index, item) = items.find(|(_, item)| item.as_str().is_none())?;
    Some(wrong_member(&place.index(index), item, "a string"))
}

fn output(place: &Place, node: &Node) -> Option<Diagnostic> {
    let Some(map) = node.as_map() else {
        return Some(wrong_member(
            place,
            node,
            "an object of `operation` and `id`",
        ));
    };
    keys(place, map, &["operation", "id"], &["operation", "id"])
        .or_else(|| text_member(place, map, "operation"))
        .or_else(|| pointer_member(place, map, "id"))
}
