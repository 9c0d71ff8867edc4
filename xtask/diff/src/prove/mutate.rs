//! Changes of a document in one place.

mod insertions;

use std::collections::BTreeMap;

use oas_codegen::load::{Keys, keys_below};
use serde_json::{Map, Value, json};

use insertions::INSERTIONS;

/// One change: where, and what stands there then.
pub struct Mutation {
    pub kind: String,
    pub pointer: String,
    change: Change,
}

enum Change {
    Insert(String, Value),
    Append(Value),
    Remove(String),
    Rename(String, String),
    Drop(usize),
}

impl Mutation {
    pub fn apply(&self, document: &Value) -> Value {
        let mut changed = document.clone();
        match (&self.change, changed.pointer_mut(&self.pointer)) {
            (Change::Insert(key, value), Some(Value::Object(map))) => {
                map.insert(key.clone(), value.clone());
            }
            (Change::Append(value), Some(Value::Array(list))) => list.push(value.clone()),
            (Change::Remove(key), Some(Value::Object(map))) => {
                map.remove(key);
            }
            (Change::Rename(from, to), Some(Value::Object(map))) => {
                let value = map.remove(from);
                map.insert(to.clone(), value.unwrap_or_default());
                // A component is renamed together with what refers to it.
                let name = |name: &str| format!("\"#{}/{}\"", self.pointer, escaped(name));
                let text = changed.to_string().replace(&name(from), &name(to));
                changed = serde_json::from_str(&text).unwrap_or(changed);
            }
            (Change::Drop(index), Some(Value::Array(list))) if *index < list.len() => {
                list.remove(*index);
            }
            _ => {}
        }
        changed
    }
}

/// What says nothing of how requests and responses look.
const PASSED_OVER: &[&str] = &[
    "contact",
    "example",
    "examples",
    "externalDocs",
    "info",
    "license",
    "links",
    "openapi",
];

/// What no document has.
const NEW: &str = "zz_new";

/// Every mutation of a document: one of each kind, then a second one of each, and so on.
pub fn all(document: &Value) -> Vec<Mutation> {
    let mut found = Vec::new();
    // What is below a key, and whether that key names a map of names.
    let mut open = vec![(String::new(), "", false, document)];
    while let Some((pointer, key, is_named, value)) = open.pop() {
        let mut mutator = Mutator {
            pointer: &pointer,
            found: &mut found,
        };
        match value {
            Value::Object(map) if is_named => mutator.names(key, map),
            Value::Object(map) => mutator.object(key, map),
            Value::Array(list) => {
                let each = list.iter().enumerate();
                open.extend(each.map(|(at, below)| (format!("{pointer}/{at}"), key, false, below)));
                continue;
            }
            _ => continue,
        }
        let below = value.as_object().into_iter().flatten();
        let below = below.filter(|(key, _)| is_named || !is_passed_over(key));
        open.extend(below.map(|(name, below)| {
            let pointer = format!("{pointer}/{}", escaped(name));
            // What lies in a map is known by the map.
            let (key, is_map) = if is_named {
                (key, false)
            } else {
                (name.as_str(), is_map(name))
            };
            (pointer, key, is_map, below)
        }));
    }
    // Neighbors are alike, so those of one kind are taken from all over the document.
    let mut kinds: BTreeMap<String, Vec<Mutation>> = BTreeMap::new();
    for one in found {
        kinds.entry(one.kind.clone()).or_default().push(one);
    }
    let ranked = kinds.into_values().flat_map(|of_kind| {
        let count = of_kind.len();
        let each = of_kind.into_iter().enumerate();
        each.map(move |(index, one)| (index.wrapping_mul(7919) % count, one))
    });
    let mut ranked: Vec<(usize, Mutation)> = ranked.collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, one)| one).collect()
}

/// Whether names that people chose lead to what lies in it.
fn is_map(key: &str) -> bool {
    keys_below(key, Keys::Words) == Keys::Names
        || matches!(key, "mapping" | "scopes" | "securitySchemes")
}

fn is_passed_over(key: &str) -> bool {
    key.starts_with("x-") || PASSED_OVER.contains(&key)
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Makes the mutations of one object.
struct Mutator<'a> {
    pointer: &'a str,
    found: &'a mut Vec<Mutation>,
}

