//! Changes of a document in one place.

use serde_json::{Value, json};

/// One change: where, and what stands there then.
pub struct Mutation {
    pub kind: &'static str,
    pub pointer: String,
    change: Change,
}

enum Change {
    Set(Value),
    Insert(String, Value),
    Append(Value),
    Remove(String),
    Rename(String, String),
    Drop(usize),
}

impl Mutation {
    pub fn apply(&self, document: &Value) -> Value {
        let mut changed = document.clone();
        let Some(at) = changed.pointer_mut(&self.pointer) else {
            return changed;
        };
        match (&self.change, at) {
            (Change::Set(value), at) => *at = value.clone(),
            (Change::Insert(key, value), Value::Object(map)) => {
                map.insert(key.clone(), value.clone());
            }
            (Change::Append(value), Value::Array(list)) => list.push(value.clone()),
            (Change::Remove(key), Value::Object(map)) => {
                map.remove(key);
            }
            (Change::Rename(from, to), Value::Object(map)) => {
                if let Some(value) = map.remove(from) {
                    map.insert(to.clone(), value);
                }
            }
            (Change::Drop(index), Value::Array(list)) if *index < list.len() => {
                list.remove(*index);
            }
            _ => {}
        }
        changed
    }
}

/// Every mutation of a document, those of one kind apart from each other.
pub fn all(document: &Value) -> Vec<Mutation> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), document)];
    while let Some((pointer, value)) = open.pop() {
        if let Value::Object(map) = value {
            let mut mutator = Mutator {
                pointer: &pointer,
                map,
                found: &mut found,
            };
            mutator.all();
        }
        let below: Vec<(String, &Value)> = match value {
            Value::Object(map) => map
                .iter()
                .filter(|(key, _)| !key.starts_with("example") && !key.starts_with("x-"))
                .map(|(key, value)| (format!("{pointer}/{}", escaped(key)), value))
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(index, value)| (format!("{pointer}/{index}"), value))
                .collect(),
            _ => Vec::new(),
        };
        open.extend(below);
    }
    // A part of them is to have each kind.
    found.sort_by_key(|one: &Mutation| one.kind);
    let count = found.len().max(1);
    let mut keyed: Vec<(usize, Mutation)> = found
        .into_iter()
        .enumerate()
        .map(|(index, one)| (index.wrapping_mul(7919) % count, one))
        .collect();
    keyed.sort_by_key(|(key, _)| *key);
    keyed.into_iter().map(|(_, one)| one).collect()
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Makes the mutations of one object.
struct Mutator<'a> {
    pointer: &'a str,
    map: &'a serde_json::Map<String, Value>,
    found: &'a mut Vec<Mutation>,
}

/// A schema, and values of one, that no document has.
const NEW: &str = "zz_new";

fn query(required: bool) -> Value {
    json!({ "name": NEW, "in": "query", "required": required, "schema": { "type": "string" } })
}

