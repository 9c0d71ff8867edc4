//! Words that stand alone: what they say is carried over, or put in other words.

use oas_codegen::tree::{Node, NodeMap};
use serde_json::{Map, Value, json};

use crate::schema::keywords::{FORMATS, TYPES};

/// Whether a word has something behind it that makes sense.
pub(super) fn is_sound(key: &str, value: &Node) -> bool {
    match key {
        "enum" => value.as_list().is_some_and(|values| !values.is_empty()),
        "examples" => value.as_list().is_some(),
        "uniqueItems" => value.as_bool().is_some(),
        "multipleOf" => number(value).is_some_and(|number| number > 0.0),
        "dependentRequired" => value.as_map().is_some(),
        "title" | "contentEncoding" | "contentMediaType" => value.as_str().is_some(),
        "const" | "default" => true,
        _ => value.as_integer().is_some_and(|count| count >= 0),
    }
}

pub(super) fn types(map: &NodeMap, out: &mut Map<String, Value>) {
    let known = |name: &&str| TYPES.contains(name);
    match map.get("type") {
        Some(Node::String(name)) if TYPES.contains(&name.as_str()) => {
            out.insert("type".to_owned(), name.as_str().into());
        }
        Some(Node::List(names)) => {
            let mut kept: Vec<&str> = names
                .iter()
                .filter_map(Node::as_str)
                .filter(known)
                .collect();
            kept.sort_unstable();
            kept.dedup();
            if !kept.is_empty() {
                out.insert("type".to_owned(), json!(kept));
            }
        }
        _ => {}
    }
}

/// `items` beside a tuple is what comes after it.
pub(super) fn items(map: &NodeMap, out: &mut Map<String, Value>) {
    if map.get("items").and_then(Node::as_list).is_some()
        && let Some(Node::Bool(false)) = map.get("additionalItems")
    {
        out.insert("items".to_owned(), Value::Bool(false));
    }
}

/// In 3.0 an exclusive bound is a truth value beside the bound.
pub(super) fn bounds(map: &NodeMap, out: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let limit = map.get(bound).filter(|node| number(node).is_some());
        match map.get(exclusive) {
            Some(Node::Bool(true)) => {
                if let Some(limit) = limit {
                    out.insert(exclusive.to_owned(), limit.to_json());
                }
                continue;
            }
            Some(node) if number(node).is_some() => {
                out.insert(exclusive.to_owned(), node.to_json());
            }
            _ => {}
        }
        if let Some(limit) = limit {
            out.insert(bound.to_owned(), limit.to_json());
        }
    }
}

fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Integer(_) | Node::Float(_) | Node::Big(_) => node.to_json().as_f64(),
        _ => None,
    }
}

/// Patterns that no engine takes, and formats that mean something else to
/// everybody, forbid nothing.
pub(super) fn text(map: &NodeMap, out: &mut Map<String, Value>) {
    if let Some(pattern) = map.get("pattern").and_then(Node::as_str)
        && is_pattern(pattern)
    {
        out.insert("pattern".to_owned(), pattern.into());
    }
    if let Some(format) = map.get("format").and_then(Node::as_str)
        && map
            .get("type")
            .and_then(Node::as_str)
            .is_none_or(|name| name == "string")
    {
        let key = if FORMATS.contains(&format) {
            "format"
        } else {
            "x-format"
        };
        out.insert(key.to_owned(), format.into());
    } else if let Some(format) = map.get("format").and_then(Node::as_str) {
        out.insert("x-format".to_owned(), format.into());
    }
}

pub(super) fn is_pattern(pattern: &str) -> bool {
    let schema = json!({ "type": "string", "pattern": pattern });
    jsonschema::options().build(&schema).is_ok()
}

/// 3.0's one example is the first of 3.1's.
pub(super) fn examples(map: &NodeMap, out: &mut Map<String, Value>) {
    if let Some(example) = map.get("example") {
        let mut all = vec![example.to_json()];
        if let Some(Value::Array(more)) = out.remove("examples") {
            all.extend(more);
        }
        out.insert("examples".to_owned(), Value::Array(all));
    }
}
