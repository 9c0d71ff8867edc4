//! Values that are no objects: text, numbers, words.

use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::grammar::{Kind, Shape};
use crate::load::Version;
use crate::tree::{Node, Place};

/// The names of types, in the order in which they are best remembered.
pub(super) const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "array", "object", "null",
];

/// What is wrong with a value that should be of a shape without parts.
pub(crate) fn scalar(
    shape: Shape,
    version: Version,
    place: &Place,
    node: &Node,
) -> Option<Diagnostic> {
    match shape {
        Shape::Text => (!matches!(node, Node::String(_))).then(|| text_expected(place, node)),
        Shape::Bool => {
            let is_right = matches!(node, Node::Bool(_));
            (!is_right).then(|| wrong_type(place, node, "`true` or `false`"))
        }
        Shape::Number => (!is_number(node)).then(|| wrong_type(place, node, "a number")),
        Shape::Count => {
            let expected = "a whole number that is not negative";
            (!is_count(node)).then(|| wrong_type(place, node, expected))
        }
        Shape::Word(words) => word(words, place, node),
        Shape::Exclusive => exclusive(version, place, node),
        Shape::TypeName => type_name(version, place, node),
        Shape::Any | Shape::Object(_) | Shape::SchemaOrBool | Shape::List(_) | Shape::Map(_) => {
            None
        }
    }
}

/// Says that a value should have been something else.
pub(crate) fn wrong_type(place: &Place, node: &Node, expected: &str) -> Diagnostic {
    let what = match place.pointer.last() {
        Some(key) if !key.bytes().all(|byte| byte.is_ascii_digit()) => format!("`{key}`"),
        _ => "this".to_owned(),
    };
    let message = format!("{what} has to be {expected}");
    let found = format!("found {}", node.kind_name());
    let diagnostic = Diagnostic::error(Code::WrongType, message).at(place, found);
    match node {
        Node::Null if what == "`$ref`" => diagnostic
            .help("in YAML, `#` behind a space starts a comment: put the reference in quotes"),
        Node::Null => diagnostic.help("if there is nothing to say, leave the key out"),
        _ => diagnostic,
    }
}

/// Says that an object should have been here.
pub(crate) fn no_object(kind: Kind, place: &Place, node: &Node) -> Diagnostic {
    let diagnostic = wrong_type(place, node, &format!("{}, which is an object", kind.name()));
    let is_tuple = place.pointer.last() == Some("items");
    match node {
        Node::List(_) if is_tuple => diagnostic.help("one schema stands for all items"),
        _ => diagnostic,
    }
}

fn text_expected(place: &Place, node: &Node) -> Diagnostic {
    let diagnostic = wrong_type(place, node, "a string");
    match node {
        Node::Integer(_) | Node::Float(_) | Node::Bool(_) | Node::Big(_) => {
            diagnostic.help("put it in quotes")
        }
        _ => diagnostic,
    }
}

fn is_number(node: &Node) -> bool {
    matches!(node, Node::Integer(_) | Node::Float(_) | Node::Big(_))
}

fn is_count(node: &Node) -> bool {
    match node {
        Node::Integer(value) => *value >= 0,
        Node::Float(value) => *value >= 0.0 && value.fract() == 0.0,
        Node::Big(digits) => !digits.starts_with('-'),
        _ => false,
    }
}

fn word(words: &'static [&'static str], place: &Place, node: &Node) -> Option<Diagnostic> {
    let Node::String(text) = node else {
        return Some(text_expected(place, node));
    };
    if words.contains(&text.as_str()) {
        return None;
    }
    let key = place.pointer.last().unwrap_or_default().to_owned();
    let message = format!("`{key}` can't be `{text}`");
    let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    let diagnostic = Diagnostic::error(Code::WrongValue, message).at(place, "not known");
    Some(match suggest(text, words.iter().copied()) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic.help(format!("it is one of {}", listed.join(", "))),
    })
}

fn exclusive(version: Version, place: &Place, node: &Node) -> Option<Diagnostic> {
    // Each form is understood wherever it stands, though only one is right.
    let (is_right, expected) = if version == Version::V3_0 {
        (
            matches!(node, Node::Bool(_)),
            "`true` or `false` in OpenAPI 3.0",
        )
    } else {
        (is_number(node), "a number from OpenAPI 3.1 on")
    };
    let diagnostic = (!is_right).then(|| wrong_type(place, node, expected))?;
    let key = place.pointer.last().unwrap_or_default();
    let bound = if key == "exclusiveMinimum" {
        "minimum"
    } else {
        "maximum"
    };
    Some(match node {
        Node::Integer(_) | Node::Float(_) | Node::Big(_) => {
            let value = node.to_json();
            diagnostic.help(format!("write `{bound}: {value}` and `{key}: true`"))
        }
        Node::Bool(true) => diagnostic.help(format!("write `{key}: …` in place of `{bound}: …`")),
        _ => diagnostic,
    })
}

fn type_name(version: Version, place: &Place, node: &Node) -> Option<Diagnostic> {
    match node {
        Node::String(name) => one_type_name(version, place, name),
        Node::List(_) if version == Version::V3_0 => Some(
            wrong_type(place, node, "a string in OpenAPI 3.0")
                .help("for `[string, 'null']` write `type: string` and `nullable: true`; for others, `anyOf`"),
        ),
        Node::List(names) => names.iter().enumerate().find_map(|(index, name)| {
            let place = place.index(index);
            match name {
                Node::String(name) => one_type_name(version, &place, name),
                other => Some(text_expected(&place, other)),
            }
        }),
        other => Some(wrong_type(place, other, "the name of a type")),
    }
}

fn one_type_name(version: Version, place: &Place, name: &str) -> Option<Diagnostic> {
    let null_is_known = version >= Version::V3_1;
    if TYPES.contains(&name) && (name != "null" || null_is_known) {
        return None;
    }
    let message = format!("there is no type `{name}`");
    let diagnostic = Diagnostic::error(Code::WrongValue, message).at(place, "not known");
    let meant = match name {
        "int" | "long" | "int32" | "int64" => Some("integer"),
        "float" | "double" | "decimal" => Some("number"),
        "bool" => Some("boolean"),
        "list" => Some("array"),
        "map" | "dict" => Some("object"),
        "null" | "file" | "date" | "date-time" | "datetime" | "uuid" | "any" => None,
        _ => suggest(name, TYPES),
    };
    if let Some(meant) = meant {
        return Some(diagnostic.did_you_mean(meant));
    }
    Some(diagnostic.help(match name {
        "null" => "in OpenAPI 3.0 write `nullable: true`".to_owned(),
        "file" => "write `type: string` and `format: binary`".to_owned(),
        "date" | "date-time" | "datetime" | "uuid" => {
            format!("write `type: string` and `format: {name}`")
        }
        "any" => "leave `type` out: without it, anything goes".to_owned(),
        _ => "it is one of `string`, `number`, `integer`, `boolean`, `array`, `object`".to_owned(),
    }))
}
