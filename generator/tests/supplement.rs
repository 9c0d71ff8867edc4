//! What the configuration says because the document doesn't: each line has to
//! have an effect.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use oas_codegen::diagnostics::Format;
use oas_codegen::{Config, Sink, Source, Strictness};

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
security: [{ key: [] }]
paths:
  /pets:
    post: { operationId: createPet, responses: { '204': { description: ok } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    problem: { type: object, properties: { title: { type: string }, at: { type: string, format: date-time }, id: { type: string, format: uuid } } }
";

/// What there is to say of a configuration, a line each.
fn findings(toml: &str) -> String {
    let mut sink = Sink::new();
    if let Some(config) = Config::parse("codegen.toml", toml, &mut sink) {
        let source = Source::from_text("pets.yaml", DOCUMENT);
        let api = oas_codegen::analyse(&source, &config, Strictness::Lenient, &mut sink);
        assert_eq!(api.is_none(), sink.has_errors());
    }
    sink.render(Format::Lines)
}

#[test]
fn a_line_without_effect_is_an_error_where_it_stands() {
    for (toml, place, message) in [
        (
            "[api]\nrequest_id = \"X-Id\"\n",
            "2:1",
            "has no key `request_id`",
        ),
        ("[api]\nheaders = { A = 1 }\n", "2:17", "has to be a string"),
        ("[error]\nmessage = \"/title\"\n", "1:2", "has no `schema`"),
        (
            "[types]\nuuid = \"string\"\ndate-tim = \"a::B<c::D, e::F>\"\n",
            "3:1",
            "no schema has the format `date-tim` (did you mean `date-time`?)",
        ),
        (
            "[types]\ndate-time = \"chrono::DateTime<Utc\"\n",
            "2:13",
            "for `date-time`",
        ),
        (
            "[replace]\nProblem = \"a::B\"\n",
            "2:1",
            "there is no schema `Problem` (did you mean `problem`?)",
        ),
        (
            "[error]\nschema = \"problm\"\n",
            "2:1",
            "there is no schema `problm` (did you mean `problem`?)",
        ),
        (
            "[error]\nschema = \"problem\"\nmessage = \"/detail\"\n",
            "3:11",
            "does not fit the schema",
        ),
        (
            "[error]\nschema = \"problem\"\nmesage = \"/title\"\n",
            "3:1",
            "has no key `mesage`",
        ),
        (
            "[security]\ntoken = { type = \"http\", scheme = \"bearer\" }\n",
            "2:1",
            "nothing requires `token`",
        ),
        (
            "[security]\nkey = { type = \"https\" }\n",
            "2:1",
            "is no security scheme",
        ),
        (
            "[idempotency]\n\"op:listPets\" = true\n",
            "2:1",
            "`op:listPets` has no effect",
        ),
        (
            "[idempotency]\n\"op:createPet\" = true\n\"path:/**\" = false\n",
            "3:1",
            "`path:/**` has no effect",
        ),
        (
            "[idempotency]\n\"op:createPet\" = \"yes\"\n",
            "2:18",
            "expected `true`",
        ),
    ] {
        let said = findings(toml);
        assert!(
            said.starts_with(&format!("codegen.toml:{place}: error")),
            "{toml}{said}"
        );
        assert!(said.contains(message), "{toml}{said}");
        assert_eq!(said.lines().count(), 1, "{toml}{said}");
    }
}

#[test]
fn a_line_with_an_effect_is_fine() {
    for toml in [
        "[api]\nrequest-id = \"X-Id\"\n",
        "[error]\nschema = \"problem\"\nmessage = \"/title\"\n",
        "[security]\nkey = { type = \"http\", scheme = \"bearer\" }\n",
        "[idempotency]\n\"path:/**\" = { key = \"X-Once\" }\n",
    ] {
        assert_eq!(findings(toml), "", "{toml}");
    }
}
