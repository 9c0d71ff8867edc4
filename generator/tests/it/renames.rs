//! `[rename]` of the configuration.

use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::{Config, Sink, Source, Strictness};

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
paths: {}
components: { schemas: { pet: { type: object, properties: { name: { type: string } } } } }
";

/// What there is to say where the configuration renames `key`.
fn findings(key: &str) -> String {
    let mut sink = Sink::new();
    let toml = format!("[rename]\n\"{key}\" = \"Animal\"\n");
    let config = Config::parse("codegen.toml", &toml, &mut sink).unwrap();
    let source = Source::from_text("pets.yaml", DOCUMENT);
    let api = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    assert_eq!(api.is_none(), sink.has_errors());
    sink.render(Format::Human(Color::Never))
}

#[test]
fn a_key_that_names_nothing_is_an_error() {
    for key in [
        "",
        "pett",
        "op:getPet",
        "tag:Pets",
        "#/components/schemas/pett",
    ] {
        let said = findings(key);
        let expected = format!("`{key}` in `[rename]` names nothing of the document");
        assert!(said.contains(&expected), "{said}");
    }
    assert!(findings("pett").contains("did you mean `pet`?"));
}

#[test]
fn a_key_that_names_something_is_none() {
    for key in ["pet", "#/components/schemas/pet/properties/name"] {
        let said = findings(key);
        assert!(!said.contains("rename"), "{said}");
    }
}
