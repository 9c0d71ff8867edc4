//! Documents that were damaged at random: whatever they hold, nothing panics.
//!
//! The damage follows from a seed, so that a failure can be repeated.

use std::panic::{self, AssertUnwindSafe};

use oas_codegen::diagnostics::{Color, Format, Sink};
use oas_codegen::load::{Source, load};
use oas_codegen::{Config, Strictness};
use oas_codegen_damage::{Random, damage_bytes, damage_tree};
use serde_json::Value;

const DOCUMENT: &str = include_str!("mutations/tickets.yaml");

/// How often a document is damaged in the ordinary test run. `MUTATIONS=10000`
/// in the environment asks for more.
fn rounds() -> u64 {
    let asked = std::env::var("MUTATIONS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(100)
}

/// Everything that happens to a document, and its findings.
fn run(name: &str, bytes: &[u8]) {
    for strictness in [Strictness::Strict, Strictness::Lenient] {
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

#[test]
fn a_damaged_tree_is_survived() {
    let tree = tree();
    for seed in 0..rounds() {
        let mut random = Random::new(seed);
        let mut damaged = tree.clone();
        for _ in 0..=random.below(4) {
            damage_tree(&mut damaged, &[], &mut random);
        }
        run_or_tell("tickets.json", damaged.to_string().as_bytes(), seed);
    }
}

#[test]
fn damaged_text_is_survived() {
    let json = tree().to_string();
    for seed in 0..rounds() {
        let mut random = Random::new(seed);
        let (name, text) = random.pick(&[("tickets.yaml", DOCUMENT), ("tickets.json", &json)]);
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
    let api = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    assert!(
        api.is_some(),
        "{}",
        sink.render(Format::Human(Color::Never))
    );
}
