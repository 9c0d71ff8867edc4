//! Changes that people make to documents: things come, go elsewhere, and are
//! called otherwise.

use oas_codegen_damage::Random;
use serde_json::{Map, Value, json};

/// Changes one thing of the document.
pub fn mutate(document: &mut Value, random: &mut Random) {
    let mut maps = Vec::new();
    pointers(document, "", &mut maps);
    let at = maps.get(random.below(maps.len())).cloned();
    let Some(holder) = at.and_then(|at| document.pointer_mut(&at)) else {
        return;
    };
    let fresh = random.below(100_000);
    match holder {
        Value::Array(list) => change_list(list, fresh, random),
        Value::Object(map) => change_map(map, fresh, random),
        _ => {}
    }
}

/// Where things lie side by side that have names.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    const HOLDERS: [&str; 8] = [
        "schemas",
        "properties",
        "paths",
        "oneOf",
        "anyOf",
        "enum",
        "parameters",
        "tags",
    ];
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => {
            let entries = list.iter().enumerate();
            entries
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        _ => return,
    };
    for (key, value) in below {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        let is_holder = HOLDERS.contains(&key.as_str());
        if is_holder && (value.is_array() || value.is_object()) {
            found.push(at.clone());
        }
        if !["example", "examples", "default"].contains(&key.as_str()) {
            pointers(value, &at, found);
        }
    }
}

fn change_list(list: &mut Vec<Value>, fresh: usize, random: &mut Random) {
    match random.below(3) {
        0 => shuffle(list, random),
        1 => {
            let place = random.below(list.len() + 1);
            let rival = list.get(random.below(list.len())).cloned();
            let entry = match rival {
                Some(Value::String(text)) => json!(rival_of(&text, random)),
                Some(Value::Number(_)) => json!(fresh + 1000),
                Some(Value::Object(entry)) if entry.contains_key("in") => {
                    let name = entry["name"].as_str().unwrap_or("limit");
                    let name = rival_of(name, random);
                    json!({ "name": name, "in": "query", "schema": { "type": "string" } })
                }
                Some(Value::Object(entry)) if entry.contains_key("name") => return,
                _ => json!({ "type": "object", "required": ["at"],
                    "properties": { "at": { "type": "string" }, format!("only_{fresh}"): { "type": "string" } } }),
            };
            // Two of one name were no document.
            let is_named = |one: &Value| one["name"].is_string() && one["name"] == entry["name"];
            if !list.contains(&entry) && !list.iter().any(is_named) {
                list.insert(place, entry);
            }
        }
        _ => list.reverse(),
    }
}

fn change_map(map: &mut Map<String, Value>, fresh: usize, random: &mut Random) {
    let keys: Vec<String> = map.keys().cloned().collect();
    let picked = keys
        .get(random.below(keys.len()))
        .cloned()
        .unwrap_or_default();
    let is_paths = picked.starts_with('/');
    let mut entries: Vec<(String, Value)> = std::mem::take(map).into_iter().collect();
    let place = random.below(entries.len() + 1);
    match random.below(4) {
        0 => shuffle(&mut entries, random),
        1 if is_paths => {
            // An operation goes elsewhere, and keeps its id.
            for (key, _) in &mut entries {
                if *key == picked {
                    *key = format!("/moved{fresh}{picked}");
                }
            }
        }
        1 | 2 if !is_paths => {
            let like = entries.iter().find(|(key, _)| *key == picked);
            let copy = like.map(|(_, value)| value.clone());
            let value = copy.filter(|_| random.below(2) == 0);
            let value = value.unwrap_or_else(|| {
                json!({ "type": "object",
                "properties": { "id": { "type": "string" }, "Id": { "type": "string" } } })
            });
            let rival = rival_of(&picked, random);
            // Another thing of the same name were no change of names.
            if !entries.iter().any(|(key, _)| *key == rival) {
                entries.insert(place, (rival, value));
            }
        }
        2 => {
            let id = format!("list_{fresh}");
            entries.insert(
                place,
                (
                    format!("/fresh{fresh}"),
                    json!({ "get": { "operationId": id,
                "responses": { "204": { "description": "Nothing." } } } }),
                ),
            );
        }
        _ => {
            for (key, _) in &mut entries {
                if *key == picked && !is_paths {
                    *key = format!("{picked}_{fresh}");
                }
            }
        }
    }
    map.extend(entries);
}

/// Another word that becomes the same name in Rust, or one that emitted code has.
fn rival_of(name: &str, random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("{name}_"),
        1 => format!("_{name}"),
        2 => name.to_uppercase(),
        3 => name.to_lowercase(),
        4 => name.replace('_', "-"),
        5 => format!("clear_{name}"),
        6 => format!("{name} model"),
        _ => format!("{name}_request"),
    }
}

fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for at in (1..list.len()).rev() {
        list.swap(at, random.below(at + 1));
    }
}
