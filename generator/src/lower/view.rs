//! A typed view of one schema: openapiv3's types, made from that one node.
//!
//! Each schema below it is replaced by a stand-in before openapiv3 sees it, so
//! that making the views of a document costs time in proportion to the
//! document, and a schema of no sense costs only itself. The lowering reaches
//! the schemas below by their places.

mod plain;

use super::demands;
use crate::model::Demand;
use crate::tree::{Node, Place};
use openapiv3::{AnySchema, SchemaData};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// What a schema says at its own level.
#[derive(Debug, Clone)]
pub(super) struct SchemaView {
    pub place: Place,
    pub data: SchemaData,
    pub shape: AnySchema,
    /// The names of the properties, in document order: JSON's maps, through
    /// which openapiv3's types are made, have an order of their own.
    pub properties: Vec<String>,
    /// Whether it had properties although its type is none of objects.
    pub is_misplaced: bool,
    /// Which members go together.
    pub demands: Vec<Demand>,
    /// Keys that openapiv3 could not read; they are reported and left out.
    pub unreadable: Vec<String>,
}

impl SchemaView {
    /// Views the schema `node`, which stands at `place`.
    pub fn new(node: &Node, place: &Place) -> Self {
        let mut unreadable = Vec::new();
        let (data, shape) = plain::read(node).unwrap_or_else(|| asked(node, &mut unreadable));
        let mut shape: AnySchema = shape;
        let mut demands: Vec<Demand> = demands::depending(node).collect();
        for (key, branches) in [("oneOf", &mut shape.one_of), ("anyOf", &mut shape.any_of)] {
            if let Some(demand) = demands::of(node, key) {
                branches.clear();
                demands.push(demand);
            }
        }
        let (mut data, mut shape): (SchemaData, AnySchema) = (data, shape);
        adopt(&mut data, &mut shape);
        let properties = node.get("properties").and_then(Node::as_map);
        let properties = properties.into_iter().flat_map(|map| map.keys().cloned());
        let is_object = matches!(shape.typ.as_deref(), None | Some("object"));
        let is_misplaced = !is_object && !shape.properties.is_empty();
        if is_misplaced {
            shape.properties.clear();
            shape.required.clear();
        }
        Self {
            properties: properties.filter(|_| !is_misplaced).collect(),
            is_misplaced,
            place: place.clone(),
            data,
            shape,
            demands,
            unreadable,
        }
    }

    /// Whether the view of a schema would be one that may be null: nearly all can be told
    /// by a look at their words.
    pub fn may_be_null(node: &Node) -> bool {
        let says = |key: &str| {
            node.get(key)
                .is_some_and(|value| *value != Node::Bool(false))
        };
        ["nullable", "x-nullable", "enum", "x-extensible-enum"]
            .into_iter()
            .any(says)
    }

    /// The place of the schema of a property.
    pub fn property(&self, name: &str) -> Place {
        self.place.key("properties").key(name)
    }

    /// The places of the branches under `allOf`, `oneOf` or `anyOf`.
    pub fn branches(&self, key: &str, count: usize) -> Vec<Place> {
        if count == 0 {
            return Vec::new();
        }
        let list = self.place.key(key);
        (0..count).map(|index| list.index(index)).collect()
    }

    /// One of our extensions, or anybody's.
    pub fn extension(&self, key: &str) -> Option<&Value> {
        self.data.extensions.get(key)
    }

    /// An extension that holds a string.
    pub fn extension_text(&self, key: &str) -> Option<&str> {
        self.extension(key).and_then(Value::as_str)
    }

    /// Whether the schema says something of its value's shape at its own
    /// level, beside `allOf`.
    pub fn has_own_shape(&self) -> bool {
        let shape = &self.shape;
        !shape.properties.is_empty()
            || !shape.required.is_empty()
            || shape.additional_properties.is_some()
            || !shape.one_of.is_empty()
            || !shape.any_of.is_empty()
            || !shape.enumeration.is_empty()
            || shape.items.is_some()
    }
}

/// Takes extensions that documents carry already for what OpenAPI 3.0 says by
/// other words or not at all.
fn adopt(data: &mut SchemaData, shape: &mut AnySchema) {
    let is_value = |key: &str| data.extensions.get(key) == Some(&Value::Bool(true));
    let (nullable, deprecated) = (is_value("x-nullable"), is_value("x-deprecated"));
    data.nullable |= nullable;
    data.deprecated |= deprecated;
    if let Some(Value::Array(values)) = data.extensions.get("x-extensible-enum")
        && shape.enumeration.is_empty()
    {
        shape.enumeration.clone_from(values);
    }
}

/// What openapiv3 reads of the schema; keys that it can't read are left out.
fn asked(node: &Node, unreadable: &mut Vec<String>) -> (SchemaData, AnySchema) {
    let mut flat = flatten(node);
    if let (Some(data), Some(shape)) = (read(&flat), read(&flat)) {
        return (data, shape);
    }
    flat.retain(|key, value| {
        let alone = Map::from_iter([(key.clone(), value.clone())]);
        let fits = read::<SchemaData>(&alone).is_some() && read::<AnySchema>(&alone).is_some();
        if !fits {
            unreadable.push(key.clone());
        }
        fits
    });
    (
        read(&flat).unwrap_or_default(),
        read(&flat).unwrap_or_default(),
    )
}

fn read<T: DeserializeOwned>(flat: &Map<String, Value>) -> Option<T> {
    T::deserialize(flat).ok()
}

/// The node as JSON, with a stand-in for each schema below.
fn flatten(node: &Node) -> Map<String, Value> {
    let mut flat = Map::new();
    for (key, value) in node.as_map().into_iter().flatten() {
        let stand_in = || json!({ "$ref": key });
        let value = match (key.as_str(), value) {
            ("properties", Node::Map(properties)) => properties
                .keys()
                .map(|name| (name.clone(), stand_in()))
                .collect(),
            ("allOf" | "oneOf" | "anyOf", Node::List(list)) => {
                list.iter().map(|_| stand_in()).collect()
            }
            ("items" | "not" | "additionalProperties", Node::Map(_)) => stand_in(),
            ("required", Node::List(names)) => names
                .iter()
                .map(|name| match read_name(name) {
                    Some(name) => name.into_owned().into(),
                    None => name.to_json(),
                })
                .collect(),
            ("example" | "examples", _) => continue,
            _ => value.to_json(),
        };
        flat.insert(key.clone(), value);
    }
    flat
}

/// A name of a member: YAML reads one such as `1` as a number.
fn read_name(node: &Node) -> Option<Cow<'_, str>> {
    match node {
        Node::String(name) => Some(name.into()),
        Node::Integer(number) => Some(number.to_string().into()),
        _ => None,
    }
}
