//! What the configuration says of the document, or because the document
//! doesn't: each line has to have the effect that it names.

use oas_codegen::diagnostics::Format;
use oas_codegen::{Config, Sink, Source, Strictness};

const DOCUMENT: &str = "
openapi: 3.0.3
info: { title: Pets, version: '1' }
security: [{ key: [] }]
servers: [{ url: 'https://a.example', description: One }, { url: 'https://b.example', description: Two }]
paths:
  /pets:
    post: { operationId: createPet, responses: { '204': { description: ok } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    problem: { type: object, properties: { title: { type: string }, id: { type: string, format: uuid }, score: { type: number } } }
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
            "`date-tim` in `[types]` names nothing of the document",
        ),
        (
            "[types]\ndate-time = \"chrono::DateTime<Utc\"\n",
            "2:13",
            "for `date-time`",
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
        is_one_error(toml, &said, place, message);
    }
}

fn is_one_error(toml: &str, said: &str, place: &str, message: &str) {
    assert!(
        said.starts_with(&format!("codegen.toml:{place}: error")),
        "{toml}{said}"
    );
    assert!(said.contains(message), "{toml}{said}");
    assert_eq!(said.lines().count(), 1, "{toml}{said}");
}

#[test]
fn a_derive_that_cannot_be_is_an_error_where_it_stands() {
    for (list, column, message) in [
        ("all = [\"Eq\"]", 8, "`score` of `Problem` is `f64`"),
        ("problem = [\"Hash\"]", 12, "`score` of `Problem` is `f64`"),
        ("\"P*\" = [\"Copy\"]", 9, "`title` of `Problem` is `String`"),
        ("struct = [\"Clone\"]", 11, "`Problem` has it already"),
        (
            "struct = [\"serde::Serialize\"]",
            11,
            "`Problem` has it already",
        ),
        ("problem = [\"Ord\"]", 12, "`score` of `Problem` is `f64`"),
        ("all = [\"Default\"]", 8, "`Problem` has it already"),
        ("all = [\"EnumIs\"]", 8, "expected a trait"),
        ("all = [\"#[derive(A)] fn\"]", 8, "expected a trait"),
        ("all = \"Eq\"", 7, "expected a list"),
        ("problm = [\"Ord\"]", 1, "names no type"),
        ("enum = [\"Ord\"]", 1, "names no type"),
    ] {
        let toml = format!("[derive]\n{list}\n");
        let said = findings(&toml);
        let place = format!("codegen.toml:2:{column}: error");
        assert!(said.starts_with(&place), "{toml}{said}");
        assert!(said.contains(message), "{toml}{said}");
    }
    assert_eq!(
        findings("[derive]\nstruct = [\"PartialOrd\", \"a::B\"]\n"),
        ""
    );
}

#[test]
fn an_entry_that_matches_nothing_is_an_error_where_it_stands() {
    for (toml, place, message) in [
        (
            "[replace]\nproblm = \"crate::Problem\"\n",
            "2:1",
            "names nothing of the document (did you mean `problem`?)",
        ),
        (
            "[rename]\n\"op:creatPet\" = \"make\"\n",
            "2:1",
            "names nothing of the document (did you mean `op:createPet`?)",
        ),
        (
            "[pagination]\n\"op:listPets\" = false\n",
            "2:1",
            "`op:listPets` in `[pagination]` has no effect",
        ),
        (
            "[pagination]\n\"path:/pets\" = { items = \"/data\", url = \"/next\" }\n",
            "2:1",
            "has no effect",
        ),
        (
            "[pagination]\n\"op:createPet\" = { items = \"/data\", url = \"/next\" }\n",
            "2:1",
            "does not fit",
        ),
    ] {
        is_one_error(toml, &findings(toml), place, message);
    }
}

#[test]
fn a_name_that_can_not_be_had_is_an_error_and_no_other_name() {
    for (toml, place, message) in [
        (
            "[rename]\nproblem = \"a b!\"\n",
            "2:11",
            "expected a name in Rust",
        ),
        (
            "[rename]\nproblem = \"self\"\n",
            "2:11",
            "expected a name in Rust",
        ),
        (
            "[rename]\nproblem = \"Error\"\n",
            "2:11",
            "name collision: `Error`",
        ),
        ("server_enum = \"Client\"\n", "1:15", "expected a type name"),
        ("name_lock = \"src/mod.rs\"\n", "1:13", "`….lock`"),
        (
            "server_enum = \"UnixTime\"\n",
            "1:15",
            "expected a type name",
        ),
        (
            "server_enum = \"Problem\"\n",
            "1:15",
            "the enum of servers can't be called `Problem`",
        ),
        ("crate_name = \"std\"\n", "1:14", "expected a crate name"),
        (
            "module = \"crate::type\"\n",
            "1:10",
            "expected the path of a module",
        ),
    ] {
        is_one_error(toml, &findings(toml), place, message);
    }
}

#[test]
fn a_misspelt_key_within_a_table_is_told_with_the_one_that_was_meant() {
    for (toml, place, message) in [
        (
            "[pagination]\n\"path:/**\" = { itmes = \"/data\", url = \"/next\" }\n",
            "2:16",
            "has no key `itmes` (did you mean `items`?)",
        ),
        (
            "[pagination]\n\"path:/**\" = { items = \"/data\", page = { in = \"query\", nmae = \"p\" } }\n",
            "2:56",
            "`page` has no key `nmae` (did you mean `name`?)",
        ),
        (
            "[dependencies]\nuuid = { version = \"1\", featurs = [] }\n",
            "2:25",
            "has no key `featurs` (did you mean `features`?)",
        ),
        (
            "[idempotency]\n\"op:createPet\" = { kye = \"X\" }\n",
            "2:20",
            "has no key `kye` (did you mean `key`?)",
        ),
        (
            "[api]\nrequest-idd = \"X\"\n",
            "2:1",
            "did you mean `request-id`?",
        ),
        (
            "[error]\nschema = \"problem\"\nmesage = \"/title\"\n",
            "3:1",
            "did you mean `message`?",
        ),
    ] {
        is_one_error(toml, &findings(toml), place, message);
    }
}

#[test]
fn a_line_with_an_effect_is_fine() {
    for toml in [
        "[replace]\nproblem = \"crate::Problem\"\n[rename]\nproblem = \"Fault\"\n",
        "server_enum = \"Region\"\n",
        "[api]\nrequest-id = \"X-Id\"\n",
        "[error]\nschema = \"problem\"\nmessage = \"/title\"\n",
        "[security]\nkey = { type = \"http\", scheme = \"bearer\" }\n",
        "[idempotency]\n\"path:/**\" = { key = \"X-Once\" }\n",
    ] {
        assert_eq!(findings(toml), "", "{toml}");
    }
}
