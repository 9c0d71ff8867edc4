//! YAML and JSON with their oddities, and the versions of the specification.

use oas_codegen::Source;
use oas_codegen::diagnostics::{Code, Color, Format, Severity};

use super::{code, code_of, document, has, says, schema};

const PETS: &str = "openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Ok.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
";

#[test]
fn marks_and_line_ends_are_no_content() {
    let (plain, _) = code("a.yaml", PETS);
    has(&plain, "pub name: String");
    for text in [
        format!("\u{feff}{PETS}"),
        PETS.replace('\n', "\r\n"),
        format!("\u{feff}{}", PETS.replace('\n', "\r\n")),
        format!("---\n{PETS}...\n"),
        format!("%YAML 1.2\n---\n{PETS}"),
    ] {
        assert_eq!(code("a.yaml", text.as_str()).0, plain, "{text:?}");
    }
    let json = "{\"openapi\": \"3.0.3\", \"info\": {\"title\": \"Pets\", \"version\": \"1\"}, \"paths\": {}}";
    // JSON is JSON by whatever name, and YAML is by none of its own.
    let (plain, _) = code("a.json", json);
    for (name, text) in [
        ("a.json", format!("\u{feff}\r\n{json}\r\n")),
        ("a.yaml", json.to_owned()),
        ("a", json.to_owned()),
        ("a.yml", json.replace(", ", ",\n\t")),
    ] {
        let (code, _) = code(name, text);
        assert_eq!(
            code.replace(&format!("from {name}."), "from a.json."),
            plain
        );
    }
}

#[test]
fn yaml_means_what_it_looks_like() {
    let text = schema(
        "3.0.3",
        "
      &base
      type: object
      required: [y, n, 1, 2024-01-01]
      properties:
        y: &text {type: string, enum: [y, n, on, off, 2024-01-01, 09:30:00]}
        n: *text
        1: {type: string, default: 2024-01-01}
        2024-01-01: {type: integer, minimum: -170141183460469231731687303715884105729, maximum: 18446744073709551616}
    B:
      <<: *base
      description: Merged.",
    );
    let (code, sink) = code("a.yaml", text);
    for wanted in [
        "pub y: AY",
        "pub n: ",
        "pub n1: String",
        "pub n2024_01_01: i64",
        "\"2024-01-01\"",
        "\"09:30:00\"",
        "pub struct B {",
        "/// Merged.",
    ] {
        has(&code, wanted);
    }
    assert_eq!(
        sink.count(Severity::Error),
        0,
        "{}",
        sink.render(Format::Human(Color::Never))
    );
}

#[test]
fn json_may_hold_what_yaml_does_not() {
    let long = "k".repeat(1500);
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "\ud83d\ude00 half \ud83d", "version": "1"}}, "paths": {{}},
        "components": {{"schemas": {{"A": {{"type": "object", "properties": {{
            "{long}": {{"type": "string"}}, "a\u0062": {{"type": "integer", "maximum": 99999999999999999999}}}}}}}}}}}}"#
    );
    let (code, sink) = code("a.json", text);
    has(&code, "\u{1f600} half \u{fffd}");
    has(&code, &long);
    has(&code, "pub ab: Option<u64>");
    says(&sink, Code::Syntax, Severity::Warning);
}

#[test]
fn versions_are_told_apart() {
    for version in ["3.0.0", "3.0.4", "'3.0'", "3.0", "3.1", "3.1.1", "3.2.0"] {
        let (code, _) = code("a.yaml", PETS.replace("3.0.3", version));
        has(&code, "pub fn list_pets");
    }
    let newer = document(
        "3.2.0",
        "paths:\n  /a:\n    query: {operationId: a, responses: {'200': {description: A.}}}\n    get: {operationId: b, responses: {'200': {description: A.}}}",
    );
    let (code, _) = code("a.yaml", newer);
    has(&code, "pub fn a(");
    has(&code, "pub fn b(");
    for (text, expected) in [
        (
            "swagger: '2.0'\ninfo: {title: A, version: '1'}\npaths: {}\n",
            Code::Swagger,
        ),
        ("openapi: 4.0.0\n", Code::UnknownVersion),
        ("asyncapi: 3.0.0\n", Code::MissingVersion),
    ] {
        let (code, sink) = code_of(&Source::from_text("a.yaml", text));
        assert_eq!(code, None);
        says(&sink, expected, Severity::Error);
    }
}
