//! What a document says is shown, and never run: the documentation that is
//! emitted has no test but our own examples, no HTML, and no link that acts.

use crate::generated_cases::GENERATED_CASES;
use oas_codegen::output::Files;
use oas_codegen::{Config, PackageOptions, Sink, Source, generate_crate, generate_partial};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// The comments of a file that document something, each as one text.
fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut within = false;
    for line in text.lines().map(str::trim_start) {
        let said = line.strip_prefix("///").or(line.strip_prefix("//!"));
        match said {
            Some(said) if within => {
                if let Some(comment) = found.last_mut() {
                    comment.push_str(said.strip_prefix(' ').unwrap_or(said));
                    comment.push('\n');
                }
            }
            Some(said) => found.push(format!("{}\n", said.strip_prefix(' ').unwrap_or(said))),
            None => {}
        }
        within = said.is_some();
    }
    found
}

/// What rustdoc would make of a comment that no comment of ours should have.
fn acts(comment: &str, file: &str) -> Option<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let broken = |link: BrokenLink<'_>| Some((link.reference.into_string().into(), "".into()));
    let events = Parser::new_with_broken_link_callback(comment, options, Some(broken));
    let mut example = false;
    for event in events {
        let allowed = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                example = info.is_empty();
                example || &**info == "text"
            }
            Event::Text(code) if example => {
                example = false;
                code.starts_with("# async fn example(client: ")
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::Image { .. })
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                leads_to_the_web(dest_url) || is_ours(dest_url) || is_declared(dest_url, file)
            }
            _ => true,
        };
        if !allowed {
            return Some(format!("{event:?}"));
        }
    }
    None
}

fn leads_to_the_web(target: &str) -> bool {
    let target = target.to_lowercase();
    let schemes = ["http://", "https://", "mailto:"];
    schemes.iter().any(|scheme| target.starts_with(scheme))
}

/// Whether a link is one of those that emission writes, to items of the crate.
fn is_ours(target: &str) -> bool {
    [
        "Client",
        "Error",
        "Region",
        "Server",
        "Timeout",
        "Self::",
        "crate::",
        "oas_runtime::",
    ]
    .iter()
    .any(|start| target.trim_matches('`').starts_with(start))
}

/// Whether a link is one to a type of the same file, such as the parameters of
/// an operation.
fn is_declared(target: &str, file: &str) -> bool {
    let name = target.trim_matches('`');
    let kinds = ["struct", "enum"].iter();
    let mut items = kinds.map(|kind| format!("pub {kind} {name} {{"));
    !name.is_empty() && items.any(|item| file.contains(&item))
}

fn hold(name: &str, files: &Files) {
    for (path, text) in files.iter() {
        assert!(
            !text.contains("#[doc ="),
            "{name}: {} has a text that is no comment",
            path.display()
        );
        for comment in comments(text) {
            let found = acts(&comment, text);
            assert_eq!(found, None, "{name}: {}\n{comment}", path.display());
        }
    }
}

#[test]
fn no_case_is_run() {
    for (case, files) in GENERATED_CASES.iter() {
        hold(&case.name, files);
    }
}

