//! A value by itself, held against the shape that its key must have.

use super::{Repair, words};
use crate::diagnostics::Diagnostic;
use crate::grammar::{Kind, Shape};
use crate::load::Document;
use crate::tree::{Node, NodeMap, Place};
use crate::validate::shapes;

/// How a value is read that is not of its shape; nothing if it is, or if only
/// what holds it could tell.
pub(super) fn repair(
    document: &Document,
    shape: Shape,
    place: &Place,
    node: &Node,
) -> Option<Repair> {
    let version = document.version();
    match shape {
        Shape::Any | Shape::TypeName => None,
        Shape::Text | Shape::Bool | Shape::Count | Shape::Number | Shape::Word(_) => {
            let finding = shapes::scalar(shape, version, place, node)?;
            word_that_stays(shape, node).then_some(())?;
            Some(match scalar(document, shape, place, node) {
                Some(Node::String(text)) if matches!(shape, Shape::Text) => {
                    Repair::read_as_text(text, finding)
                }
                Some(node) => Repair::read(node, finding),
                None => Repair::left_out(finding),
            })
        }
        // Each version's form is understood in both.
        Shape::Exclusive => match node {
            Node::Bool(_) | Node::Integer(_) | Node::Float(_) | Node::Big(_) => None,
            _ => {
                let finding = shapes::scalar(shape, version, place, node)?;
                Some(match number(node).or_else(|| truth(node).map(Node::Bool)) {
                    Some(node) => Repair::read(node, finding),
                    None => Repair::left_out(finding),
                })
            }
        },
        Shape::Object(kind) => object(kind, place, node),
        Shape::SchemaOrBool => match node {
            Node::Map(_) | Node::Bool(_) | Node::List(_) => None,
            _ => match truth(node).filter(|_| *node != Node::Null) {
                Some(truth) => {
                    let expected = "a schema, or `true` or `false`";
                    let finding = shapes::wrong_type(place, node, expected);
                    Some(Repair::read(Node::Bool(truth), finding))
                }
                None => object(Kind::Schema, place, node),
            },
        },
        Shape::List(entry) => list(*entry, place, node),
        Shape::Map(member) => map(*member, place, node),
    }
}

/// A word that nothing is known of is left out where it has a default; `in` and
/// `type` have none, and what holds them tells.
fn word_that_stays(shape: Shape, node: &Node) -> bool {
    let Shape::Word(words) = shape else {
        return true;
    };
    let required = words.contains(&"path") || words.contains(&"header") || words.contains(&"http");
    !required || word(words, node).is_some()
}

fn scalar(document: &Document, shape: Shape, place: &Place, node: &Node) -> Option<Node> {
    match shape {
        Shape::Text => text(document, place, node).map(Node::String),
        Shape::Bool => truth(node).map(Node::Bool),
        Shape::Number => number(node),
        Shape::Count => match number(node)? {
            Node::Integer(count) if count >= 0 => Some(Node::Integer(count)),
            _ => None,
        },
        Shape::Word(words) => word(words, node).map(|word| Node::String(word.to_owned())),
        _ => None,
    }
}

/// A scalar as it is written: `1.10` is no number that ends in one zero less.
pub(super) fn text(document: &Document, place: &Place, node: &Node) -> Option<String> {
    if !matches!(
        node,
        Node::Bool(_) | Node::Integer(_) | Node::Float(_) | Node::Big(_)
    ) {
        return None;
    }
    let origin = document.sources().origin(place);
    let file = document.sources().file(origin.file);
    let written = file.and_then(|file| file.written(&origin.pointer));
    let written = written.map(str::trim).filter(|text| !text.is_empty());
    Some(match written {
        Some(text) => text.to_owned(),
        None => node.to_json().to_string(),
    })
}

pub(super) fn truth(node: &Node) -> Option<bool> {
    match node {
        Node::Bool(truth) => Some(*truth),
        Node::Integer(1) => Some(true),
        Node::Integer(0) => Some(false),
        Node::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn number(node: &Node) -> Option<Node> {
    match node {
        Node::Integer(_) | Node::Float(_) | Node::Big(_) => Some(node.clone()),
        Node::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i128>().ok().map(Node::Integer);
            let finite = || text.parse::<f64>().ok().filter(|number| number.is_finite());
            whole.or_else(|| finite().map(Node::Float))
        }
        _ => None,
    }
}

fn word(words: &'static [&'static str], node: &Node) -> Option<&'static str> {
    let text = node.as_str()?.trim();
    let mut alike = words.iter().filter(|word| word.eq_ignore_ascii_case(text));
    alike.next().copied()
}

