//! Commands whose reader goes away, as `head` does.

use std::fs;
use std::process::{Command, Stdio};

use crate::commands::{DOCUMENT, project, run};

/// How the command ended whose standard output nobody reads, and what it said of it.
fn unread(dir: &std::path::Path, arguments: &[&str]) -> (Option<i32>, String) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(dir)
        .env_remove("CARGO_MANIFEST_DIR")
        .stdout(Stdio::from(writer))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told)
}

#[test]
fn a_command_that_nobody_reads_ends_without_a_word() {
    let dir = project();
    assert!(run(dir.path(), &["codegen"]).status.success());
    let pets = dir.path().join("spec/pets.yaml");
    for arguments in [
        &["codegen"] as &[&str],
        &["codegen", "--check"],
        &["explain"],
        &["fmt", "--check"],
    ] {
        fs::write(&pets, DOCUMENT).unwrap();
        let (code, told) = unread(dir.path(), arguments);
        assert_eq!((code, told.as_str()), (Some(1), ""), "{arguments:?}");
    }
    // A check that has failed is not said to have passed.
    fs::write(&pets, DOCUMENT.replace("getPet", "readPet")).unwrap();
    let (code, told) = unread(dir.path(), &["codegen", "--check"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}
