//! The words of a schema, by what stands behind them.

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
pub(super) const ONE: [&str; 9] = [
    "not",
    "additionalProperties",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Words with a list of schemas behind them.
pub(super) const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

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
