//! `x-store`: an operation's part in a collection, for the mock server.

use super::values::{keys, pointer_member, text_member};
use super::{Occurrence, wrong_member};
use crate::diagnostics::Diagnostic;
use crate::tree::{Node, Place};

const DOES: [&str; 7] = [
    "list", "create", "read", "replace", "update", "delete", "nothing",
];

/// What the operation does, to which collection, and where ids and items are.
pub(super) fn store(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `does`, `collection`, `id` and `items`"));
    };
    let place = context.place;
    keys(
        place,
        map,
        &["does", "collection", "id", "items"],
        &["does"],
    )
    .or_else(|| does(&place.key("does"), map.get("does")?))
    .or_else(|| text_member(place, map, "collection"))
    .or_else(|| pointer_member(place, map, "id"))
    .or_else(|| pointer_member(place, map, "items"))
}

fn does(place: &Place, node: &Node) -> Option<Diagnostic> {
    let known = node.as_str().is_some_and(|word| DOES.contains(&word));
    (!known).then(|| {
        wrong_member(
            place,
            node,
            "`list`, `create`, `read`, `replace`, `update`, `delete` or `nothing`",
        )
    })
}
