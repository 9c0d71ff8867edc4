//! Does a value fit a type without parts?

use super::ExampleMismatch;
use crate::model::{JsonKind, Primitive};
use serde_json::Value;

pub(super) fn of_primitive(primitive: Primitive, value: &Value) -> Result<(), ExampleMismatch> {
    of_kind(primitive.json_kind(), value)?;
    let integer = value.as_i64().map(i128::from);
    let integer = integer.or_else(|| value.as_u64().map(i128::from));
    match (primitive.integers(), integer) {
        (Some(range), Some(integer)) if !range.contains(&integer) => {
            let text = format!(
                "the schema's integers are {} to {}",
                range.start(),
                range.end()
            );
            Err(ExampleMismatch::new(text))
        }
        _ => Ok(()),
    }
}

pub(super) fn of_kind(kind: JsonKind, value: &Value) -> Result<(), ExampleMismatch> {
    let (fits, expected) = match kind {
        JsonKind::Null => (value.is_null(), "null"),
        JsonKind::Boolean => (value.is_boolean(), "a boolean"),
        JsonKind::Integer => (value.is_i64() || value.is_u64(), "an integer"),
        JsonKind::Number => (value.is_number(), "a number"),
        JsonKind::String => (value.is_string(), "a string"),
        JsonKind::Array => (value.is_array(), "an array"),
        JsonKind::Object => (value.is_object(), "an object"),
    };
    if fits {
        Ok(())
    } else {
        Err(mismatch(expected, value))
    }
}

pub(super) fn mismatch(expected: &str, value: &Value) -> ExampleMismatch {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    ExampleMismatch {
        has_parts: value.is_array() || value.is_object(),
        ..ExampleMismatch::new(format!("the schema says {expected}, and this is {found}"))
    }
}
