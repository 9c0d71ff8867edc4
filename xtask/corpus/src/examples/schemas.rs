//! Schemas of OpenAPI 3.0 in the words of JSON Schema.

use serde_json::{Value, json};

/// Says in `type` and `enum` what `nullable` says. Whatever looks like a schema
/// is taken for one: an example that does changes nothing about its verdict,
/// which is on the original.
pub fn say_null(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(say_null),
        Value::Object(map) => {
            map.values_mut().for_each(say_null);
            if map.get("nullable") != Some(&Value::Bool(true)) {
                return;
            }
            if let Some(name @ Value::String(_)) = map.get_mut("type") {
                *name = json!([name.clone(), "null"]);
            }
            if let Some(Value::Array(values)) = map.get_mut("enum") {
                values.push(Value::Null);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_a_type() {
        let mut schema = json!({"properties": {
            "a": {"type": "string", "nullable": true, "enum": ["x"]},
            "b": {"type": "string", "nullable": false},
        }});
        say_null(&mut schema);
        let expected = json!({"properties": {
            "a": {"type": ["string", "null"], "nullable": true, "enum": ["x", null]},
            "b": {"type": "string", "nullable": false},
        }});
        assert_eq!(schema, expected);
    }
}
