//! The schemas of a document as a validator of JSON Schema understands them.

use jsonschema::{Draft, Registry, RegistryBuilder, Validator};
use oas_codegen::load::{Document, Version};
use serde_json::{Value, json};

/// How the document is called among its own references.
const NAME: &str = "urn:oas:document";

/// Makes judges of the schemas of one document.
pub struct Judges {
    draft: Draft,
    registry: Registry<'static>,
}

impl Judges {
    /// `None` if the document can't be used to judge anything.
    pub fn of(document: Value, draft: Draft) -> Option<Judges> {
        let registry = Registry::new().draft(draft).add(NAME, document);
        let registry = registry.and_then(RegistryBuilder::prepare).ok()?;
        Some(Judges { draft, registry })
    }

    /// The judge of the schema at a place; `None` if none can be made of it.
    pub fn judge(&self, pointer: &str) -> Option<Validator> {
        let reference = json!({ "$ref": format!("{NAME}#{}", escape(pointer)) });
        let options = jsonschema::options()
            .with_draft(self.draft)
            .with_registry(&self.registry);
        options.build(&reference).ok()
    }
}

/// The document with schemas that a validator of JSON Schema understands.
pub fn judged_by(document: &Document) -> (Value, Draft) {
    let mut schemas = document.root().to_json();
    if document.version() == Version::V3_0 {
        // In 3.0 as in draft 4 nothing counts beside `$ref`, and exclusive
        // bounds are truth values.
        say_null(&mut schemas);
        (schemas, Draft::Draft4)
    } else {
        let components = schemas.pointer_mut("/components/schemas");
        for (name, schema) in components
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            name_recursion(schema, name);
        }
        (schemas, Draft::Draft202012)
    }
}

/// Writes `$recursiveRef: '#'`, which the draft no longer has, as a reference to the
/// component that it means.
fn name_recursion(value: &mut Value, component: &str) {
    match value {
        Value::Array(list) => list
            .iter_mut()
            .for_each(|one| name_recursion(one, component)),
        Value::Object(map) => {
            map.values_mut()
                .for_each(|one| name_recursion(one, component));
            if map.remove("$recursiveRef").is_some() {
                let name = component.replace('~', "~0").replace('/', "~1");
                let target = format!("#/components/schemas/{}", escape(&name));
                map.insert("$ref".to_owned(), target.into());
            }
        }
        _ => {}
    }
}

/// A pointer as a part of a URI.
fn escape(pointer: &str) -> String {
    let mut text = String::new();
    for byte in pointer.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

/// Says in `type` and `enum` what `nullable` says. Whatever looks like a schema
/// is taken for one: an example that does changes nothing about its verdict,
/// which is on the original.
fn say_null(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(say_null),
        Value::Object(map) => {
            map.values_mut().for_each(say_null);
            // As a branch of a choice it is said for null.
            if map.len() == 1 && map.get("nullable") == Some(&Value::Bool(true)) {
                map.insert("type".to_owned(), "null".into());
                return;
            }
            if map.get("nullable") != Some(&Value::Bool(true)) {
                return;
            }
            if let Some(name @ Value::String(_)) = map.get_mut("type") {
                *name = json!([name.clone(), "null"]);
            }
            if let Some(Value::Array(values)) = map.get_mut("enum") {
                values.push(Value::Null);
            }
            // Strictly, nothing but `type` makes `nullable` mean something; everybody
            // who writes it beside these means null.
            let nothing = json!({ "type": "null" });
            for key in ["oneOf", "anyOf"] {
                if let Some(Value::Array(branches)) = map.get_mut(key) {
                    branches.push(nothing.clone());
                }
            }
            if !map.contains_key("anyOf")
                && let Some(all) = map.remove("allOf")
            {
                map.insert("anyOf".to_owned(), json!([{ "allOf": all }, nothing]));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recursion_is_a_reference() {
        let mut schema = json!({"items": {"oneOf": [{"$recursiveRef": "#"}]}});
        name_recursion(&mut schema, "A/b");
        let reference = json!({"$ref": "#/components/schemas/A~1b"});
        assert_eq!(schema, json!({"items": {"oneOf": [reference]}}));
    }

    #[test]
    fn null_is_a_type() {
        let mut schema = json!({"properties": {
            "a": {"type": "string", "nullable": true, "enum": ["x"]},
            "b": {"type": "string", "nullable": false},
            "c": {"anyOf": [{"nullable": true}]},
            "d": {"allOf": [{"$ref": "#/x"}], "nullable": true},
        }});
        say_null(&mut schema);
        let expected = json!({"properties": {
            "a": {"type": ["string", "null"], "nullable": true, "enum": ["x", null]},
            "b": {"type": "string", "nullable": false},
            "c": {"anyOf": [{"nullable": true, "type": "null"}]},
            "d": {"anyOf": [{"allOf": [{"$ref": "#/x"}]}, {"type": "null"}], "nullable": true},
        }});
        assert_eq!(schema, expected);
    }
}
