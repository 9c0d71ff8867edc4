//! The types of JSON Schema: which values are of them, and which keywords say
//! something of those.

use crate::tree::Node;

/// Formats that only numbers have.
pub(crate) const NUMERIC_FORMATS: &[&str] = &[
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
    "decimal",
    "decimal128",
    "unix-time",
    "unixtime",
];

/// Keywords, and the types whose values they say something of.
const KEYWORDS: &[(&str, &[&str])] = &[
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("pattern", &["string"]),
    ("minimum", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("multipleOf", &["number", "integer"]),
    ("items", &["array"]),
    ("prefixItems", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("patternProperties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
];

/// The types whose values a keyword says something of; none if it speaks of any.
pub(crate) fn types_of(keyword: &str) -> &'static [&'static str] {
    let known = KEYWORDS.iter().find(|(name, _)| *name == keyword);
    known.map_or(&[], |(_, types)| types)
}

/// Whether a value is of a type. A type that nobody knows has any.
pub(crate) fn is_of(name: &str, value: &Node) -> bool {
    match (name, value) {
        ("integer", Node::Float(number)) => number.fract() == 0.0,
        ("integer" | "number", Node::Integer(_) | Node::Big(_))
        | ("number", Node::Float(_))
        | ("string", Node::String(_))
        | ("boolean", Node::Bool(_))
        | ("array", Node::List(_))
        | ("object", Node::Map(_))
        | ("null", Node::Null) => true,
        ("integer" | "number" | "string" | "boolean" | "array" | "object" | "null", _) => false,
        // A type that nobody knows is told about by itself.
        _ => true,
    }
}

/// The members that a branch of a union asks for, if it says nothing but which members
/// of its parent have to be there.
pub(crate) fn required_alone(branch: &Node) -> Option<impl Iterator<Item = &str>> {
    let words = ["required", "not", "title", "description"];
    let required = branch.get("required")?.as_list().unwrap_or_default();
    let mut keys = branch.as_map()?.keys();
    let is_alone = keys.all(|key| words.contains(&key.as_str()));
    is_alone.then(|| required.iter().filter_map(Node::as_str))
}
