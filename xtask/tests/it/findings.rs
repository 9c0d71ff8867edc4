//! What `codegen --spec` says of somebody else's document, and where to.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

fn codegen(dir: &Path, schemas: &str, more: &[&str]) -> Output {
    fs::write(dir.join("a.yaml"), document(schemas)).unwrap();
    let arguments = [
        "codegen",
        "--spec",
        "a.yaml",
        "--out",
        "out",
        "--crate-name",
        "a",
    ];
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(arguments)
        .args(["--runtime", "version"])
        .args(more);
    command.current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn references(count: usize) -> String {
    let lines = (0..count)
        .map(|number| format!("    a{number}: {{$ref: '#/components/schemas/b{number}'}}\n"));
    lines.collect()
}

#[test]
fn findings_that_are_alike_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    let output = codegen(dir.path(), &references(8), &[]);
    let text = said(&output);
    assert!(output.status.success(), "{text}");
    assert_eq!(text.matches("unresolved `$ref`").count(), 3, "{text}");
    assert!(text.contains("… 5 more like this"), "{text}");
}

#[test]
fn a_document_that_is_mostly_missing_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let output = codegen(dir.path(), &references(12), &[]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    let error = text.find("error[").unwrap();
    assert!(
        text.contains("12 of 12 references are unresolved"),
        "{text}"
    );
    assert!(
        text.rfind("warning[").unwrap() < error,
        "errors are last: {text}"
    );
    assert!(!dir.path().join("out").exists());
}

#[test]
fn a_misspelt_extension_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let schemas = "    a: {type: string, x-newtyp: true}\n";
    let output = codegen(dir.path(), schemas, &[]);
    assert!(
        said(&output).contains("did you mean `x-newtype`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_report_replaces_only_a_report() {
    let dir = tempfile::tempdir().unwrap();
    let schemas = "    a: {type: string}\n";
    let report = ["--report", "new/folder/report.json"];
    for _ in 0..2 {
        assert!(codegen(dir.path(), schemas, &report).status.success());
    }
    assert!(dir.path().join("new/folder/report.json").is_file());
    let refused = codegen(dir.path(), schemas, &["--report", "a.yaml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("`a.yaml` is no report"),
        "{}",
        said(&refused)
    );
    let text = fs::read_to_string(dir.path().join("a.yaml")).unwrap();
    assert_eq!(text, document(schemas));
}

#[test]
fn warnings_may_be_denied() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let denied = codegen(dir.path(), &references(1), &["--deny", "warnings"]);
    let text = said(&denied);
    assert_eq!(denied.status.code(), Some(1), "{text}");
    assert!(text.contains("warnings are denied"), "{text}");
    assert!(!out.exists());
    let right = "    a: {type: object, properties: {b: {type: string}}}\n";
    for (schemas, more) in [
        (references(1), &[][..]),
        (right.to_owned(), &["--deny", "warnings"]),
    ] {
        let output = codegen(dir.path(), &schemas, more);
        assert!(output.status.success(), "{}", said(&output));
        assert!(out.exists());
    }
}
