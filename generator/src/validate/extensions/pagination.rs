//! What `x-pagination` may say.

use super::values::{keys, pointer_member, text_member};
use super::{Occurrence, wrong_member};
use crate::diagnostics::Diagnostic;
use crate::grammar::{FORMS, form};
use crate::tree::{Node, NodeMap, Place};

/// Where the items of a list are, and what leads from page to page.
pub(super) fn check(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `items` and what leads to the next page"));
    };
    let place = context.place;
    let Some((form, with)) = form(map) else {
        let forms: Vec<&str> = FORMS.iter().map(|(key, _)| *key).collect();
        let known = [&["items", "more", "cursor"][..], &forms].concat();
        return keys(place, map, &known, &["items"]).or_else(|| {
            let forms: Vec<String> = forms.iter().map(|key| format!("`{key}`")).collect();
            let expected = format!("an object with one of {}", forms.join(", "));
            Some(context.wrong(&expected))
        });
    };
    let needed = [&["items", form][..], with].concat();
    let known = [&needed[..], &["more"]].concat();
    keys(place, map, &known, &needed)
        .or_else(|| pointer_member(place, map, "items"))
        .or_else(|| pointer_member(place, map, "more"))
        .or_else(|| match form {
            "next" | "last" | "url" => pointer_member(place, map, form),
            "page" => carrier(&place.key(form), map.get(form)?, &["first"]),
            "offset" => carrier(&place.key(form), map.get(form)?, &[]),
            _ => link(place, map),
        })
        .or_else(|| carrier(&place.key("cursor"), map.get("cursor")?, &[]))
}

fn link(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    match map.get("link")? {
        Node::Bool(true) => None,
        other => Some(wrong_member(&place.key("link"), other, "`true`")),
    }
}

/// What of a request carries a cursor or a number.
fn carrier(place: &Place, node: &Node, also: &[&str]) -> Option<Diagnostic> {
    let Some(map) = node.as_map() else {
        return Some(wrong_member(place, node, "an object of `in` and `name`"));
    };
    let known = [&["in", "name"][..], also].concat();
    let wrong = keys(place, map, &known, &["in", "name"]);
    if wrong.is_some() {
        return wrong;
    }
    if let Some(first) = map.get("first")
        && !matches!(first, Node::Integer(_))
    {
        let expected = "the number of the first page";
        return Some(wrong_member(&place.key("first"), first, expected));
    }
    match map.get("in")? {
        Node::String(text) if text == "body" => pointer_member(place, map, "name"),
        Node::String(text) if text == "query" || text == "header" => {
            text_member(place, map, "name")
        }
        other => Some(wrong_member(
            &place.key("in"),
            other,
            "`body`, `query` or `header`",
        )),
    }
}
