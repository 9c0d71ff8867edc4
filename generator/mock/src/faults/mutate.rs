//! Changes to a response that its document doesn't foresee.

use serde_json::{Value, json};

use super::FaultKind;
use crate::schema::{Schemas, branches};

/// Responses are not nested deeper than this.
const DEEPEST: usize = 64;

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutation {
    UnknownEnum,
    UnknownField,
    Null,
    TypeDrift,
}

impl FaultKind {
    /// The change of the response's JSON that this is, and where.
    pub(crate) fn change(&self) -> Option<(Mutation, Option<&str>)> {
        Some(match self {
            Self::UnknownEnum(at) => (Mutation::UnknownEnum, at.as_deref()),
            Self::UnknownField(at) => (Mutation::UnknownField, at.as_deref()),
            Self::Null(at) => (Mutation::Null, at.as_deref()),
            Self::TypeDrift(at) => (Mutation::TypeDrift, at.as_deref()),
            _ => return None,
        })
    }
}

/// Changes a response at a JSON pointer, or wherever it can be.
pub(crate) fn change(
    schemas: &Schemas,
    schema: &Value,
    response: &mut Value,
    what: Mutation,
    at: Option<&str>,
) {
    if let Some(pointer) = at {
        if let Some(value) = response.pointer_mut(pointer) {
            one(value, what);
        }
        return;
    }
    everywhere(schemas, &[schema], response, what, 0);
}

/// The change of one value, whatever its schema says.
fn one(value: &mut Value, what: Mutation) {
    match what {
        Mutation::UnknownEnum => *value = "a_word_from_the_future".into(),
        Mutation::Null => *value = Value::Null,
        Mutation::TypeDrift => drift(value),
        Mutation::UnknownField => add_field(value),
    }
}

fn add_field(value: &mut Value) {
    if let Value::Object(members) = value {
        members.insert(
            "field_from_the_future".to_owned(),
            json!({"nested": [1, null, "x"]}),
        );
    }
}

fn drift(value: &mut Value) {
    match value {
        Value::Number(number) => *value = number.to_string().into(),
        Value::String(text) => {
            if let Ok(number) = text.parse::<i64>() {
                *value = number.into();
            }
        }
        _ => {}
    }
}

fn everywhere(schemas: &Schemas, all: &[&Value], value: &mut Value, what: Mutation, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let all = spread(schemas, all);
    match value {
        Value::Object(members) => {
            let required = |name: &str| {
                all.iter().any(|schema| {
                    let names = schema.get("required").and_then(Value::as_array);
                    names.is_some_and(|names| names.iter().any(|known| known == name))
                })
            };
            for (name, value) in members.iter_mut() {
                let below: Vec<&Value> = all
                    .iter()
                    .filter_map(|schema| {
                        let declared = schema.get("properties").and_then(|all| all.get(name));
                        declared.or(schema.get("additionalProperties"))
                    })
                    .collect();
                if what == Mutation::Null && depth > 0 && !required(name) && !value.is_object() {
                    *value = Value::Null;
                } else {
                    everywhere(schemas, &below, value, what, depth + 1);
                }
            }
            if what == Mutation::UnknownField {
                add_field(value);
            }
        }
        Value::Array(items) => {
            let below: Vec<&Value> = all
                .iter()
                .filter_map(|schema| schema.get("items"))
                .collect();
            for item in items {
                everywhere(schemas, &below, item, what, depth + 1);
            }
        }
        Value::String(_)
            if what == Mutation::UnknownEnum
                && all.iter().any(|schema| schema.get("enum").is_some()) =>
        {
            one(value, what);
        }
        _ if what == Mutation::TypeDrift => drift(value),
        _ => {}
    }
}

/// The schemas with those that they refer to and combine.
fn spread<'a>(schemas: &'a Schemas, all: &[&'a Value]) -> Vec<&'a Value> {
    let mut found: Vec<&Value> = all.to_vec();
    let mut next = 0;
    // More than this is a circle.
    while next < found.len() && found.len() < 200 {
        let Some(schema) = found.get(next).copied() else {
            break;
        };
        next += 1;
        found.extend(schemas.target(schema));
        found.extend(branches(schema));
    }
    found
}
