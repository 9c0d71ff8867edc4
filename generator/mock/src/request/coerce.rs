//! Text → JSON, by what the schema allows.

use serde_json::{Map, Value};

use crate::schema::{Schemas, branches};

/// Schemas in schemas are followed no deeper.
const DEEPEST: usize = 24;

/// The JSON types that a schema allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a set of types")]
pub(super) struct Kinds {
    pub(super) null: bool,
    pub(super) boolean: bool,
    pub(super) number: bool,
    pub(super) string: bool,
    pub(super) array: bool,
    pub(super) object: bool,
}

impl Kinds {
    const ALL: Self = Self {
        null: true,
        boolean: true,
        number: true,
        string: true,
        array: true,
        object: true,
    };

    fn of(name: &str) -> Self {
        let mut kinds = Self::default();
        match name {
            "null" => kinds.null = true,
            "boolean" => kinds.boolean = true,
            "integer" | "number" => kinds.number = true,
            "array" => kinds.array = true,
            "object" => kinds.object = true,
            _ => kinds.string = true,
        }
        kinds
    }

    fn of_value(value: &Value) -> Self {
        Self::of(match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        })
    }

    fn or(self, other: Self) -> Self {
        Self {
            null: self.null || other.null,
            boolean: self.boolean || other.boolean,
            number: self.number || other.number,
            string: self.string || other.string,
            array: self.array || other.array,
            object: self.object || other.object,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            null: self.null && other.null,
            boolean: self.boolean && other.boolean,
            number: self.number && other.number,
            string: self.string && other.string,
            array: self.array && other.array,
            object: self.object && other.object,
        }
    }
}

/// Which JSON types a schema allows, as far as it says so.
pub(super) fn kinds(schemas: &Schemas, schema: &Value, depth: usize) -> Kinds {
    if depth > DEEPEST {
        return Kinds::ALL;
    }
    let Some(map) = schema.as_object() else {
        return Kinds::ALL;
    };
    let mut found = match map.get("type") {
        Some(Value::String(name)) => Kinds::of(name),
        Some(Value::Array(names)) => {
            let names = names.iter().filter_map(Value::as_str).map(Kinds::of);
            names.fold(Kinds::default(), Kinds::or)
        }
        _ => values(map).map_or(Kinds::ALL, |values| {
            values
                .iter()
                .map(Kinds::of_value)
                .fold(Kinds::default(), Kinds::or)
        }),
    };
    if let Some(target) = schemas.target(schema) {
        found = found.and(kinds(schemas, target, depth + 1));
    }
    if let Some(Value::Array(all)) = map.get("allOf") {
        for branch in all {
            found = found.and(kinds(schemas, branch, depth + 1));
        }
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(Value::Array(branches)) = map.get(key) {
            let any = branches
                .iter()
                .map(|branch| kinds(schemas, branch, depth + 1));
            found = found.and(any.fold(Kinds::default(), Kinds::or));
        }
    }
    found
}

/// The only values that a schema allows.
fn values(schema: &Map<String, Value>) -> Option<&[Value]> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => Some(std::slice::from_ref(value)),
        (None, Some(Value::Array(values))) => Some(values),
        _ => None,
    }
}

/// What a text may mean, the likeliest first; at least one value.
pub(super) fn meanings(schemas: &Schemas, schema: &Value, text: &str) -> Vec<Value> {
    let kinds = kinds(schemas, schema, 0);
    let mut found = Vec::new();
    if kinds.number
        && let Ok(number) = text.parse::<serde_json::Number>()
    {
        found.push(Value::Number(number));
    }
    if (kinds.object || kinds.array)
        && let Ok(value @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text)
    {
        found.push(value);
    }
    match text {
        "true" | "false" if kinds.boolean => found.push(Value::Bool(text == "true")),
        "null" | "" if kinds.null => found.push(Value::Null),
        _ => {}
    }
    if kinds.string || found.is_empty() {
        found.push(Value::String(text.to_owned()));
    }
    found
}

/// The first meaning that fits the schema, or the likeliest.
pub(super) fn scalar(schemas: &Schemas, schema: &Value, text: &str) -> Value {
    let meanings = meanings(schemas, schema, text);
    if meanings.len() > 1
        && let Some(validator) = schemas.build(schema)
        && let Some(fitting) = meanings.iter().find(|value| validator.is_valid(value))
    {
        return fitting.clone();
    }
    meanings.into_iter().next().unwrap_or_default()
}

/// The schema of a member or an entry, wherever the schema says it.
pub(super) fn below<'a>(
    schemas: &'a Schemas,
    schema: &'a Value,
    name: Option<&str>,
    depth: usize,
) -> Option<&'a Value> {
    if depth > DEEPEST {
        return None;
    }
    let own = match name {
        Some(name) => {
            let declared = schema.get("properties").and_then(|all| all.get(name));
            let free = schema
                .get("additionalProperties")
                .filter(|free| free.is_object());
            declared.or(free)
        }
        None => schema.get("items"),
    };
    if own.is_some() {
        return own;
    }
    if let Some(target) = schemas.target(schema)
        && let Some(found) = below(schemas, target, name, depth + 1)
    {
        return Some(found);
    }
    branches(schema).find_map(|branch| below(schemas, branch, name, depth + 1))
}

/// The names of the properties that a schema declares.
pub(super) fn names(schemas: &Schemas, schema: &Value, depth: usize) -> Vec<String> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let own = schema.get("properties").and_then(Value::as_object);
    let mut found: Vec<String> = own.into_iter().flat_map(Map::keys).cloned().collect();
    if let Some(target) = schemas.target(schema) {
        found.extend(names(schemas, target, depth + 1));
    }
    for branch in branches(schema) {
        found.extend(names(schemas, branch, depth + 1));
    }
    found
}
