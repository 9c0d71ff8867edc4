//! What the specification shows, and what it leaves to whoever applies an overlay.

mod shape;

use super::{effective, make};
use crate::config::{Config, Strictness};
use crate::diagnostics::{Color, Format, Sink};
use crate::load::{Source, load, to_yaml};
use crate::tree::Node;

const TOWN: &str = "\
openapi: 3.1.0
info: { title: Town, version: '1' }
servers:
- { url: 'https://test.example', description: Test }
- { url: 'https://town.example', description: Live }
paths:
  /houses:
    get:
      summary: All houses
      operationId: listHouses
      tags: [houses, draft]
      x-traits: [paged]
      parameters:
      - { name: draft, in: query, schema: { type: boolean } }
      - { name: filter, in: query, schema: { type: string } }
      responses:
        '200':
          description: Houses.
          content: { application/json: { schema: { $ref: '#/components/schemas/House' } } }
        '500': { description: No. }
        default: { description: No. }
  /streets:
    get:
      operationId: listStreets
      tags: [streets]
      responses: { '200': { description: Streets. }, '500': { description: No. } }
components:
  schemas:
    House:
      type: object
      properties:
        name: { type: string, example: Mill }
        floors: { type: integer, example: 3 }
";

fn source(document: &str, overlays: &[&str]) -> Source {
    let source = Source::from_text("town.yaml", document);
    overlays
        .iter()
        .enumerate()
        .fold(source, |source, (index, text)| {
            let name = format!("{}.overlay.yaml", index + 1);
            source.with_overlay(Source::from_text(name, *text))
        })
}

/// An overlay of these actions; each line of the text is one, without its reason.
fn overlay(version: &str, actions: &str) -> String {
    let lines = actions.trim().lines();
    let lines = lines.map(|line| format!("- {{ x-reason: It is wrong., {} }}\n", line.trim()));
    let info = "info: { title: Corrections, version: '1' }";
    format!(
        "overlay: {version}\n{info}\nactions:\n{}",
        lines.collect::<String>()
    )
}

fn applied(document: &str, overlays: &[&str]) -> Result<Node, String> {
    let mut sink = Sink::new();
    let changed = effective(&source(document, overlays), &mut sink);
    match changed.filter(|_| !sink.has_errors()) {
        Some(changed) => Ok(changed.root().clone()),
        None => Err(sink.render(Format::Human(Color::Never))),
    }
}

/// The value at a pointer after these actions, as YAML in one line.
fn value(version: &str, actions: &str, pointer: &str) -> String {
    let root = applied(TOWN, &[&overlay(version, actions)]).unwrap();
    match root.at(&pointer.parse().unwrap()) {
        Some(node) => node.to_json().to_string(),
        None => "absent".to_owned(),
    }
}

