//! What documents are written in: formats, their oddities, several files, and
//! the words of OpenAPI 3.1. Each row would fail without what it is about.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

use std::fs;
use std::path::Path;

use oas_codegen::diagnostics::{Code, Color, Format, Severity};
use oas_codegen::{Config, Sink, Source, generate, generate_partial};

/// The code of a document, all files after each other, and what was said.
fn code_of(source: &Source) -> (Option<String>, Sink) {
    let mut sink = Sink::new();
    let config = Config::default();
    let partial = generate_partial(source, &config, &mut sink);
    let code = partial.map(|partial| {
        let files = generate(&partial.api, &config);
        let texts: Vec<&str> = files.iter().map(|(_, text)| text).collect();
        texts.concat()
    });
    (code, sink)
}

/// The code of bytes that have to give some.
#[track_caller]
fn code(name: &str, bytes: impl Into<Vec<u8>>) -> (String, Sink) {
    let (code, sink) = code_of(&Source::from_bytes(name, bytes));
    let Some(code) = code else {
        panic!("{}", sink.render(Format::Human(Color::Never)));
    };
    (code, sink)
}

fn document(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: A, version: '1'}}\n{rest}\n")
}

/// A document with the schema `A`.
fn schema(version: &str, schema: &str) -> String {
    let rest = format!("paths: {{}}\ncomponents:\n  schemas:\n    A: {schema}");
    document(version, &rest)
}

#[track_caller]
fn has(code: &str, wanted: &str) {
    assert!(code.contains(wanted), "no `{wanted}` in\n{code}");
}

#[track_caller]
fn says(sink: &Sink, code: Code, severity: Severity) {
    let said = sink.diagnostics().iter();
    let found = said.filter(|one| one.code == code && one.severity == severity);
    let rendered = || sink.render(Format::Human(Color::Never));
    assert!(found.count() > 0, "no {code}, {severity:?}\n{}", rendered());
}

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
    has(&code, "pub ab: Option<i64>");
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
    let (code, sink) = code("a.yaml", newer);
    has(&code, "pub fn b(");
    assert!(sink.render(Format::Human(Color::Never)).contains("query"));
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

#[test]
fn files_are_read_below_the_root_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let text = |reference: &str| {
        document(
            "3.0.3",
            &format!(
                "paths: {{}}\ncomponents: {{schemas: {{A: {{type: object, properties: {{a: {{$ref: '{reference}'}}}}}}}}}}"
            ),
        )
    };
    write(
        "secret.yaml",
        "{type: object, properties: {found: {type: string}}}",
    );
    write(
        "api/near.yaml",
        "{type: object, properties: {found: {type: string}}}",
    );
    let root = folder.path().join("api/root.yaml");
    let found = |reference: &str, within: &Path| {
        fs::write(&root, text(reference)).unwrap();
        let (code, sink) = code_of(&Source::from_file_within(&root, within));
        (code.unwrap().contains("pub found: Option<String>"), sink)
    };
    let own = folder.path().join("api");
    assert!(found("near.yaml", &own).0);
    assert!(found("./near.yaml#", &own).0);
    // The root may be higher than the folder of the document, and then a
    // reference may climb.
    assert!(found("../secret.yaml", folder.path()).0);
    let absolute = folder.path().join("secret.yaml");
    for outside in [
        "../secret.yaml",
        "%2e%2e/secret.yaml",
        "x/../../secret.yaml",
        absolute.to_str().unwrap(),
    ] {
        let (is_found, sink) = found(outside, &own);
        assert!(!is_found, "{outside}");
        says(&sink, Code::DanglingRef, Severity::Warning);
    }
    for remote in ["https://a.example/secret.yaml", "//a.example/secret.yaml"] {
        let (is_found, sink) = found(remote, &own);
        assert!(!is_found, "{remote}");
        says(&sink, Code::RemoteRef, Severity::Warning);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, own.join("link.yaml")).unwrap();
        assert!(!found("link.yaml", &own).0);
    }
}

