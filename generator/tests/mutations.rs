//! Documents that were damaged at random: whatever they hold, nothing panics.
//!
//! The damage follows from a seed, so that a failure can be repeated.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::panic::{self, AssertUnwindSafe};

use oas_codegen::diagnostics::{Color, Format, Sink};
use oas_codegen::load::{Source, load};
use oas_codegen::{Config, Strictness};
use serde_json::Value;

const DOCUMENT: &str = include_str!("mutations/tickets.yaml");

/// How often a document is damaged in the ordinary test run. `MUTATIONS=10000`
/// in the environment asks for more.
fn rounds() -> u64 {
    let asked = std::env::var("MUTATIONS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(100)
}

/// A xorshift generator: few lines, and the same numbers everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        Random((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Everything that happens to a document, and its findings.
fn run(name: &str, bytes: &[u8]) {
    for strictness in [Strictness::Own, Strictness::Foreign] {
        let mut sink = Sink::new();
        let (source, config) = (Source::from_bytes(name, bytes), Config::default());
        if let Some(api) = oas_codegen::analyse(&source, &config, strictness, &mut sink) {
            let _ = oas_codegen::generate(&api, &config);
        }
        let _ = sink.render(Format::Human(Color::Never));
        let _ = sink.render(Format::Json);
    }
}

fn run_or_tell(name: &str, bytes: &[u8], seed: u64) {
    let survived = panic::catch_unwind(AssertUnwindSafe(|| run(name, bytes))).is_ok();
    let text = String::from_utf8_lossy(bytes);
    assert!(survived, "seed {seed}, {name}:\n{text}");
}

fn tree() -> Value {
    let mut sink = Sink::new();
    let doc = load(&Source::from_text("tickets.yaml", DOCUMENT), &mut sink).unwrap();
    assert_eq!(sink.diagnostics(), []);
    doc.root().to_json()
}

/// The pointers to all values below the root.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in members {
        let at = format!("{at}/{key}");
        found.push(at.clone());
        pointers(value, &at, found);
    }
}

fn damage_tree(tree: &mut Value, random: &mut Random) {
    let mut all = Vec::new();
    pointers(tree, "", &mut all);
    let (one, other) = (random.pick(&all).clone(), random.pick(&all).clone());
    let donor = tree.pointer(&other).cloned().unwrap_or_default();
    match random.below(6) {
        0 => remove(tree, &one),
        1 => rename(tree, &one, random),
        2 => {
            let taken = tree.pointer(&one).cloned().unwrap_or_default();
            replace(tree, &one, donor);
            replace(tree, &other, taken);
        }
        3 => replace(tree, &one, donor),
        4 => replace(tree, &one, serde_json::json!({"$ref": format!("#{other}")})),
        _ => {
            let values = [
                Value::Null,
                serde_json::json!(true),
                serde_json::json!(-1),
                serde_json::json!(1e300),
                serde_json::json!(""),
                serde_json::json!("\u{1F600} }{"),
                serde_json::json!([]),
                serde_json::json!([[null]]),
                serde_json::json!({}),
                serde_json::json!({"": {"~/": 1}}),
            ];
            replace(tree, &one, random.pick(&values).clone());
        }
    }
}

fn replace(tree: &mut Value, at: &str, value: Value) {
    if let Some(target) = tree.pointer_mut(at) {
        *target = value;
    }
}

fn remove(tree: &mut Value, at: &str) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    match tree.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(list)) => {
            list.remove(key.parse().unwrap());
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, at: &str, random: &mut Random) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    if let Some(Value::Object(map)) = tree.pointer_mut(parent)
        && let Some(value) = map.remove(&key.replace("~1", "/").replace("~0", "~"))
    {
        let names = [
            "",
            "$ref",
            "x-rust-name",
            "anyOf",
            "type",
            "/{a}{b",
            "<<",
            "200",
            "é",
        ];
        map.insert((*random.pick(&names)).to_owned(), value);
    }
}

fn damage_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let other = random.below(bytes.len());
    match random.below(5) {
        0 => bytes.truncate(at),
        1 => bytes[at] = *random.pick(b"\0\n\t {}[]:,&*!|>'\"%@`#-\xff\x80"),
        2 => {
            bytes.remove(at);
        }
        3 => bytes.swap(at, other),
        _ => {
            let stretch = bytes[at.min(other)..at.max(other)].to_vec();
            bytes.splice(at..at, stretch);
        }
    }
}

#[test]
fn a_damaged_tree_is_survived() {
    let tree = tree();
    for seed in 0..rounds() {
        let mut random = Random::new(seed);
        let mut damaged = tree.clone();
        for _ in 0..=random.below(4) {
            damage_tree(&mut damaged, &mut random);
        }
        run_or_tell("tickets.json", damaged.to_string().as_bytes(), seed);
    }
}

#[test]
fn damaged_text_is_survived() {
    let json = tree().to_string();
    for seed in 0..rounds() {
        let mut random = Random::new(seed);
        let (name, text) = *random.pick(&[("tickets.yaml", DOCUMENT), ("tickets.json", &json)]);
        let mut damaged = text.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            if !damaged.is_empty() {
                damage_bytes(&mut damaged, &mut random);
            }
        }
        run_or_tell(name, &damaged, seed);
    }
}

#[test]
fn every_beginning_of_a_document_is_survived() {
    for end in (0..DOCUMENT.len()).step_by(47) {
        run_or_tell("tickets.yaml", &DOCUMENT.as_bytes()[..end], 0);
    }
}

/// Depth that is allowed has to be survived by every stage, on the small stack
/// of a test.
#[test]
fn a_deep_document_is_survived() {
    let mut schema = "{type: string}".to_owned();
    for _ in 0..55 {
        schema = format!("{{type: object, properties: {{a: {schema}}}}}");
    }
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Deep, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{a: {schema}}}}}\n"
    );
    run("deep.yaml", text.as_bytes());
    let mut sink = Sink::new();
    let config = Config::default();
    let source = Source::from_text("deep.yaml", text);
    let api = oas_codegen::analyse(&source, &config, Strictness::Own, &mut sink);
    assert!(
        api.is_some(),
        "{}",
        sink.render(Format::Human(Color::Never))
    );
}
