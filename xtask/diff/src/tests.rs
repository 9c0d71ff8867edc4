//! One change each, and what is said of it.

use oas_codegen::Strictness;
use oas_codegen::config::Config;
use oas_codegen::load::Source;

mod cases;
mod writers;

use cases::CASES;

use super::finding::{Finding, Layer, Severity};
use super::release::Verdict;
use super::report::Report;
use super::side::{self, Side};
use super::{behavior, exceptions, items, wire};

const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
      - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
      - { name: color, in: query, required: true, schema: { type: string } }
      responses:
        '200': { description: Pets., content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    post:
      operationId: createPet
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses:
        '201': { description: Made., content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /pets/{id}:
    delete:
      operationId: deletePet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '204': { description: Gone. } }
webhooks:
  pet.created: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { sold: { type: boolean } } } } } }, responses: { '200': { description: Received. } } } }
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: { type: string }
        kind: { type: string, enum: [cat, dog] }
        age: { type: integer }
    NewPet:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 50 }
        size: { type: string, enum: [small, large] }
        tag: { type: string }
    Problem: { type: object, properties: { title: { type: string } } }
";

fn side(text: &str) -> Side {
    let source = || Source::from_text("pets.yaml", text);
    Side::of(source, &Config::default(), Strictness::Strict)
        .map_err(|error| error.to_string())
        .unwrap()
}

fn compare(old: &Side, new: &str) -> Vec<Finding> {
    let new = side(new);
    let mut findings = items::compare(old, &new);
    findings.extend(wire::compare(&old.document, &new.document));
    findings.extend(behavior::compare(old, &new));
    findings
}

#[test]
fn each_change_is_told_for_what_it_is() {
    let old = side(DOCUMENT);
    for (from, to, checks, verdict) in CASES {
        assert!(DOCUMENT.contains(from), "{from}");
        let findings = compare(&old, &DOCUMENT.replacen(from, to, 1));
        let wire = findings.iter().filter(|one| one.layer == Layer::Wire);
        let told: Vec<(&str, Severity)> = wire.map(|one| (one.check, one.severity)).collect();
        assert_eq!(told, *checks, "{from} → {to}");
        assert_eq!(
            Verdict::of(&findings),
            *verdict,
            "{from} → {to}: {findings:#?}"
        );
    }
}

#[test]
fn each_branch_is_told_by_its_name() {
    let tag = |branches: &str| {
        DOCUMENT.replace(
            "tag: { type: string }",
            &format!("tag: {{ oneOf: [{branches}] }}"),
        )
    };
    let more = "{ type: string }, { title: Long, type: object }, { type: integer }";
    for (from, to, is) in [
        ("{ type: string }", more, "new"),
        (more, "{ type: string }", "gone"),
    ] {
        let messages: Vec<String> =
            wire::compare(&side(&tag(from)).document, &side(&tag(to)).document)
                .into_iter()
                .map(|one| one.message)
                .filter(|one| one.contains("branch"))
                .collect();
        let named = format!("the branch `Long` of `oneOf` is {is}");
        assert_eq!(messages, [named, format!("a branch of `oneOf` is {is}")]);
    }
}

#[test]
fn what_a_client_does_by_itself_is_compared() {
    let to = "operationId: createPet\n      x-idempotent: true";
    let findings = compare(
        &side(DOCUMENT),
        &DOCUMENT.replacen("operationId: createPet", to, 1),
    );
    let [finding] = findings.as_slice() else {
        panic!("{findings:#?}");
    };
    assert_eq!(finding.check, "repeats-changed");
    assert_eq!(finding.message, "repeats: idempotent; was not idempotent");
    assert_eq!(finding.new.as_ref().map(|at| at.line), Some(14));
}

#[test]
fn a_report_has_a_form_for_each_reader() {
    let new = DOCUMENT.replacen("name: limit", "name: most", 1);
    let findings = compare(&side(DOCUMENT), &new);
    let report = Report {
        findings: &findings,
        accepted: &[],
        verdict: Verdict::of(&findings),
        next: Verdict::of(&findings).next("0.1.0"),
    };
    let human = report.human();
    assert!(human.contains("breaking[parameter-removed] GET /pets: the parameter `query limit` is gone\n  old pets.yaml:9:"), "{human}");
    assert!(
        human.ends_with("release: major, next version 0.2.0\n"),
        "{human}"
    );
    assert!(report.markdown().contains("\n### breaking, wire\n"));
    assert_eq!(report.json()["next_version"], "0.2.0");
    assert_eq!(report.sarif()["runs"][0]["results"][0]["level"], "error");
}

