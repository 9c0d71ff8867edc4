//! The words of a schema, by what stands behind them.

use serde_json::Value;

/// Words that are carried over as they are.
pub(super) const PLAIN: [&str; 18] = [
    "const",
    "enum",
    "default",
    "examples",
    "multipleOf",
    "maxLength",
    "minLength",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "minContains",
    "maxContains",
    "dependentRequired",
    "contentEncoding",
    "contentMediaType",
    "title",
];

/// Words with one schema behind them.
pub(super) const ONE: [&str; 10] = [
    "not",
    "additionalProperties",
    "if",
    "then",
    "else",
    "contains",
    "contentSchema",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// What marks a property that a request may hold to no effect.
pub(crate) const READ_ONLY: &str = "readOnly";

/// Words with a list of schemas behind them.
pub(super) const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// The schemas that a schema is made of, all of them or one.
pub(crate) fn branches(schema: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["allOf", "anyOf", "oneOf"].into_iter();
    let lists = lists.filter_map(|word| schema.get(word)?.as_array());
    lists.flatten()
}

/// Words with schemas by name behind them.
pub(super) const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Formats that mean the same to everybody. Others are notes to the reader.
pub(super) const FORMATS: [&str; 7] = [
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uuid",
];

/// JSON Schema's types.
pub(super) const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];
