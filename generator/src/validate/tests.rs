//! Documents that are right, and findings that are not worth a file of their
//! own under `tests/errors`.

use super::*;
use crate::diagnostics::{Code, Severity};
use crate::load::{Source, load};

fn codes(text: &str, strictness: Strictness) -> Vec<Code> {
    let mut sink = Sink::new();
    let doc = load(&Source::from_text("api.yaml", text), &mut sink).unwrap();
    validate(&doc, strictness, &mut sink);
    if strictness == Strictness::Lenient {
        assert_eq!(sink.count(Severity::Error), 0);
    }
    sink.sorted().into_iter().map(|found| found.code).collect()
}

const RIGHT: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      responses:
        '200': {description: The pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        4XX: {description: No pet.}
components:
  schemas:
    Pet:
      type: object
      properties:
        $ref: {type: string}
        example: {type: string, enum: [a, b], default: a}
        parent: {$ref: '#/components/schemas/Pet'}
      example: {$ref: nothing to see}
";

#[test]
fn a_right_document_has_no_findings() {
    assert_eq!(codes(RIGHT, Strictness::Strict), []);
    assert_eq!(codes(RIGHT, Strictness::Lenient), []);
}

#[test]
fn a_foreign_document_is_forgiven() {
    let wrong = RIGHT
        .replace("operationId", "operationid")
        .replace("/Pet'}}}", "/Pte'}}}");
    assert_eq!(
        codes(&wrong, Strictness::Lenient),
        [Code::UnknownKey, Code::DanglingRef]
    );
}

#[test]
fn a_foreign_document_may_lack_a_file() {
    let lacking = RIGHT.replace("'#/components/schemas/Pet'}}}", "'pet.yaml'}}}");
    assert_eq!(
        codes(&lacking, Strictness::Lenient),
        [Code::UnreadableReference]
    );
}

#[test]
fn a_reference_to_another_kind_is_found() {
    let wrong = RIGHT.replace(
        "4XX: {description: No pet.}",
        "4XX: {$ref: '#/components/schemas/Pet'}",
    );
    assert_eq!(codes(&wrong, Strictness::Strict), [Code::RefKind]);
}

#[test]
fn newer_keys_are_known_by_their_version() {
    let text = RIGHT.replace("type: object", "type: object\n      $comment: x");
    assert_eq!(codes(&text, Strictness::Strict), [Code::UnknownKey]);
    let text = text.replace("3.0.3", "3.1.0");
    assert_eq!(codes(&text, Strictness::Strict), []);
}