/// The version of an overlay, its actions, a pointer, and what stands there then.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    // Of one object, of nested ones, of one that is not there yet.
    (
        "1.0.0",
        "target: $.info, update: { license: { name: MIT } }",
        "/info/license",
        r#"{"name":"MIT"}"#,
    ),
    (
        "1.0.0",
        "target: $, update: { info: { x-a: true } }",
        "/info",
        r#"{"title":"Town","version":"1","x-a":true}"#,
    ),
    (
        "1.0.0",
        "target: \"$.paths['/houses']\", update: { post: { summary: New } }",
        "/paths/~1houses/post",
        r#"{"summary":"New"}"#,
    ),
    (
        "1.0.0",
        "target: $.paths.*, update: { x-b: [1] }",
        "/paths/~1streets/x-b",
        "[1]",
    ),
    // Arrays are concatenated, entries appended.
    (
        "1.0.0",
        "target: $.paths.*.get, update: { tags: [town] }",
        "/paths/~1houses/get/tags",
        r#"["houses","draft","town"]"#,
    ),
    (
        "1.0.0",
        "target: $.servers, update: { url: 'https://a.example' }",
        "/servers/2",
        r#"{"url":"https://a.example"}"#,
    ),
    (
        "1.1.0",
        "target: $.servers, update: [{ url: a }, { url: b }]",
        "/servers/3",
        r#"{"url":"b"}"#,
    ),
    // Values of no members, from version 1.1 on in place.
    (
        "1.1.0",
        "target: \"$.paths['/houses'].get.summary\", update: Houses",
        "/paths/~1houses/get/summary",
        r#""Houses""#,
    ),
    (
        "1.0.0",
        "target: \"$.paths['/houses'].get.summary\", remove: true",
        "/paths/~1houses/get/summary",
        "absent",
    ),
    (
        "1.1.0",
        "target: \"$.paths.*.get.tags[?@ == 'draft']\", remove: true",
        "/paths/~1houses/get/tags",
        r#"["houses"]"#,
    ),
    // Filters, wildcards and descendants.
    (
        "1.0.0",
        "target: \"$.servers[?(@.description == 'Test')]\", remove: true",
        "/servers",
        r#"[{"description":"Live","url":"https://town.example"}]"#,
    ),
    (
        "1.0.0",
        "target: \"$.paths..responses['500']\", remove: true",
        "/paths/~1streets/get/responses",
        r#"{"200":{"description":"Streets."}}"#,
    ),
    (
        "1.0.0",
        "target: \"$.components..properties[?(@.type == 'string')]\", remove: true",
        "/components/schemas/House/properties",
        r#"{"floors":{"example":3,"type":"integer"}}"#,
    ),
    (
        "1.0.0",
        "target: \"$.paths.*.get.parameters[?@.name == 'filter' && @.in == 'query']\", update: { schema: { maxLength: 9 } }",
        "/paths/~1houses/get/parameters/1/schema/maxLength",
        "9",
    ),
    (
        "1.0.0",
        "target: \"$.paths[?(@.get['x-traits'][?(@ == 'paged')])].get\", update: { parameters: [{ name: top, in: query }] }",
        "/paths/~1houses/get/parameters/2/name",
        r#""top""#,
    ),
    (
        "1.0.0",
        "target: \"$.paths[?match(@.get.operationId, 'list.*s')].get\", update: { x-c: 1 }",
        "/paths/~1houses/get/x-c",
        "1",
    ),
    // Removed and made anew; what is beside `remove` does not count.
    (
        "1.0.0",
        "target: $.servers, remove: true\ntarget: $, update: { servers: [{ url: a }] }",
        "/servers",
        r#"[{"url":"a"}]"#,
    ),
    (
        "1.0.0",
        "target: $.servers, remove: true, update: {}",
        "/servers",
        "absent",
    ),
    // Copied, and moved by a copy.
    (
        "1.1.0",
        "target: \"$.paths['/streets'].get\", copy: \"$.paths['/houses'].get\"",
        "/paths/~1streets/get/tags",
        r#"["streets","houses","draft"]"#,
    ),
    (
        "1.1.0",
        "target: $.paths, update: { /homes: {} }\ntarget: \"$.paths['/homes']\", copy: \"$.paths['/houses']\"\ntarget: \"$.paths['/houses']\", remove: true",
        "/paths/~1homes/get/operationId",
        r#""listHouses""#,
    ),
];

#[test]
fn actions_do_what_the_specification_says() {
    for (version, actions, pointer, expected) in CASES {
        assert_eq!(value(version, actions, pointer), *expected, "{actions}");
    }
}

#[test]
fn several_overlays_are_applied_in_their_order() {
    let one = overlay("1.0.0", "target: $.info, update: { x-a: 1 }");
    let two = overlay("1.1.0", "target: \"$.info['x-a']\", update: 2");
    let root = applied(TOWN, &[&one, &two]).unwrap();
    assert_eq!(
        root.at(&"/info/x-a".parse().unwrap()),
        Some(&Node::Integer(2))
    );
    assert!(applied(TOWN, &[&two, &one]).is_err());
}

