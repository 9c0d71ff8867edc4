//! Commands that edit a document: `lint --fix`, `fmt`.

use crate::commands::{run, stdout};
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
    let document = "openapi: 3.0.3\ninfo: { title: A, version: '1' }\npaths: {}\n";
    let overlay = "overlay: 1.0.0\ninfo: { title: A, version: '1' }\nactions: [{ target: $.info, x-reason: B, update: { title: A } }]\n";
    let (out, folder) = (dir.path().join("out.yaml"), dir.path().join("folder"));
    fs::write(&out, "mine\n").unwrap();
    fs::write(dir.path().join("b.yaml"), document).unwrap();
    fs::write(dir.path().join("idle.overlay.yaml"), overlay).unwrap();
    fs::create_dir(&folder).unwrap();
    for words in [
        "overlay apply a.yaml --overlay idle.overlay.yaml --out out.yaml",
        "overlay apply b.yaml --overlay idle.overlay.yaml --out out.yaml",
        "overlay apply b.yaml --overlay a.yaml --out out.yaml",
        "overlay make a.yaml b.yaml --reason C --out out.yaml",
        "overlay make b.yaml nothing.yaml --reason C --out out.yaml",
        "overlay apply b.yaml --out folder",
        "schema --out folder",
        "schema --out nowhere/out.json",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        let output = run(dir.path(), &words);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
    }
    assert_eq!(fs::read_to_string(&out).unwrap(), "mine\n");
    // Nothing is left beside them, nor in the folder.
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 5);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

/// As `--out /dev/stdout` and `--report /dev/null`.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_to() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["schema", "--out", "/dev/stdout"]);
    assert!(output.status.success(), "{output:?}");
    assert!(stdout(&output).starts_with('{'));
}
