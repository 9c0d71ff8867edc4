//! What odd values are read as.

use super::*;
use crate::diagnostics::Format;
use crate::load::{Source, load};

/// A document whose one operation, parameter or schema is as given; what it is
/// read as at a pointer, and the findings.
fn repaired(pointer: &str, written: &str) -> (String, String) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let holders = parent.split('/').skip(1);
    let holder = holders.map(|token| format!("{token}: {{"));
    let opened: Vec<String> = holder.collect();
    let text = format!(
        "{{openapi: 3.1.0, {} {key}: {written} {}}}\n",
        opened.join(" "),
        "}".repeat(opened.len())
    );
    let mut sink = Sink::new();
    let document = load(&Source::from_text("a.yaml", text), &mut sink).unwrap();
    let document = repair(document, &mut sink);
    let pointer: Pointer = pointer.parse().unwrap();
    let node = document.root().at(&pointer).unwrap_or(&Node::Null);
    (node.to_json().to_string(), sink.render(Format::Lines))
}

fn becomes(pointer: &str, written: &str, expected: &str) {
    let (node, findings) = repaired(pointer, written);
    assert_eq!(node, expected, "{written}: {findings}");
    assert!(!findings.is_empty(), "{written}");
}

const SCHEMA: &str = "/components/schemas/A";
const PARAMETER: &str = "/components/parameters/a";
const SCHEME: &str = "/components/securitySchemes/a";

#[test]
fn a_scalar_is_read_as_what_it_can_mean() {
    becomes("/info/version", "1.10", r#""1.10""#);
    becomes(
        SCHEMA,
        "{nullable: 'yes', deprecated: 1}",
        r#"{"deprecated":true,"nullable":true}"#,
    );
    becomes(
        SCHEMA,
        "{minLength: '3', maximum: '0.5'}",
        r#"{"maximum":0.5,"minLength":3}"#,
    );
    becomes(SCHEMA, "{minItems: x, title: [a]}", "{}");
    becomes(SCHEMA, "{required: a}", r#"{"required":["a"]}"#);
    becomes(SCHEMA, "{required: true, properties: [x]}", "{}");
    becomes(
        SCHEMA,
        "{additionalProperties: 'false'}",
        r#"{"additionalProperties":false}"#,
    );
    becomes(
        SCHEMA,
        "{allOf: {type: Int}}",
        r#"{"allOf":[{"type":"integer"}]}"#,
    );
    becomes(
        SCHEMA,
        "{properties: {a: string, b: null}}",
        r#"{"properties":{"a":{"type":"string"},"b":{}}}"#,
    );
    becomes(
        SCHEMA,
        "{type: string, enum: [1.10, on, ~]}",
        r#"{"enum":["1.10","on",null],"type":"string"}"#,
    );
}

#[test]
fn values_are_of_the_type_that_their_schema_names() {
    becomes(
        SCHEMA,
        "{type: integer, default: '5', enum: ['5', 6, x]}",
        r#"{"default":5,"enum":[5,6,"x"],"type":"integer"}"#,
    );
    becomes(
        SCHEMA,
        "{type: boolean, default: 'true'}",
        r#"{"default":true,"type":"boolean"}"#,
    );
    becomes("/tags", "[a]", r#"[{"name":"a"}]"#);
}

#[test]
fn words_for_types_are_read() {
    becomes(
        SCHEMA,
        "{type: date}",
        r#"{"format":"date","type":"string"}"#,
    );
    becomes(SCHEMA, "{type: foobar, title: a}", r#"{"title":"a"}"#);
    becomes(
        SCHEMA,
        "{type: [str, null, x]}",
        r#"{"type":["string","null"]}"#,
    );
}

#[test]
fn a_parameter_keeps_its_place_and_gets_a_style() {
    let style = |location: &str, style: &str| {
        let written = format!("{{name: a, in: {location}, style: {style}}}");
        let (node, _) = repaired(PARAMETER, &written);
        let node: serde_json::Value = serde_json::from_str(&node).unwrap();
        (node["style"].clone(), node["explode"].clone())
    };
    assert_eq!(style("query", "simple"), ("form".into(), false.into()));
    assert_eq!(style("Path", "form").0, "simple");
    assert_eq!(style("cookie", "simple").0, "form");
    becomes(
        PARAMETER,
        "{name: a, in: query, type: array, items: {type: string}, collectionFormat: pipes}",
        r#"{"explode":false,"in":"query","name":"a","schema":{"items":{"type":"string"},"type":"array"},"style":"pipeDelimited"}"#,
    );
}

#[test]
fn schemes_go_by_other_words() {
    becomes(
        SCHEME,
        "{type: basic}",
        r#"{"scheme":"basic","type":"http"}"#,
    );
    becomes(
        SCHEME,
        "{type: APIKEY, in: HEADER, name: k}",
        r#"{"in":"header","name":"k","type":"apiKey"}"#,
    );
}

#[test]
fn what_is_right_stays() {
    let written = "{type: object, properties: {required: {type: string, nullable: true}}}";
    let (_, findings) = repaired(SCHEMA, written);
    assert_eq!(findings, "");
}
