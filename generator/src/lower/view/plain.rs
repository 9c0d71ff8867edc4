//! The view of a schema in which each key has the type that OpenAPI gives it, as
//! nearly all have: made at once, without a copy of the schema as JSON.

use super::read_name;
use crate::tree::{Node, NodeMap};
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, SchemaData};

/// What openapiv3 would read of the schema; nothing if it has to be asked.
///
/// Of defaults and discriminators it is only seen that they can be read, for the
/// lowering takes them from the node.
pub(super) fn read(node: &Node) -> Option<(SchemaData, AnySchema)> {
    let (mut data, mut shape) = (SchemaData::default(), AnySchema::default());
    for (key, value) in node.as_map()? {
        if key.starts_with("x-") {
            data.extensions.insert(key.clone(), value.to_json());
        } else if !of_value(key, value, &mut shape)? && !of_data(key, value, &mut data)? {
            of_parts(key, value, &mut shape)?;
        }
    }
    Some((data, shape))
}

/// What describes a value; says whether the key is one of these.
fn of_data(key: &str, value: &Node, data: &mut SchemaData) -> Option<bool> {
    match key {
        "nullable" => data.nullable = value.as_bool()?,
        "readOnly" => data.read_only = value.as_bool()?,
        "writeOnly" => data.write_only = value.as_bool()?,
        "deprecated" => data.deprecated = value.as_bool()?,
        "title" => data.title = Some(value.as_str()?.to_owned()),
        "description" => data.description = Some(value.as_str()?.to_owned()),
        "discriminator" => {
            value.get("propertyName")?.as_str()?;
            let mapping = value.get("mapping");
            let is_plain = |map: &NodeMap| map.values().all(|name| name.as_str().is_some());
            let is_plain = mapping.is_none_or(|map| map.as_map().is_some_and(is_plain));
            is_plain.then_some(())?;
        }
        "default" => {}
        _ => return Some(false),
    }
    Some(true)
}

/// What bounds a value; says whether the key is one of these.
fn of_value(key: &str, value: &Node, shape: &mut AnySchema) -> Option<bool> {
    match key {
        "type" => shape.typ = Some(value.as_str()?.to_owned()),
        "format" => shape.format = Some(value.as_str()?.to_owned()),
        "pattern" => shape.pattern = Some(value.as_str()?.to_owned()),
        "enum" => shape.enumeration = value.as_list()?.iter().map(Node::to_json).collect(),
        "minimum" => shape.minimum = Some(number(value)?),
        "maximum" => shape.maximum = Some(number(value)?),
        "multipleOf" => shape.multiple_of = Some(number(value)?),
        "exclusiveMinimum" => shape.exclusive_minimum = Some(value.as_bool()?),
        "exclusiveMaximum" => shape.exclusive_maximum = Some(value.as_bool()?),
        "minLength" => shape.min_length = Some(count(value)?),
        "maxLength" => shape.max_length = Some(count(value)?),
        "minItems" => shape.min_items = Some(count(value)?),
        "maxItems" => shape.max_items = Some(count(value)?),
        "minProperties" => shape.min_properties = Some(count(value)?),
        "maxProperties" => shape.max_properties = Some(count(value)?),
        "uniqueItems" => shape.unique_items = Some(value.as_bool()?),
        _ => return Some(false),
    }
    Some(true)
}

/// What holds schemas, of which stand-ins are enough: whoever wants one takes it by
/// its place. Other keys say nothing that openapiv3 knows.
fn of_parts(key: &str, value: &Node, shape: &mut AnySchema) -> Option<()> {
    match key {
        "properties" => {
            let names = value.as_map()?.keys();
            let properties = names.map(|name| (name.clone(), stand_in()));
            shape.properties = properties.collect();
        }
        "required" => {
            let names = value.as_list()?.iter();
            let names: Option<_> = names
                .map(|name| Some(read_name(name)?.into_owned()))
                .collect();
            shape.required = names?;
        }
        "items" => shape.items = Some(value.as_map().map(|_| stand_in())?),
        "not" => shape.not = Some(value.as_map().map(|_| Box::new(stand_in()))?),
        "additionalProperties" => {
            shape.additional_properties = Some(match value {
                Node::Bool(truth) => AdditionalProperties::Any(*truth),
                Node::Map(_) => AdditionalProperties::Schema(Box::new(stand_in())),
                _ => return None,
            });
        }
        "allOf" => shape.all_of = value.as_list()?.iter().map(|_| stand_in()).collect(),
        "oneOf" => shape.one_of = value.as_list()?.iter().map(|_| stand_in()).collect(),
        "anyOf" => shape.any_of = value.as_list()?.iter().map(|_| stand_in()).collect(),
        "externalDocs" => return None,
        _ => {}
    }
    Some(())
}

fn stand_in<T>() -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: String::new(),
    }
}

/// A number that is the same as JSON.
fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Integer(_) | Node::Float(_) => node.to_json().as_f64(),
        _ => None,
    }
}

fn count(node: &Node) -> Option<usize> {
    node.as_integer()?.try_into().ok()
}
