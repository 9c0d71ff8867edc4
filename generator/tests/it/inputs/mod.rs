//! What documents are written in: formats, their oddities, several files, and
//! the words of OpenAPI 3.1. Each row would fail without what it is about.

mod files;
mod formats;
mod version_31;

use oas_codegen::diagnostics::{Code, Color, Format, Severity};
use oas_codegen::{Config, Sink, Source, generate, generate_partial};

/// The code of a document, all files after each other, and what was said.
fn code_of(source: &Source) -> (Option<String>, Sink) {
    let mut sink = Sink::new();
    let config = Config::default();
    let partial = generate_partial(source, &config, &mut sink);
    let code = partial.map(|partial| {
        let files = generate(&partial.api, &config);
        let texts: Vec<&str> = files.iter().map(|(_, text)| text).collect();
        texts.concat()
    });
    (code, sink)
}

/// The code of bytes that have to give some.
#[track_caller]
fn code(name: &str, bytes: impl Into<Vec<u8>>) -> (String, Sink) {
    let (code, sink) = code_of(&Source::from_bytes(name, bytes));
    let Some(code) = code else {
        panic!("{}", sink.render(Format::Human(Color::Never)));
    };
    (code, sink)
}

fn document(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: A, version: '1'}}\n{rest}\n")
}

/// A document with the schema `A`.
fn schema(version: &str, schema: &str) -> String {
    let rest = format!("paths: {{}}\ncomponents:\n  schemas:\n    A: {schema}");
    document(version, &rest)
}

#[track_caller]
fn has(code: &str, wanted: &str) {
    assert!(code.contains(wanted), "no `{wanted}` in\n{code}");
}

#[track_caller]
fn says(sink: &Sink, code: Code, severity: Severity) {
    let said = sink.diagnostics().iter();
    let found = said.filter(|one| one.code == code && one.severity == severity);
    let rendered = || sink.render(Format::Human(Color::Never));
    assert!(found.count() > 0, "no {code}, {severity:?}\n{}", rendered());
}
