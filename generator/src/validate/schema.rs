//! A JSON Schema of the documents that are read, for editors: the tables of `grammar`,
//! and what each of our keys may say.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{extensions, shapes};
use crate::grammar::{Kind, Need, Shape};

/// A JSON Schema by which an editor completes and checks a document, our own keys
/// included. It knows the keys of all versions of `OpenAPI` at once.
#[must_use]
pub fn document_schema() -> Value {
    let mut kinds: BTreeMap<Kind, Value> = BTreeMap::new();
    let mut open = vec![Kind::OpenApi];
    while let Some(kind) = open.pop() {
        if kinds.contains_key(&kind) {
            continue;
        }
        let shapes = kind.fields().iter().map(|field| field.shape);
        open.extend(shapes.chain(kind.other()).filter_map(inner));
        kinds.insert(kind, object(kind));
    }
    let kinds = kinds.into_iter().map(|(kind, schema)| (name(kind), schema));
    let mut defs: Map<String, Value> = kinds.collect();
    defs.extend(extensions::schemas());
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "OpenAPI, with the keys of oas-codegen",
        "$ref": format!("#/$defs/{}", name(Kind::OpenApi)),
        "$defs": defs,
    })
}

fn name(kind: Kind) -> String {
    format!("{kind:?}")
}

/// The kind of object that a value is, or that it holds.
fn inner(shape: Shape) -> Option<Kind> {
    match shape {
        Shape::Object(kind) => Some(kind),
        Shape::SchemaOrBool => Some(Kind::Schema),
        Shape::List(inside) | Shape::Map(inside) => inner(*inside),
        _ => None,
    }
}

fn object(kind: Kind) -> Value {
    let fields = kind.fields().iter();
    let mut properties: Map<String, Value> = fields
        .map(|field| (field.name.to_owned(), value(field.shape)))
        .collect();
    if kind == Kind::MediaType {
        // OpenAPI 3.2 has them among its components.
        properties.insert("$ref".to_owned(), value(Shape::Text));
    }
    let ours = extensions::of(kind);
    properties
        .extend(ours.map(|key| (key.to_owned(), json!({ "$ref": format!("#/$defs/{key}") }))));
    let others = kind.other().map_or(Value::Bool(false), value);
    let mut schema = json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x-": true },
        "additionalProperties": others,
    });
    let fields = kind.fields().iter();
    let required = fields.filter(|field| field.need == Need::Required);
    let required: Vec<&str> = required.map(|field| field.name).collect();
    if let (false, Value::Object(map)) = (required.is_empty(), &mut schema) {
        let required = json!({ "required": required });
        let reference = json!({ "required": ["$ref"] });
        let needed = if kind.may_be_reference() {
            json!([{ "anyOf": [required, reference] }])
        } else {
            json!([required])
        };
        map.insert("allOf".to_owned(), needed);
    }
    schema
}

fn value(shape: Shape) -> Value {
    let kind = |kind: Kind| json!({ "$ref": format!("#/$defs/{}", name(kind)) });
    match shape {
        Shape::Any => Value::Bool(true),
        Shape::Text => json!({ "type": "string" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Exclusive => json!({ "type": ["boolean", "number"] }),
        Shape::TypeName => {
            let one = json!({ "enum": shapes::TYPES });
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        // From 3.1 on a schema may be a truth value.
        Shape::SchemaOrBool | Shape::Object(Kind::Schema) => {
            json!({ "anyOf": [kind(Kind::Schema), { "type": "boolean" }] })
        }
        Shape::Object(of) => kind(of),
        Shape::List(inside) => json!({ "type": "array", "items": value(*inside) }),
        Shape::Map(inside) => {
            json!({ "type": "object", "additionalProperties": value(*inside) })
        }
    }
}
