//! The JSON Schema of documents, by which editors complete and check them.

use std::fs;
use std::path::Path;

use oas_codegen::load::{Source, load};
use oas_codegen::validate::{document_schema, validate};
use oas_codegen::{Sink, Strictness};
use serde_json::{Value, json};

fn judge(schema: &Value) -> jsonschema::Validator {
    jsonschema::draft202012::new(schema).unwrap()
}

/// The document as JSON, if nothing is wrong with it.
fn right(path: &Path) -> Option<Value> {
    let mut sink = Sink::new();
    let document = load(&Source::from_file(path), &mut sink)?;
    validate(&document, Strictness::Strict, &mut sink);
    (!sink.has_errors()).then(|| document.root().to_json())
}

#[test]
fn the_schema_accepts_what_is_read() {
    let judge = judge(&document_schema());
    let folder = Path::new("../tests/cases");
    let cases = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = cases.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "yaml"));
    paths.push("../../spec/intercom-tickets.yaml".into());
    let mut count = 0;
    for path in paths {
        let Some(document) = right(&path) else {
            continue;
        };
        count += 1;
        let wrong: Vec<String> = judge
            .iter_errors(&document)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
    }
    assert!(count > 60, "{count}");
}

#[test]
fn the_schema_refuses_slips() {
    let schema = document_schema();
    let whole = judge(&schema);
    let path = Path::new("../../spec/intercom-tickets.yaml");
    let document = right(path).unwrap();
    let operation = "/paths/~1tickets/post";
    for (at, key, value) in [
        (operation, "operationID", json!("a")),
        (operation, "x-idempotent", json!("sometimes")),
        ("/components/schemas/ticket", "propertys", json!({})),
        ("/components/schemas/ticket_id", "x-newtype", json!(1)),
        ("", "x-api", json!({ "header": {} })),
    ] {
        let mut wrong = document.clone();
        let object = wrong.pointer_mut(at).unwrap().as_object_mut().unwrap();
        object.insert(key.to_owned(), value);
        assert!(!whole.is_valid(&wrong), "{at} {key}");
    }
    let keys = schema["$defs"].as_object().unwrap();
    for (key, of) in keys.iter().filter(|(key, _)| key.starts_with("x-")) {
        let judge = judge(of);
        assert!(!judge.is_valid(&json!(12345)), "{key}");
        for example in of["examples"].as_array().unwrap() {
            assert!(judge.is_valid(example), "{key}: {example}");
        }
    }
}

#[test]
fn the_schema_that_is_shipped_is_this_one() {
    let shipped = fs::read_to_string("../openapi.schema.json").unwrap();
    let shipped: Value = serde_json::from_str(&shipped).unwrap();
    assert!(
        shipped == document_schema(),
        "run `cargo xtask schema --out generator/openapi.schema.json`"
    );
}