#[test]
fn what_has_no_effect_or_no_sense_is_an_error() {
    for (version, actions, message) in [
        (
            "1.0.0",
            "target: \"$.paths['/house'].get\", update: { x: 1 }",
            "did you mean `/houses`?",
        ),
        (
            "1.0.0",
            "target: $.info, update: { title: Town }",
            "changes nothing",
        ),
        (
            "1.0.0",
            "target: $.paths.*.get, update: { tags: [] }",
            "changes nothing",
        ),
        (
            "1.0.0",
            "target: \"$.paths['/houses'].get\", update: { tags: [draft] }",
            "changes nothing",
        ),
        (
            "1.0.0",
            "target: $.info, copy: $.servers",
            "is of Overlay 1.1",
        ),
        ("1.1.0", "target: $.info, copy: $.paths.*", "names 2 values"),
        ("1.1.0", "target: $.info, copy: $.nothing", "names nothing"),
        (
            "1.1.0",
            "target: $.info, remove: true, update: {}",
            "has one of",
        ),
        ("1.1.0", "target: $.info, remove: false", "has one of"),
        (
            "1.1.0",
            "target: $.info, updat: {}",
            "did you mean `update`?",
        ),
        (
            "1.1.0",
            "target: $.info, update: [1]",
            "an array can't be merged into an object",
        ),
        (
            "1.1.0",
            "target: $.info, update: { title: {} }",
            "an object can't be merged into a string",
        ),
        ("1.1.0", "target: $, remove: true", "can't be removed"),
        ("1.1.0", "target: info, update: {}", "is no JSONPath"),
        ("1.1.0", "target: 1, update: {}", "needs a `target`"),
        (
            "1.1.0",
            "target: $.info, remove: yes please",
            "is `true` or `false`",
        ),
        (
            "1.2.0",
            "target: $.info, update: {}",
            "version of the Overlay Specification is not known",
        ),
        (
            "1.1.0",
            "target: $.openapi, update: '4.0.0'",
            "the version of OpenAPI is not known",
        ),
    ] {
        let said = applied(TOWN, &[&overlay(version, actions)]).unwrap_err();
        assert!(said.contains(message), "{actions}\n{said}");
        assert_eq!(said.matches("error[").count(), 1, "{actions}\n{said}");
    }
}

#[test]
fn findings_lead_to_the_overlay_and_to_what_it_changes() {
    let overlay = overlay(
        "1.1.0",
        "target: \"$.servers[0]\", remove: true
         target: $.components.schemas.House.properties, update: { size: { type: integr } }
         target: $.paths.*.get.parameters, update: { name: top, in: query }",
    );
    let document = TOWN.replace("https://town.example", "https://{town}.example");
    let mut sink = Sink::new();
    let source = source(&document, &[&overlay]);
    let api = crate::analyse(&source, &Config::default(), Strictness::Strict, &mut sink);
    assert!(api.is_none());
    insta::assert_snapshot!(sink.render(Format::Human(Color::Never)));
}

#[test]
fn an_edited_copy_becomes_an_overlay() {
    let edited = TOWN
        .replace("[houses, draft]", "[draft, houses]")
        .replace(
            "{ title: Town, version: '1' }",
            "{ title: Town, version: '2', contact: {} }",
        )
        .replace("tags: [streets]", "tags: [streets, roads]")
        .replace("      summary: All houses\n", "")
        .replace("type: boolean", "type: [boolean, 'null']")
        .replace(
            "'500': { description: No. }\n",
            "'404': { description: None. }\n",
        );
    let read = |text: &str| load(&Source::from_text("a.yaml", text), &mut Sink::new()).unwrap();
    let (old, new) = (read(TOWN), read(&edited));
    let made = make(old.root(), new.root(), "Corrections", "It is wrong.").unwrap();
    let text = to_yaml(&made);
    assert_eq!(applied(TOWN, &[&text]).unwrap(), *new.root(), "{text}");
    assert_eq!(make(old.root(), old.root(), "", ""), None);
    insta::assert_snapshot!(text);
}
