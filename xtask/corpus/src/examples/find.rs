//! Finds the examples of a document.

use serde_json::Value;

/// An example and the schema that it is an example of, as JSON pointers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub place: String,
    pub schema: String,
}

/// How deep a document is looked into.
const DEEPEST: usize = 100;

/// Every example of a media type, a parameter, a header or a schema.
pub fn find(document: &Value) -> Vec<Example> {
    let mut find = Find {
        document,
        found: Vec::new(),
    };
    find.object(document, "", 0);
    find.found
}

struct Find<'a> {
    document: &'a Value,
    found: Vec<Example>,
}

impl Find<'_> {
    /// Anything that is no schema.
    fn object(&mut self, value: &Value, place: &str, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Object(map) => {
                if map.contains_key("schema") {
                    self.described(value, place);
                }
                for (key, value) in map {
                    let below = key_of(place, key);
                    match key.as_str() {
                        "schema" => self.schema(value, &below, depth + 1),
                        "schemas" if place == "/components" => {
                            self.schemas(value, &below, depth + 1);
                        }
                        "example" | "examples" => {}
                        _ if key.starts_with("x-") => {}
                        _ => self.object(value, &below, depth + 1),
                    }
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    self.object(value, &format!("{place}/{index}"), depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Something that has a schema, and perhaps examples beside it.
    fn described(&mut self, value: &Value, place: &str) {
        let schema = format!("{place}/schema");
        if value.get("example").is_some() {
            self.add(format!("{place}/example"), &schema);
        }
        let examples = value.get("examples").and_then(Value::as_object);
        for (name, example) in examples.into_iter().flatten() {
            let reference = example.get("$ref").and_then(Value::as_str);
            let target = match reference {
                Some(text) => text.strip_prefix('#').map(str::to_owned),
                None => Some(key_of(&format!("{place}/examples"), name)),
            };
            let value = target.map(|target| format!("{target}/value"));
            if let Some(value) = value.filter(|value| self.document.pointer(value).is_some()) {
                self.add(value, &schema);
            }
        }
    }

    fn add(&mut self, place: String, schema: &str) {
        self.found.push(Example {
            place,
            schema: schema.to_owned(),
        });
    }

    fn schemas(&mut self, value: &Value, place: &str, depth: usize) {
        for (name, schema) in value.as_object().into_iter().flatten() {
            self.schema(schema, &key_of(place, name), depth);
        }
    }

    fn schema(&mut self, value: &Value, place: &str, depth: usize) {
        let Some(map) = value.as_object().filter(|_| depth < DEEPEST) else {
            return;
        };
        for (key, value) in map {
            let below = key_of(place, key);
            match (key.as_str(), value) {
                ("example" | "default", _) => self.add(below, place),
                ("examples", Value::Array(list)) => {
                    for index in 0..list.len() {
                        self.add(format!("{below}/{index}"), place);
                    }
                }
                ("properties" | "patternProperties" | "$defs", _) => {
                    self.schemas(value, &below, depth + 1);
                }
                ("items" | "additionalProperties" | "not", _) => {
                    self.schema(value, &below, depth + 1);
                }
                ("allOf" | "oneOf" | "anyOf" | "prefixItems", Value::Array(list)) => {
                    for (index, branch) in list.iter().enumerate() {
                        self.schema(branch, &format!("{below}/{index}"), depth + 1);
                    }
                }
                _ => {}
            }
        }
    }
}

fn key_of(place: &str, key: &str) -> String {
    format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn examples_are_found_wherever_they_may_stand() {
        let document = json!({
            "paths": {"/a": {"get": {
                "parameters": [{"name": "p", "schema": {"type": "string"}, "example": "x"}],
                "responses": {"200": {"content": {"application/json": {
                    "schema": {"type": "object"},
                    "examples": {
                        "one": {"value": {}},
                        "two": {"$ref": "#/components/examples/two"},
                        "lost": {"$ref": "#/components/examples/lost"}
                    }
                }}}}
            }}},
            "components": {
                "examples": {"two": {"value": {"example": 1}}},
                "schemas": {"A": {"properties": {"example": {"default": 5, "examples": [1, 2]}}}}
            }
        });
        let places: Vec<String> = find(&document).into_iter().map(|one| one.place).collect();
        let media = "/paths/~1a/get/responses/200/content/application~1json/examples/one/value";
        let expected = [
            "/components/schemas/A/properties/example/default",
            "/components/schemas/A/properties/example/examples/0",
            "/components/schemas/A/properties/example/examples/1",
            "/paths/~1a/get/parameters/0/example",
            media,
            "/components/examples/two/value",
        ];
        for place in expected {
            assert!(
                places.iter().any(|found| found == place),
                "{place} {places:?}"
            );
        }
        assert_eq!(places.len(), expected.len());
    }
}
