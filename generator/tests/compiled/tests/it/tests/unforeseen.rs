//! What responses hold that the document doesn't foresee, and who is told.

use std::sync::{Arc, Mutex};

use super::script::*;
use crate::derive::Client;
use crate::derive::types::Pet;

/// What is told of a response that comes three times.
fn told(body: &'static str) -> Vec<String> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let script = responding(&[(201, body), (201, body), (201, body)]);
    let into = Arc::clone(&lines);
    let client = Client::builder()
        .base_url("https://api.roastery.example")
        .transport(script)
        .on_unforeseen(move |found| into.lock().unwrap().push(found.to_string()))
        .build()
        .unwrap();
    for _ in 0..3 {
        let pet = Pet::new("1", std::iter::empty::<crate::derive::types::Tag>());
        client.default().create_pet(pet).send_blocking().unwrap();
    }
    let lines = lines.lock().unwrap();
    lines.clone()
}

#[test]
fn each_is_told_once_with_its_place_and_without_its_value() {
    let lines = told(
        r#"{"id": "7", "tags": [{"name": "a"}, {"name": "b", "color": 7}, {"color": 8}],
            "born": "soon", "size": "huge", "home": {"street": "secret"},
            "parent": {"id": "6", "tags": [], "size": "vast", "species": "dog", "owner's": {"name": "secret"}}}"#,
    );
    let line = |path: &str, kind: &str, found: &str| {
        format!(
            r#"{{"found":"{found}","kind":"{kind}","operation":"createPet","path":"{path}","status":201}}"#
        )
    };
    let expected = [
        line("tags[].color", "member", "integer"),
        line("born", "format", "string"),
        line("size", "enum-value", "string"),
        line("home", "union", "object"),
        line("parent.size", "enum-value", "string"),
        line(r#"parent[\"owner's\"]"#, "member", "object"),
        line("parent.species", "enum-value", "string"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn nothing_is_told_of_what_is_foreseen() {
    let body = r#"{"id": "7", "tags": [{"name": "a", "number": 1}], "home": 7, "size": "small", "species": "cat"}"#;
    assert_eq!(told(body), Vec::<String>::new());
}
