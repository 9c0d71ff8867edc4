//! Parameters as an operation has them.

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};

use super::Located;

/// The parameters of an operation and of its path, by location and name; names of the
/// path are counted, for they are free.
pub(super) fn parameters(document: &Document, of: &Located) -> Vec<(String, Place)> {
    let mut found: Vec<(String, Place)> = Vec::new();
    for list in [of.place.key("parameters"), of.item.key("parameters")] {
        let count = document
            .node(&list)
            .and_then(Node::as_list)
            .map_or(0, <[Node]>::len);
        for index in 0..count {
            let Some((place, node)) = document.follow(&list.index(index)) else {
                continue;
            };
            let text = |key| node.get(key).and_then(Node::as_str).unwrap_or_default();
            let id = match text("in") {
                "path" => format!("path {}", position(&of.name, text("name"))),
                "header" => format!("header {}", text("name").to_ascii_lowercase()),
                location => format!("{location} {}", text("name")),
            };
            if !found.iter().any(|(known, _)| *known == id) {
                found.push((id, place));
            }
        }
    }
    found
}

/// Which parameter of a path has a name, counted from one.
fn position(path: &str, name: &str) -> usize {
    let before = path
        .split(&format!("{{{name}}}"))
        .next()
        .unwrap_or_default();
    before.matches('{').count() + 1
}

pub(super) fn required(document: &Document, place: &Place) -> bool {
    let node = document.node(&place.key("required"));
    node.and_then(Node::as_bool) == Some(true)
}

/// How a parameter is written, with what holds if nothing is said.
pub(super) fn style(document: &Document, place: &Place) -> (String, bool, bool) {
    let text = |key| document.node(&place.key(key)).and_then(Node::as_str);
    let truth = |key| document.node(&place.key(key)).and_then(Node::as_bool);
    let usual = match text("in") {
        Some("path" | "header") => "simple",
        _ => "form",
    };
    let style = text("style").unwrap_or(usual).to_owned();
    let explode = truth("explode").unwrap_or(style == "form");
    (style, explode, truth("allowReserved") == Some(true))
}