/// Something that is no object where one should be.
fn object(kind: Kind, place: &Place, node: &Node) -> Option<Repair> {
    let empty = || Node::Map(NodeMap::default());
    let finding = || shapes::no_object(kind, place, node);
    let may_be_empty = matches!(
        kind,
        Kind::Schema | Kind::Response | Kind::MediaType | Kind::Header | Kind::Operation
    );
    match (kind, node) {
        (_, Node::Map(_)) | (Kind::Schema, Node::Bool(_) | Node::List(_)) => None,
        (Kind::Schema, Node::String(text)) => Some(Repair::read(schema(text), finding())),
        // A text in place of what has little more to say.
        (Kind::Response, Node::String(text)) => {
            Some(Repair::read(named("description", text), finding()))
        }
        (Kind::Tag, Node::String(text)) => Some(Repair::read(named("name", text), finding())),
        (_, Node::Null) if may_be_empty => Some(Repair::read(empty(), finding())),
        (_, Node::Null) if !matches!(kind, Kind::Parameter | Kind::SecurityScheme) => {
            Some(Repair::left_out(finding()))
        }
        (Kind::ExternalDocs | Kind::Xml | Kind::Contact | Kind::License, _) => {
            Some(Repair::left_out(finding()))
        }
        _ => None,
    }
}

fn named(key: &str, text: &str) -> Node {
    let text = Node::String(text.to_owned());
    Node::Map(NodeMap::from_iter([(key.to_owned(), text)]))
}

/// `string` in place of `{type: string}`, and `#/…` in place of `{$ref: '#/…'}`.
fn schema(text: &str) -> Node {
    let mut map = NodeMap::default();
    if text.contains('#') {
        map.insert("$ref".to_owned(), Node::String(text.to_owned()));
    } else if words::meaning(text).is_some() {
        map.insert("type".to_owned(), Node::String(text.to_owned()));
    }
    Node::Map(map)
}

fn list(entry: Shape, place: &Place, node: &Node) -> Option<Repair> {
    let finding = || shapes::wrong_type(place, node, "an array");
    let one = || Some(Repair::read(Node::List(vec![node.clone()]), finding()));
    match (entry, node) {
        (_, Node::List(_)) => None,
        // Nothing is said of what is null, but in a map of lists it is one.
        (Shape::Text, Node::Null) => Some(Repair::read(Node::List(Vec::new()), finding())),
        (Shape::Object(Kind::Parameter), Node::Map(map)) if !is_parameter(map) => {
            let named = map.values().cloned().collect();
            Some(Repair::read(Node::List(named), finding()))
        }
        (Shape::Any, node) if *node != Node::Null => one(),
        (Shape::Text, Node::String(_) | Node::Integer(_) | Node::Float(_))
        | (Shape::Map(_) | Shape::Object(_), Node::Map(_)) => one(),
        // `required: true` at a property is of another language.
        _ => Some(Repair::left_out(finding())),
    }
}

fn is_parameter(map: &NodeMap) -> bool {
    ["name", "in", "$ref"]
        .iter()
        .any(|key| map.contains_key(*key))
}

fn map(member: Shape, place: &Place, node: &Node) -> Option<Repair> {
    let finding = || shapes::wrong_type(place, node, "an object");
    match (member, node) {
        (_, Node::Map(_)) => None,
        (Shape::Object(Kind::Example), Node::List(values)) => {
            let named = (1..).zip(values).map(|(number, value)| {
                let example = match value {
                    Node::Map(map) if map.contains_key("value") => value.clone(),
                    _ => Node::Map(NodeMap::from_iter([("value".to_owned(), value.clone())])),
                };
                (format!("example{number}"), example)
            });
            Some(Repair::read(Node::Map(named.collect()), finding()))
        }
        // A scheme by its name alone.
        (Shape::List(Shape::Text), Node::String(name)) => {
            let map = NodeMap::from_iter([(name.clone(), Node::List(Vec::new()))]);
            Some(Repair::read(Node::Map(map), finding()))
        }
        _ => Some(Repair::left_out(finding())),
    }
}

/// A finding about a value that has the right shape and makes no sense.
pub(super) fn wrong_value(place: &Place, message: String, label: &str) -> Diagnostic {
    Diagnostic::warning(crate::diagnostics::Code::WrongValue, message).at(place, label)
}
