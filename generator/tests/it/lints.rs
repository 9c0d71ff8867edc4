//! Lints with the levels of `[lint]`, and what `lint --fix` makes of a text.

use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Code, Format, LINTS, Sink};
use oas_codegen::load::Source;
use oas_codegen::{Strictness, edit};

const DOCUMENT: &str = "\
openapi: 3.0.3 # the version
info: { title: Pets, version: '1' }
tags:
  - name: Pets # no description
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pet] # one letter less
      parameters:
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: 'All pets, it''s said'
          content: { application/jsno: { schema: { $ref: '#/components/schemas/pet' } } }
    post:
      operationId: create_pet
      responses: { '204': { description: \"Made\" } }
  /pets/{id}:
    get:
      operationId: getPet
      summary: Reads a pet.
      tags: [Pets]
      parameters: [{ name: id, in: path, required: true, description: Its id., schema: { type: string } }]
      responses:
        '200':
          description: The pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } }
components:
  schemas:
    pet:
      type: object
      descripton: |
        An animal.

        - It has a name

        and a home
      # What is known of it.
      properties:
        name:
          type: string
          description: |-
            What it is called

    BigPet: { type: object, example: {}, properties: { a: { type: string } } }
";

fn config(lints: &str) -> Config {
    let mut sink = Sink::new();
    let config = Config::parse("codegen.toml", &format!("[lint]\n{lints}"), &mut sink);
    assert_eq!(sink.render(Format::Lines), "");
    config.unwrap()
}

fn findings(text: &str, lints: &str, strictness: Strictness) -> Sink {
    let mut sink = Sink::new();
    let source = Source::from_text("pets.yaml", text);
    let _ = oas_codegen::analyse(&source, &config(lints), strictness, &mut sink);
    sink
}

fn all(level: &str) -> String {
    let lines = LINTS
        .iter()
        .map(|(name, _)| format!("{name} = \"{level}\"\n"));
    lines.collect()
}

#[test]
fn every_lint_is_told_at_the_level_that_was_chosen() {
    let warned = findings(DOCUMENT, &all("warn"), Strictness::Strict);
    insta::assert_snapshot!(warned.render(Format::Lines));
    let denied = findings(DOCUMENT, &all("deny"), Strictness::Lenient);
    let is_of = |sink: &Sink, code: Code| {
        let mut found = sink.diagnostics().iter().filter(|one| one.code == code);
        found.next().map(|one| one.severity.as_str())
    };
    let off = findings(DOCUMENT, &all("off"), Strictness::Strict);
    for (name, code) in LINTS {
        assert_eq!(is_of(&warned, *code), Some("warning"), "{name}");
        // Near misses are looked for in documents of one's own alone.
        if code.is_about_style() {
            assert_eq!(is_of(&denied, *code), Some("error"), "{name}");
        }
        assert_eq!(is_of(&off, *code), None, "{name}");
    }
}

#[test]
fn style_is_nobody_elses_concern() {
    let sink = findings(DOCUMENT, "", Strictness::Strict);
    assert!(
        sink.diagnostics()
            .iter()
            .all(|one| !one.code.is_about_style())
    );
}

fn fixed(name: &str, text: &str) -> Option<edit::FixedFile> {
    let mut sink = Sink::new();
    let source = Source::from_text(name, text);
    let lints = config("full-stop = \"deny\"\n");
    let _ = oas_codegen::analyse(&source, &lints, Strictness::Strict, &mut sink);
    edit::fix(sink.sources(), &sink.sorted()).pop()
}

#[test]
fn what_is_plain_is_mended_and_the_rest_stays() {
    let file = fixed("pets.yaml", DOCUMENT).unwrap();
    let lines = DOCUMENT.lines().zip(file.after.lines());
    let changed: Vec<&str> = lines
        .filter(|(before, after)| before != after)
        .map(|(_, after)| after.trim())
        .collect();
    assert_eq!(
        changed,
        [
            "tags: [Pets] # one letter less",
            "description: 'All pets, it''s said.'",
            "content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } }",
            "responses: { '204': { description: \"Made.\" } }",
            "description: |",
            "What it is called.",
        ]
    );
    assert_eq!(file.count, 6);
    // The text of a misspelt key is only known to be one when that is mended.
    let again = fixed("pets.yaml", &file.after).unwrap();
    assert!(again.after.contains("        and a home.\n      # What"));
    assert_eq!(fixed("pets.yaml", &again.after), None);
}

#[test]
fn a_fix_that_would_say_something_else_is_left_out() {
    let text = DOCUMENT.replace(
        "      type: object\n      descripton",
        "      description: Known.\n      type: object\n      descripton",
    );
    let file = fixed("pets.yaml", &text).unwrap();
    assert!(file.after.contains("descripton"));
    assert_eq!(file.count, 5);
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"A\", \"version\": \"1\", \"description\": \"Ends in \\\"q\\\"\"}, \"paths\": {}}";
    let file = fixed("a.json", json).unwrap();
    assert!(file.after.contains("\\\"q\\\".\""), "{}", file.after);
}
