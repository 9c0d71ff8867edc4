//! What real documents write, and what it means.

use oas_codegen::diagnostics::Code;
use oas_codegen::model::{Primitive, TypeKind, TypeRef};
use oas_codegen::{Api, Config, Sink, Source};

fn partial_of(schema: &str) -> (Api, Sink) {
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {schema}}}}}\n"
    );
    let mut sink = Sink::new();
    let source = Source::from_text("a.yaml", text);
    let partial = oas_codegen::generate_partial(&source, &Config::default(), &mut sink).unwrap();
    (partial.api, sink)
}

#[test]
fn a_type_counts_more_than_what_makes_no_sense_in_it() {
    for schema in [
        "{type: string, additionalProperties: true}",
        "{type: string, items: {type: string}}",
    ] {
        let (api, _) = partial_of(schema);
        let (_, def) = api.types.iter().next().unwrap();
        let TypeKind::Alias(alias) = &def.kind else {
            panic!("{def:?}");
        };
        assert_eq!(alias.target, TypeRef::Primitive(Primitive::String));
    }
}

#[test]
fn null_is_no_example_of_an_enum_that_may_be_null() {
    let schema = "{type: string, nullable: true, enum: [x, y], example: null}";
    let (api, sink) = partial_of(schema);
    let misfits = sink.diagnostics().iter();
    assert_eq!(
        misfits
            .filter(|one| one.code == Code::ExampleMisfit)
            .count(),
        0
    );
    let (_, def) = api.types.iter().next().unwrap();
    assert!(def.examples.is_empty());
}
