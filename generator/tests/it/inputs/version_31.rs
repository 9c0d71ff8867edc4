//! What only documents of version 3.1 say.

use oas_codegen::diagnostics::{Code, Color, Format, Severity};

use super::{code, document, has, says, schema};

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
        "pub a: BTreeMap<String, AAValue>",
        None,
    ),
    (
        "{type: object, patternProperties: {'^.*$': {type: integer}}}",
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
