//! Commands that edit a document: `lint --fix`, `fmt`.

use crate::commands::run;
use std::fs;

const DOCUMENT: &str = "\u{feff}info: { title: A, version: '1', descripton: B }\n# The version.\nopenapi: 3.0.3\npaths: {}\n";

#[test]
fn fixes_are_written_and_what_is_left_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.yaml");
    fs::write(&path, DOCUMENT).unwrap();
    let output = run(dir.path(), &["lint", "a.yaml", "--fix"]);
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text, DOCUMENT.replace("descripton", "description"));
    let output = run(dir.path(), &["lint", "a.yaml", "--fix"]);
    assert!(output.status.success());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("mended"));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn keys_are_ordered_once_and_for_all() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.yaml");
    fs::write(&path, DOCUMENT).unwrap();
    let check = || run(dir.path(), &["fmt", "--check", "a.yaml"]);
    let output = check();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"a.yaml:1: not in order\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), DOCUMENT);
    assert!(run(dir.path(), &["fmt", "a.yaml"]).status.success());
    let ordered = fs::read_to_string(&path).unwrap();
    assert!(
        ordered.starts_with("\u{feff}# The version.\nopenapi: 3.0.3\ninfo:"),
        "{ordered}"
    );
    assert!(check().status.success());
}

#[test]
fn a_document_that_cant_be_read_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.yaml");
    let broken = "info: { title: A, version: '1', descripton: B }\nopenapi: 3.0.3\npaths: {\n";
    fs::write(&path, broken).unwrap();
    for arguments in [&["fmt", "a.yaml"][..], &["lint", "a.yaml", "--fix"]] {
        let output = run(dir.path(), arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), broken);
    }
}
