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

/// The members that each branch of a union asks for, if all of them say nothing but which
/// members of their parent have to be there.
pub(crate) fn required_alone(branches: &Node) -> Option<Vec<Vec<&str>>> {
    let words = [
        "required",
        "not",
        "title",
        "description",
        "minProperties",
        "maxProperties",
    ];
    let required = |branch: &Node| branch.get("required").is_some();
    let set = |branch| {
        let mut members = Node::as_map(branch)?.iter();
        let is_alone = members.all(|(key, value)| {
            words.contains(&key.as_str()) || (key == "type" && value.as_str() == Some("object"))
        });
        let names = branch.get("required").and_then(Node::as_list);
        let names = names.unwrap_or_default().iter().filter_map(Node::as_str);
        is_alone.then(|| names.collect())
    };
    let branches = branches.as_list()?;
    let sets = branches.iter().map(set).collect::<Option<_>>()?;
    branches.iter().any(required).then_some(sets)
}
