//! Holds `codegen.schema.json`, by which editors complete and check `codegen.toml`,
//! against what is read.

use serde_json::{Map, Value};

use super::Config;
use super::read::KEYS;
use crate::diagnostics::{Format, Sink};

fn properties() -> Map<String, Value> {
    let schema: Value = serde_json::from_str(include_str!("../../codegen.schema.json")).unwrap();
    schema["properties"].as_object().unwrap().clone()
}

/// What is wrong with a configuration of one key.
fn findings(key: &str, value: &Value) -> String {
    let text = toml::to_string(&serde_json::json!({ key: value })).unwrap();
    let mut sink = Sink::new();
    Config::parse("codegen.toml", &text, &mut sink);
    sink.render(Format::Lines)
}

#[test]
fn the_schema_has_the_keys_that_are_read() {
    let mut keys: Vec<&str> = KEYS.to_vec();
    keys.sort_unstable();
    let properties = properties();
    let mut named: Vec<&String> = properties.keys().collect();
    named.sort_unstable();
    assert_eq!(named, keys);
}

#[test]
fn what_the_schema_offers_is_read() {
    for (key, property) in properties() {
        let offered = ["enum", "examples"].map(|word| property[word].as_array().cloned());
        let offered: Vec<Value> = offered.into_iter().flatten().flatten().collect();
        assert!(!offered.is_empty(), "`{key}` has no example");
        for value in offered.iter().chain(property.get("default")) {
            assert_eq!(findings(&key, value), "", "{key} = {value}");
        }
    }
}

#[test]
fn what_the_schema_refuses_is_not_read() {
    for (key, property) in properties() {
        let other = match property["type"].as_str() {
            Some("string") if property["enum"].is_array() => "no word of it".into(),
            Some("string") => 1.into(),
            _ => "no value of it".into(),
        };
        assert_ne!(findings(&key, &other), "", "{key} = {other}");
    }
}
