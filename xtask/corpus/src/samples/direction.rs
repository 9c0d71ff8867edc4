//! The document as requests and as responses see it.

use std::collections::HashSet;

use serde_json::Value;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    Request,
    Response,
}

impl Direction {
    /// What marks members that don't travel this way.
    pub fn unwanted(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// How deep schemas are followed into each other.
const DEEPEST: usize = 24;

/// The document in which members that don't travel this way are not required.
pub fn of_direction(document: &Value, direction: Direction) -> Value {
    let mut seen = document.clone();
    let unwanted = Unwanted {
        document,
        flag: direction.unwanted(),
    };
    unwanted.relax(document, &mut seen, &HashSet::new());
    seen
}

struct Unwanted<'a> {
    document: &'a Value,
    flag: &'static str,
}

impl Unwanted<'_> {
    /// Walks both in step: one is read, the other changed. A document is not nested
    /// deeper than its loader allows.
    fn relax(&self, read: &Value, changed: &mut Value, around: &HashSet<String>) {
        match (read, changed) {
            (Value::Array(read), Value::Array(changed)) => {
                for (read, changed) in read.iter().zip(changed) {
                    self.relax(read, changed, &HashSet::new());
                }
            }
            (Value::Object(map), Value::Object(changed)) => {
                let mut names = around.clone();
                if map.contains_key("required") || map.contains_key("allOf") {
                    self.named(read, &mut names, 0);
                }
                if let Some(Value::Array(required)) = changed.get_mut("required") {
                    required.retain(|name| name.as_str().is_none_or(|name| !names.contains(name)));
                    if required.is_empty() {
                        changed.remove("required");
                    }
                }
                for (key, below) in changed.iter_mut() {
                    let Some(read) = map.get(key) else { continue };
                    match (key.as_str(), read, below) {
                        ("allOf", Value::Array(read), Value::Array(below)) => {
                            for (read, below) in read.iter().zip(below) {
                                self.relax(read, below, &names);
                            }
                        }
                        (_, read, below) => self.relax(read, below, &HashSet::new()),
                    }
                }
            }
            _ => {}
        }
    }

    /// The members that a schema declares and that don't travel this way.
    fn named(&self, schema: &Value, names: &mut HashSet<String>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            if is_flagged(self.document, property, self.flag, 0) {
                names.insert(name.clone());
            }
        }
        for part in parts(self.document, schema) {
            self.named(part, names, depth + 1);
        }
    }
}

/// Whether a schema, or one that holds with it, bears the flag.
pub fn is_flagged(document: &Value, schema: &Value, flag: &str, depth: usize) -> bool {
    depth < DEEPEST
        && (schema.get(flag) == Some(&Value::Bool(true))
            || parts(document, schema)
                .into_iter()
                .any(|part| is_flagged(document, part, flag, depth + 1)))
}

/// The schemas that hold with this one.
fn parts<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a Value> {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let target = reference.and_then(|reference| resolve(document, reference));
    let all_of = schema.get("allOf").and_then(Value::as_array);
    target
        .into_iter()
        .chain(all_of.into_iter().flatten())
        .collect()
}

/// What a reference within the document leads to.
pub fn resolve<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(&unescape(reference.strip_prefix('#')?))
}

/// A fragment as a JSON pointer.
fn unescape(fragment: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = fragment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_does_not_travel_is_not_required() {
        let document = json!({"components": {"schemas": {
            "Id": {"type": "string", "readOnly": true},
            "Base": {"required": ["id", "name"], "properties": {
                "id": {"$ref": "#/components/schemas/Id"}, "name": {}}},
            "User": {"allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["id", "secret"]}],
                "properties": {"secret": {"allOf": [{"writeOnly": true}]}}},
        }}});
        let required = |direction, pointer: &str| {
            let seen = of_direction(&document, direction);
            seen.pointer(pointer).cloned().unwrap_or_default()
        };
        let base = "/components/schemas/Base/required";
        assert_eq!(required(Direction::Request, base), json!(["name"]));
        assert_eq!(required(Direction::Response, base), json!(["id", "name"]));
        let own = "/components/schemas/User/allOf/1/required";
        assert_eq!(required(Direction::Request, own), json!(["secret"]));
        assert_eq!(required(Direction::Response, own), json!(["id"]));
    }
}
