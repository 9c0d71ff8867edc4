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
    let schemas = references(12) + "    c: {type: string, nulable: true}\n";
    let output = codegen(dir.path(), &schemas, &[]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    // One by one they would say the same.
    assert!(!text.contains("unresolved `$ref`"), "{text}");
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

const OVERLAY: &str = "overlay: 1.1.0\ninfo: {title: C, version: '1'}\nactions:\n- target: \
                       $.components.schemas.pet.type\n  x-reason: It is an object.\n  update: object\n";

/// A repository of a document that was corrected in its second commit.
fn corrected(dir: &Path) {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=A", "-c", "user.email=a@example.com"]);
        let output = command.args(arguments).current_dir(dir).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "--quiet"]);
    for kind in ["string", "object"] {
        let text = document(&format!("    pet: {{type: {kind}}}\n"));
        fs::write(dir.join("a.yaml"), text).unwrap();
        git(&["add", "a.yaml"]);
        git(&["commit", "--quiet", "--message", &format!("Say {kind}")]);
    }
    fs::write(dir.join("a.overlay.yaml"), OVERLAY).unwrap();
}

#[test]
fn an_overlay_is_applied_and_says_since_when_it_has_no_effect() {
    let dir = tempfile::tempdir().unwrap();
    corrected(dir.path());
    let apply = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let arguments = ["overlay", "apply", "a.yaml", "--overlay", "a.overlay.yaml"];
        command.args(arguments).current_dir(dir.path());
        command.output().unwrap()
    };
    let output = apply();
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("changes nothing"), "{text}");
    let since = "a.overlay.yaml#/actions/0 has had no effect since ";
    assert!(text.contains(since), "{text}");
    assert!(text.contains(", Say object)"), "{text}");

    let wrong = document("    pet: {type: string}\n");
    fs::write(dir.path().join("a.yaml"), wrong).unwrap();
    let output = apply();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        printed.contains("    pet:\n      type: object\n"),
        "{printed}"
    );
}

#[test]
fn an_overlay_without_effect_leaves_the_crate_alone() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.overlay.yaml"), OVERLAY).unwrap();
    let more = ["--overlay", "a.overlay.yaml", "--keep-going"];
    let output = codegen(dir.path(), "    pet: {type: object}\n", &more);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(!dir.path().join("out").exists());
    let output = codegen(dir.path(), "    pet: {type: string}\n", &more);
    assert!(output.status.success(), "{}", said(&output));
}