#[test]
fn references_lead_anywhere() {
    let text = document(
        "3.0.3",
        "paths:
  /a/b/{c}:
    get:
      operationId: deep
      parameters: [{name: c, in: path, required: true, schema: {$ref: '#/components/schemas/A/properties/a'}}]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {type: object, required: [inner], properties: {inner: {type: integer}}}}}}
  /other:
    get:
      operationId: same
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/paths/~1a~1b~1%7Bc%7D/get/responses/200/content/application~1json/schema'}}}}
components:
  schemas:
    A: {allOf: [{type: object}, {type: object, properties: {of_all: {type: boolean}}}], properties: {a: {type: integer}}}
    Member: {type: object, required: [m], properties: {m: {$ref: '#/components/schemas/A/allOf/1'}}}
    One: {$ref: '#/components/schemas/Two'}
    Two: {$ref: '#/components/schemas/Three'}
    Three: {type: string}
    Uses: {type: object, required: [one, lost], properties: {one: {$ref: '#/components/schemas/One'}, lost: {$ref: '#/components/schemas/Nowhere'}}}",
    );
    let (code, sink) = code("a.yaml", text);
    for wanted in [
        "pub fn deep(&self, c: i64)",
        "pub fn same(&self)",
        "pub inner: i64",
        "pub of_all: Option<bool>",
        "pub lost: Value",
    ] {
        has(&code, wanted);
    }
    assert_eq!(code.matches("pub inner: i64").count(), 1, "{code}");
    says(&sink, Code::DanglingRef, Severity::Warning);
}

/// A row: the schema of a required property `a`, what the field becomes, and
/// what is said of it.
type Row = (&'static str, &'static str, Option<(Code, Severity)>);

const NOTED: Option<(Code, Severity)> = Some((Code::Unsupported, Severity::Note));

const OF_3_1: &[Row] = &[
    ("{type: [string, 'null']}", "pub a: Option<String>", None),
    ("{type: ['null', integer]}", "pub a: Option<i64>", None),
    ("{type: [string]}", "pub a: String", None),
    (
        "{anyOf: [{type: integer}, {type: 'null'}]}",
        "pub a: Option<i64>",
        None,
    ),
    (
        "{oneOf: [{type: 'null'}, {type: boolean}]}",
        "pub a: Option<bool>",
        None,
    ),
    ("{type: string, enum: [x, y, null]}", "pub a: Option<", None),
    (
        "{$ref: '#/components/schemas/Text', description: Beside it.}",
        "/// Beside it.",
        None,
    ),
    (
        "{$ref: '#/components/schemas/A/$defs/Inner'}",
        "pub inner: Option<i64>",
        None,
    ),
    (
        "{type: integer, exclusiveMinimum: 3, exclusiveMaximum: 9}",
        "pub a: i64",
        None,
    ),
    (
        "{type: string, examples: [one, two]}",
        "pub a: String",
        None,
    ),
    (
        "{type: array, prefixItems: [{type: string}, {type: string}], items: false}",
        "pub a: Vec<String>",
        None,
    ),
    ("{type: string, contentEncoding: base64}", "pub a: ", None),
    (
        "{type: string, contentMediaType: application/json}",
        "pub a: String",
        None,
    ),
    (
        "{type: object, patternProperties: {'^x': {type: integer}}}",
        "pub a: BTreeMap<String, i64>",
        None,
    ),
    (
        "{type: string, if: {const: x}, then: {}, else: {}}",
        "pub a: String",
        NOTED,
    ),
    (
        "{type: array, items: {type: string}, unevaluatedItems: false}",
        "pub a: Vec<String>",
        NOTED,
    ),
    (
        "{type: array, items: {type: string}, contains: {const: x}}",
        "pub a: Vec<String>",
        NOTED,
    ),
    ("true", "pub a: Value", None),
    ("{}", "pub a: Value", None),
];

#[test]
fn words_of_3_1_are_understood() {
    for (property, wanted, said) in OF_3_1 {
        let text = schema(
            "3.1.0",
            &format!(
                "{{type: object, required: [a], properties: {{a: {property}}}, $defs: {{Inner: {{type: object, properties: {{inner: {{type: integer}}}}}}}}}}\n    Text: {{type: string}}"
            ),
        );
        let (code, sink) = code("a.yaml", text);
        assert!(
            code.contains(wanted),
            "{property}: no `{wanted}` in\n{code}"
        );
        if let Some((code, severity)) = said {
            says(&sink, *code, *severity);
        }
    }
}

#[test]
fn members_that_are_not_evaluated_are_noted() {
    let text = schema(
        "3.1.0",
        "{type: object, properties: {a: {type: string}}, unevaluatedProperties: false}",
    );
    let (code, sink) = code("a.yaml", text);
    has(&code, "pub a: Option<String>");
    let rendered = sink.render(Format::Human(Color::Never));
    assert!(rendered.contains("unevaluatedProperties"), "{rendered}");
}

#[test]
fn webhooks_are_decoded() {
    let text = document(
        "3.1.0",
        "webhooks:
  petFound:
    post:
      requestBody: {content: {application/json: {schema: {type: object, required: [pet], properties: {pet: {type: string}}}}}}
      responses: {'200': {description: Ok.}}",
    );
    let (code, _) = code("a.yaml", text);
    has(&code, "PetFound");
    has(&code, "pub pet: String");
}