/// A document with `text` wherever a document has a text.
fn told_everywhere(text: &str) -> Value {
    let schema = |kind: Value| json!({ "title": text, "description": text, "type": kind });
    let parameter = |name: &str, place: &str| {
        json!({
            "name": name, "in": place, "required": place == "path", "description": text,
            "schema": { "type": "string", "default": text, "example": text }
        })
    };
    let response = |name: &str| {
        json!({
            "description": text,
            "headers": { "X-Told": { "description": text, "schema": { "type": "string" } } },
            "content": { "application/json": {
                "schema": { "$ref": format!("#/components/schemas/{name}") },
                "examples": { text: { "summary": text, "value": { "told": text } } }
            } }
        })
    };
    let operation = |id: &str| {
        json!({
            "tags": [text], "operationId": id, "summary": text, "description": text,
            "parameters": [parameter("id", "path"), parameter(text, "query"), parameter("q", "query")],
            "requestBody": { "description": text, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Told" }, "example": { "told": text }
            } } },
            "responses": { "200": response("Told"), "404": response("Any"), "default": response(text) }
        })
    };
    let card = json!({
        "title": text, "type": "object", "description": text, "required": ["kind"],
        "properties": { "kind": { "type": "string", "enum": [text] }, text: { "type": "string" } }
    });
    let cash = json!({ "type": "object", "required": [text], "properties": { text: schema(json!("string")) } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": text, "description": text, "version": text },
        "servers": [
            { "url": "https://{told}.example", "description": text,
              "variables": { "told": { "default": text, "description": text, "enum": [text, "a"] } } },
            { "url": text, "description": text },
            { "url": "https://b.example", "description": text }
        ],
        "tags": [{ "name": text, "description": text }],
        "paths": { "/told/{id}": { "get": operation(text), "post": operation("tell") } },
        "webhooks": { text: { "post": { "summary": text, "description": text, "responses": {} } } },
        "components": { "schemas": {
            "Told": { "type": "object", "title": text, "description": text, "properties": {
                "told": { "type": "string", "description": text, "default": text, "maxLength": 9 },
                "matched": { "type": "string", "pattern": text, "format": text },
                "constant": { "type": "string", "const": text },
                "inline": { "type": "object", "description": text, "properties": { "a": schema(json!("integer")) } },
                text: { "type": "string", "title": text, "deprecated": true }
            } },
            "Any": { "oneOf": [card, cash, { "type": "string", "description": text }], "description": text },
            "Word": { "type": "string", "enum": [text, "b"], "description": text, "x-enum-descriptions": [text, text] },
            "Number": { "type": "string", "x-newtype": true, "description": text },
            "Tagged": {
                "oneOf": [{ "$ref": "#/components/schemas/Told" }, { "$ref": "#/components/schemas/Any" }],
                "discriminator": { "propertyName": text, "mapping": { text: "#/components/schemas/Told" } }
            },
            text: { "type": "object", "description": text, "properties": {
                "word": { "$ref": "#/components/schemas/Word" }, "number": { "$ref": "#/components/schemas/Number" }
            } }
        }, "securitySchemes": { text: { "type": "http", "scheme": "bearer", "description": text } } }
    })
}

/// A macro may hand on the comments of its rows, which were made to be read, and name
/// identifiers, which can't be anything else.
#[test]
fn macros_document_no_other_words_of_their_rows() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
    let mut open = vec![runtime];
    let mut seen = 0;
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for said in text.split("#[doc = ").skip(1) {
            seen += 1;
            let said = said.split(']').next().unwrap_or_default();
            let other = ["$doc", "stringify!($"]
                .iter()
                .fold(said.to_owned(), |other, ours| other.replace(ours, ""));
            assert!(!other.contains('$'), "{}: {said}", path.display());
        }
    }
    assert!(seen > 9, "no documentation was looked at");
}

#[test]
fn no_text_is_run_wherever_it_stands() {
    for text in [
        "a\n\n    panic!()",
        "a\n```\npanic!()\n```",
        "> ~~~\n> panic!()",
        "- # T\n      panic!()",
        "-\t\tpanic!()",
        "x`\n```\npanic!()\n```\n`",
        "\\`<img src=x onerror=alert(1)>`",
        "<script>alert(1)</script>",
        "[a](javascript:alert(1)) [Vec] [`Vec`]\n\n[Vec]: data:text/html,x",
        "javascript:alert(1)",
        "```rust\nfn main() { panic!() }\n```",
        "*/ panic!() /* \u{202e} \r\n\r\n    panic!()",
        "",
    ] {
        let mut sink = Sink::new();
        let config = Config::default();
        let source = Source::from_text("told.json", told_everywhere(text).to_string());
        let Some(partial) = generate_partial(&source, &config, &mut sink) else {
            panic!("{text:?}: nothing came of it")
        };
        let files = generate_crate(
            &partial.api,
            &config,
            &PackageOptions::with_runtime_at("../runtime"),
        );
        assert!(
            files.iter().count() > 9,
            "{text:?}: hardly anything came of it"
        );
        hold(text, &files);
    }
}