impl Mutator<'_> {
    fn all(&mut self) {
        let names: Vec<String> = self.map.keys().cloned().collect();
        match self.pointer {
            "/paths" => self.remove_each("path removed", names),
            "/components/schemas" => {
                for name in names {
                    let other = format!("{name}Zz");
                    self.add("schema renamed", "", Change::Rename(name, other));
                }
            }
            pointer if pointer.ends_with("/properties") => {
                for name in &names {
                    let other = format!("{name}_2");
                    self.add("property renamed", "", Change::Rename(name.clone(), other));
                }
                self.remove_each("property removed", names);
                self.insert("property added", NEW, json!({ "type": "string" }));
            }
            _ => {
                self.schema();
                self.values();
                self.required();
                self.branches();
                self.operation();
                self.media_types();
            }
        }
    }

    fn add(&mut self, kind: &'static str, below: &str, change: Change) {
        self.found.push(Mutation {
            kind,
            pointer: format!("{}{below}", self.pointer),
            change,
        });
    }

    fn insert(&mut self, kind: &'static str, key: &str, value: Value) {
        self.add(kind, "", Change::Insert(key.to_owned(), value));
    }

    fn remove_each(&mut self, kind: &'static str, keys: Vec<String>) {
        for key in keys {
            self.add(kind, "", Change::Remove(key));
        }
    }

    fn drop_each(&mut self, kind: &'static str, key: &str, count: usize) {
        for index in 0..count {
            self.add(kind, &format!("/{key}"), Change::Drop(index));
        }
    }

    fn schema(&mut self) {
        let Some(Value::String(of_type)) = self.map.get("type") else {
            return;
        };
        let is_text = of_type == "string";
        let other = if is_text { "integer" } else { "string" };
        self.add("type changed", "/type", Change::Set(other.into()));
        for (kind, key, value) in [
            ("nullable added", "nullable", true.into()),
            ("format changed", "format", "int32".into()),
            ("read-only", "readOnly", true.into()),
            ("bound added", "maxLength", 5.into()),
            ("description changed", "description", "Another one.".into()),
            ("deprecated", "deprecated", true.into()),
        ] {
            self.insert(kind, key, value);
        }
        if of_type == "array" {
            self.insert("items changed", "items", json!({ "type": "boolean" }));
        }
        if self.map.get("nullable") == Some(&Value::Bool(true)) {
            self.remove_each("nullable removed", vec!["nullable".to_owned()]);
        }
    }

    fn values(&mut self) {
        if let Some(Value::Array(values)) = self.map.get("enum") {
            self.add("enum value added", "/enum", Change::Append(NEW.into()));
            self.remove_each("enum removed", vec!["enum".to_owned()]);
            if values.len() > 1 {
                self.drop_each("enum value removed", "enum", 1);
            }
        }
    }

    fn required(&mut self) {
        match self.map.get("required") {
            Some(Value::Array(names)) => {
                self.drop_each("property optional", "required", names.len());
                let properties = self.map.get("properties").and_then(Value::as_object);
                for name in properties.into_iter().flat_map(|map| map.keys()) {
                    if !names.iter().any(|one| one == name) {
                        let change = Change::Append(name.clone().into());
                        self.add("property required", "/required", change);
                    }
                }
            }
            Some(Value::Bool(required)) => {
                let change = Change::Set((!required).into());
                self.add("parameter or body required", "/required", change);
            }
            _ => {}
        }
    }

    fn branches(&mut self) {
        let branch = json!({ "type": "object", "title": "Zz", "required": [NEW],
                             "properties": { NEW: { "type": "string" } } });
        for key in ["oneOf", "anyOf", "allOf"] {
            if let Some(Value::Array(branches)) = self.map.get(key) {
                let change = Change::Append(branch.clone());
                self.add("branch added", &format!("/{key}"), change);
                if branches.len() > 1 {
                    self.drop_each("branch removed", key, 1);
                }
            }
        }
    }

    fn operation(&mut self) {
        let Some(Value::Object(responses)) = self.map.get("responses") else {
            return;
        };
        self.insert("operation renamed", "operationId", "zzRenamed".into());
        self.insert("operation deprecated", "deprecated", true.into());
        if self.map.contains_key("requestBody") {
            self.remove_each("body removed", vec!["requestBody".to_owned()]);
        }
        for status in responses.keys() {
            let change = Change::Remove(status.clone());
            self.add("response removed", "/responses", change);
        }
        for (kind, status) in [("response added", "418"), ("success added", "203")] {
            let change = Change::Insert(status.to_owned(), json!({ "description": "So." }));
            self.add(kind, "/responses", change);
        }
        let Some(Value::Array(list)) = self.map.get("parameters") else {
            return self.insert("parameter added", "parameters", json!([query(false)]));
        };
        self.drop_each("parameter removed", "parameters", list.len());
        let change = Change::Append(query(false));
        self.add("parameter added", "/parameters", change);
        let change = Change::Append(query(true));
        self.add("required parameter added", "/parameters", change);
    }

    fn media_types(&mut self) {
        if let Some(Value::Object(media)) = self.map.get("content") {
            for name in media.keys() {
                let change = Change::Rename(name.clone(), "text/plain".to_owned());
                self.add("media type changed", "/content", change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_changes_one_place() {
        let document = json!({ "components": { "schemas": { "a": {
            "type": "object", "required": ["b"], "properties": { "b": { "type": "string", "enum": ["c", "d"] } },
        } } } });
        let all = all(&document);
        assert!(all.iter().all(|one| one.apply(&document) != document));
        let kinds: std::collections::BTreeSet<&str> = all.iter().map(|one| one.kind).collect();
        for kind in [
            "property removed",
            "property optional",
            "enum value removed",
            "schema renamed",
            "type changed",
        ] {
            assert!(kinds.contains(kind), "{kind}");
        }
    }
}