/// A person sees them in a terminal, and a pull request as Markdown.
#[test]
fn what_is_quoted_does_not_act() {
    let harm = "a\\u001b[31m\\n::error::b <img src=c> `[d](javascript:e)` | @team";
    let new = DOCUMENT.replacen("name: limit", &format!("name: \"{harm}\""), 1);
    assert_ne!(new, DOCUMENT);
    let findings = compare(&side(DOCUMENT), &new);
    let report = Report {
        findings: &findings,
        accepted: &[],
        verdict: Verdict::of(&findings),
        next: None,
    };
    let human = report.human();
    assert!(human.contains("javascript:e"), "{human}");
    assert!(
        !human.contains('\u{1b}') && !human.contains("\n::error"),
        "{human}"
    );
    for markdown in [report.markdown(), crate::release::notes(&findings)] {
        let quoted = "::error::b <img src=c> `&#91;d&#93;(javascript:e)` ";
        assert!(markdown.contains(quoted), "{markdown}");
        for acts in ["[d](", "\u{1b}", "\n::error"] {
            assert!(!markdown.contains(acts), "{acts}: {markdown}");
        }
    }
}

#[test]
fn a_stub_for_tests_is_part_of_the_api() {
    let new = DOCUMENT.replace("operationId: createPet", "operationId: addPet");
    let found = compare(&side(DOCUMENT), &new);
    let subjects: Vec<String> = found.iter().map(Finding::subject).collect();
    assert!(
        subjects.iter().any(|one| one.contains("on_create_pet")),
        "{subjects:#?}"
    );
    let old = side(DOCUMENT).items;
    let stub = old
        .get("test::Mock::on_create_pet()")
        .map(|stub| stub.signature.as_str());
    let signature = "fn on_create_pet(&self) -> Stub<crate::types::NewPet, crate::types::Pet> if feature = \"test-util\"";
    assert_eq!(stub, Some(signature));
}

#[test]
fn items_in_rust_have_a_line() {
    let new = DOCUMENT.replace("tag: { type: string }", "tag: { type: integer }");
    let found = compare(&side(DOCUMENT), &new);
    let line = |subject: &str| {
        let found = found.iter().find(|one| one.subjects == [subject]);
        found.and_then(|one| Some((one.old.as_ref()?.line, one.new.as_ref()?.line)))
    };
    let written = |text: &str| {
        let mut lines = DOCUMENT.lines();
        lines
            .position(|line| line.contains(text))
            .map(|index| index + 1)
    };
    let tag = written("tag: {").map(|line| (line, line));
    assert_eq!(line("types::NewPet::tag"), tag);
    assert_eq!(line("types::NewPet::tag()"), tag);
    let renamed = DOCUMENT.replace("operationId: deletePet", "operationId: removePet");
    let found = compare(&side(DOCUMENT), &renamed);
    let gone = found
        .iter()
        .find(|one| one.subjects == ["api::Pets::delete_pet()"]);
    let gone = gone.unwrap();
    for at in [&gone.old, &gone.new] {
        assert_eq!(at.as_ref().map(|at| at.line), written("delete:"));
    }
}

#[test]
fn another_name_is_told_as_such() {
    let names = |from: &str, to: &str| {
        let found = compare(&side(DOCUMENT), &DOCUMENT.replace(from, to));
        let told = found.into_iter().filter(|one| one.check == "item-renamed");
        told.map(|one| format!("{}: {}", one.subjects.join(", "), one.message))
            .collect::<Vec<String>>()
    };
    let method = "api::Pets::delete_pet(): the method is called `remove_pet()` now: `fn remove_pet(&self, id: &str) -> Call<()>`";
    assert_eq!(
        names("operationId: deletePet", "operationId: removePet"),
        [method]
    );
    let of_type = "types::Problem: the type is called `Fault` now: `struct`";
    assert_eq!(names("Problem", "Fault"), [of_type]);
    // Another member is another one.
    assert!(names("tag: { type: string }", "mark: { type: string }").is_empty());
}

#[test]
fn a_locked_name_is_the_name() {
    let mut config = Config::default();
    side::lock(
        &mut config,
        "names.lock",
        "#/components/schemas/Pet type = Animal\n",
    )
    .map_err(|error| error.to_string())
    .unwrap();
    let source = || Source::from_text("pets.yaml", DOCUMENT);
    let side = Side::of(source, &config, Strictness::Strict).map_err(|error| error.to_string());
    assert!(side.unwrap().items.contains_key("types::Animal"));
    assert!(side::lock(&mut config, "names.lock", "no such line").is_err());
}

#[test]
fn an_exception_has_a_reason_and_a_difference() {
    let entry = |check: &str| {
        format!(
            "[[accept]]\ncheck = \"{check}\"\nsubject = \"GET /pets\"\nreason = \"Nobody used it.\"\n"
        )
    };
    let findings = || {
        compare(
            &side(DOCUMENT),
            &DOCUMENT.replacen("name: limit", "name: most", 1),
        )
    };
    let count = findings().len();
    let judged = exceptions::judge(findings(), &entry("parameter-removed"))
        .map_err(|error| error.to_string())
        .unwrap();
    assert_eq!((judged.left.len(), judged.accepted.len()), (count - 1, 1));
    for (text, message) in [
        (entry("operation-removed"), "remove the exception"),
        (
            entry("parameter-removed").replace("reason", "why"),
            "needs `reason`",
        ),
        ("accepted = 1".to_owned(), "entries `[[accept]]`"),
    ] {
        let Err(error) = exceptions::judge(findings(), &text) else {
            panic!("{text}");
        };
        assert!(error.to_string().contains(message), "{error}");
    }
}