impl Mutator<'_> {
    fn add(&mut self, kind: String, below: &str, change: Change) {
        let slash = if below.is_empty() { "" } else { "/" };
        self.found.push(Mutation {
            kind,
            pointer: format!("{}{slash}{below}", self.pointer),
            change,
        });
    }

    fn names(&mut self, key: &str, map: &Map<String, Value>) {
        for (name, value) in map {
            self.add(
                format!("{key}: one removed"),
                "",
                Change::Remove(name.clone()),
            );
            let other = match key {
                "content" => "text/plain".to_owned(),
                "responses" => "203".to_owned(),
                "paths" => format!("/zz{name}"),
                _ => format!("{name}_2"),
            };
            if map.contains_key(&other) {
                continue;
            }
            let change = Change::Insert(other.clone(), value.clone());
            self.add(format!("{key}: one added"), "", change);
            let change = Change::Rename(name.clone(), other);
            self.add(format!("{key}: one renamed"), "", change);
        }
    }

    fn object(&mut self, key: &str, map: &Map<String, Value>) {
        for (key, value) in map.iter().filter(|(key, _)| !is_passed_over(key)) {
            self.add(format!("{key} removed"), "", Change::Remove(key.clone()));
            let change = |value: Value| Change::Insert(key.clone(), value);
            match value {
                Value::Bool(given) => {
                    self.add(format!("{key} changed"), "", change((!given).into()));
                }
                Value::Number(given) => {
                    let given = given.as_f64().unwrap_or_default();
                    // Whole numbers stay whole.
                    let number = |value: f64| {
                        format!("{value}")
                            .parse()
                            .map_or(Value::Null, Value::Number)
                    };
                    self.add(format!("{key} raised"), "", change(number(given + 1.0)));
                    self.add(format!("{key} lowered"), "", change(number(given - 1.0)));
                }
                Value::String(given) if !key.starts_with('$') => {
                    self.add(
                        format!("{key} changed"),
                        "",
                        change(format!("{given}Zz").into()),
                    );
                }
                Value::Array(list) => {
                    for index in 0..list.len() {
                        self.add(format!("{key}: one removed"), key, Change::Drop(index));
                    }
                    for value in entries(key, map) {
                        self.add(format!("{key}: one added"), key, Change::Append(value));
                    }
                }
                _ => {}
            }
        }
        let of_type = map.get("type").and_then(Value::as_str).unwrap_or_default();
        let is = |role: &str| match role {
            "operation" => map.contains_key("responses"),
            "parameter" => map.contains_key("in") && map.contains_key("schema"),
            "response" => key == "responses",
            "media type" => key == "content",
            "schema" => !of_type.is_empty() && key != "securitySchemes",
            other => other == of_type,
        };
        for (role, key, value) in INSERTIONS.iter().filter(|(role, ..)| is(role)) {
            let value: Value = serde_json::from_str(value).unwrap_or_default();
            let word = match map.get(*key) {
                Some(known) if *known == value => continue,
                Some(_) => "replaced",
                None => "added",
            };
            let change = Change::Insert((*key).to_owned(), value);
            self.add(format!("{role}: {key} {word}"), "", change);
        }
    }
}

/// What a list may be given besides.
fn entries(key: &str, map: &Map<String, Value>) -> Vec<Value> {
    let query = |required: bool| json!({ "name": NEW, "in": "query", "required": required, "schema": { "type": "string" } });
    match key {
        "enum" => match map.get("type").and_then(Value::as_str) {
            Some("integer" | "number") => vec![77.into()],
            _ => vec![NEW.into()],
        },
        "required" => {
            let properties = map.get("properties").and_then(Value::as_object);
            let names = properties.into_iter().flat_map(|map| map.keys());
            let listed = map.get(key).and_then(Value::as_array);
            let is_listed =
                |name: &String| listed.is_some_and(|it| it.iter().any(|one| one == name));
            names
                .filter(|name| !is_listed(name))
                .map(|name| name.clone().into())
                .collect()
        }
        "oneOf" | "anyOf" | "allOf" => vec![json!({ "type": "object", "title": "Zz",
            "required": [NEW], "properties": { NEW: { "type": "string" } } })],
        "parameters" => vec![query(false), query(true)],
        "tags" => vec![NEW.into()],
        "type" => vec!["null".into(), "boolean".into()],
        "security" => vec![json!({})],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mutation_changes_one_place() {
        let document = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "description": "A." } } } } },
            "components": { "schemas": { "a": {
                "type": "object", "required": ["b"], "properties": {
                    "b": { "type": "string", "enum": ["c", "d"], "maxLength": 4 },
                    "headers": { "$ref": "#/components/schemas/a" } },
            } } } });
        let all = all(&document);
        assert!(all.iter().all(|one| one.apply(&document) != document));
        let kinds: Vec<&str> = all.iter().map(|one| one.kind.as_str()).collect();
        for kind in [
            "enum: one removed",
            "maxLength lowered",
            "operation: deprecated added",
            "paths: one renamed",
            "properties: one removed",
            "required: one added",
            "schema: type replaced",
        ] {
            assert!(kinds.contains(&kind), "{kind}");
        }
        assert!(!kinds.contains(&"headers: one removed"));
        // Whatever refers to a component goes with it.
        let renamed = all.iter().find(|one| one.kind == "schemas: one renamed");
        let renamed = renamed.map(|one| one.apply(&document).to_string());
        assert!(renamed.is_some_and(|text| text.contains("#/components/schemas/a_2")));
    }
}
