//! The rules together, and what they leave behind.

use super::*;
use crate::load::{Source, load};

fn normalized(text: &str) -> (Document, Sink) {
    let mut sink = Sink::new();
    let doc = load(&Source::from_text("api.yaml", text), &mut sink).unwrap();
    let doc = normalize(doc, &mut sink);
    (doc, sink)
}

const TEXT: &str = r"openapi: 3.1.0
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Name: {type: [string, 'null']}
    Pet:
      type: object
      properties:
        name:
          $ref: '#/components/schemas/Name'
          description: What it is called.
        parent:
          anyOf:
          - type: 'null'
          - $ref: '#/components/schemas/Pet'
            deprecated: true
        $ref: true
      example: {type: [string, 'null']}
      examples: [{anyOf: [{type: 'null'}]}]
    Other: {$ref: '#/components/schemas/Pet/properties/parent/anyOf/1'}
";

fn place(doc: &Document, pointer: &str) -> Place {
    Place {
        file: doc.root_place().file,
        pointer: pointer.parse().unwrap(),
    }
}

#[test]
fn only_schemas_are_changed() {
    let (doc, _) = normalized(TEXT);
    let schemas = doc
        .root()
        .at(&"/components/schemas".parse().unwrap())
        .unwrap();
    insta::assert_snapshot!(format!("{:#}", schemas.to_json()));
}

#[test]
fn what_has_moved_is_found_where_it_was_written() {
    let (doc, _) = normalized(TEXT);
    let properties = "/components/schemas/Pet/properties";
    let line = |pointer: &str| {
        let place = place(&doc, &format!("{properties}{pointer}"));
        assert!(doc.node(&place).is_some(), "{pointer}");
        doc.position(&place).unwrap().value.line
    };
    assert_eq!(line("/name/allOf/0/$ref"), 11);
    assert_eq!(line("/name/description"), 12);
    assert_eq!(line("/parent/anyOf/0/allOf/0/$ref"), 16);
    assert_eq!(line("/parent/anyOf/0/deprecated"), 17);
}

#[test]
fn references_follow_what_has_moved() {
    let (doc, _) = normalized(TEXT);
    let from = place(&doc, "/components/schemas/Other");
    let target = doc
        .resolve(&from, "#/components/schemas/Pet/properties/parent/anyOf/1")
        .unwrap();
    assert_eq!(
        target.pointer.to_string(),
        "/components/schemas/Pet/properties/parent/anyOf/0"
    );
    let name = doc
        .resolve(&from, "#/components/schemas/Pet/properties/name")
        .unwrap();
    assert_eq!(
        name.pointer.to_string(),
        "/components/schemas/Pet/properties/name"
    );
}

#[test]
fn earlier_findings_keep_their_places() {
    use crate::diagnostics::{Code, Color, Diagnostic, Format};
    let mut sink = Sink::new();
    let doc = load(&Source::from_text("api.yaml", TEXT), &mut sink).unwrap();
    let branch = place(
        &doc,
        "/components/schemas/Pet/properties/parent/anyOf/0/type",
    );
    sink.push(Diagnostic::warning(Code::WrongType, "found before").at(&branch, "here"));
    let doc = normalize(doc, &mut sink);
    let branch = place(&doc, "/components/schemas/Pet/properties/parent/anyOf/0");
    sink.push(Diagnostic::warning(Code::WrongType, "found after").at(&branch, "here"));
    insta::assert_snapshot!(sink.render(Format::Human(Color::Never)));
}

#[test]
fn a_reference_in_place_of_an_operation_is_replaced() {
    struct Part;
    impl crate::load::FileReader for Part {
        fn read(&self, _: &str) -> std::io::Result<Vec<u8>> {
            let text =
                "operationId: get\nresponses: {'200': {$ref: '#/ok'}}\nok: {description: Fine.}\n";
            Ok(text.into())
        }
    }
    let text = "openapi: 3.0.3\ninfo: {}\npaths: {/a: {get: {$ref: parts/get.yaml}}}\n";
    let source = Source::from_text("api.yaml", text).with_reader(Box::new(Part));
    let mut sink = Sink::new();
    let doc = normalize(load(&source, &mut sink).unwrap(), &mut sink);
    let operation = place(&doc, "/paths/~1a/get");
    let id = operation.key("operationId");
    assert_eq!(doc.node(&id).and_then(Node::as_str), Some("get"));
    let origin = doc.sources().origin(&id);
    assert_eq!(doc.path(origin.file), Some("parts/get.yaml"));
    let (_, response) = doc.follow(&operation.key("responses").key("200")).unwrap();
    assert!(response.get("description").is_some());
}

#[test]
fn a_description_that_nobody_reads_is_cut_and_named() {
    let long = "a line of ä\\n".repeat(30_000);
    let text = format!(
        "openapi: 3.0.3\ninfo: {{}}\ncomponents: {{schemas: {{Pet: {{description: \"{long}\", \
         example: {{description: \"{long}\"}}}}}}}}\n"
    );
    let mut sink = Sink::new();
    let doc = load(&Source::from_text("api.yaml", text), &mut sink).unwrap();
    let doc = normalize(doc, &mut sink);
    let length = |pointer| Some(doc.node(&place(&doc, pointer))?.as_str()?.len());
    let described = "/components/schemas/Pet/description";
    assert_eq!(length(described), Some(255_995 + "\n\n…".len()));
    let data = "/components/schemas/Pet/example/description";
    assert_eq!(length(data), Some(13 * 30_000));
    let messages: Vec<_> = sink
        .diagnostics()
        .iter()
        .map(|finding| &finding.message)
        .collect();
    assert_eq!(messages, ["a description of 390 kB is cut"]);
}
