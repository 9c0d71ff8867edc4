//! What a terminal is shown of names that are anybody's.

use std::fs;

use crate::commands::{DOCUMENT, project, run, stdout};

/// A name of a file that clears a line, colors the next and turns what follows.
const NAME: &str = "a\u{1b}[2K\r\u{9b}31m\u{202e}.yaml";

fn is_obeyed(character: char) -> bool {
    let is_layout = matches!(character, '\n' | '\t');
    (character.is_control() && !is_layout) || character == '\u{202e}'
}

#[test]
fn names_of_files_are_no_commands() {
    let dir = project();
    fs::write(dir.path().join(NAME), DOCUMENT).unwrap();
    let other = DOCUMENT.replace("type: string}", "type: strng}");
    fs::write(dir.path().join(format!("wrong{NAME}")), other).unwrap();
    let (wrong, out) = (format!("wrong{NAME}"), format!("out{NAME}"));
    let crate_of = |document| {
        let mut words = vec!["codegen", "--spec", document, "--out", &out];
        words.extend(["--crate-name", "pets", "--runtime", "version"]);
        words
    };
    let written = run(dir.path(), &crate_of(NAME));
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let left = dir.path().join(&out).join("src").join(format!("{NAME}.rs"));
    fs::copy(dir.path().join(&out).join("src/client.rs"), left).unwrap();
    let mut check = crate_of(NAME);
    check.push("--check");
    for words in [
        crate_of(NAME),
        check,
        crate_of(&wrong),
        crate_of("missing\u{1b}[2K.yaml"),
        vec!["fmt", "--check", NAME],
        vec!["fmt", "missing\u{1b}[2K.yaml"],
        vec!["lint", NAME],
        vec!["lint", &wrong],
        vec!["lint", &wrong, "--format", "json"],
        vec!["lint", &wrong, "--format", "sarif"],
        vec!["lint", &wrong, "--format", "github"],
        vec!["overlay", "make", NAME, &wrong],
        vec!["explain", "OAS\u{1b}[2K"],
    ] {
        let output = run(dir.path(), &words);
        let told = [&output.stdout, &output.stderr].map(|it| String::from_utf8_lossy(it));
        let told = told.concat();
        assert!(!told.is_empty(), "{words:?}");
        assert!(!told.contains(is_obeyed), "{words:?}: {told:?}");
    }
    // For a program it is the name.
    let json = run(dir.path(), &["lint", &wrong, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json.pointer("/0/file"), Some(&wrong.into()));
}

#[test]
fn a_file_where_a_folder_is_to_be_is_told_at_its_line() {
    let dir = project();
    let config = dir.path().join("spec/codegen.toml");
    for (key, value) in [
        ("out", "pets.yaml"),
        ("out", "pets.yaml/src"),
        ("name_lock", "pets.yaml/names.lock"),
    ] {
        let text = format!("document = \"pets.yaml\"\n{key} = \"{value}\"\n");
        fs::write(&config, text).unwrap();
        let output = run(dir.path(), &["codegen"]);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let told = String::from_utf8_lossy(&output.stderr);
        let message = "`spec/pets.yaml` is a file, and no folder";
        assert!(told.contains(message), "{told}");
        assert!(told.contains("spec/codegen.toml:2:"), "{told}");
    }
    // What isn't there is made.
    let text =
        "document = \"pets.yaml\"\nout = \"../a/src\"\nname_lock = \"../a/locks/names.lock\"\n";
    fs::write(&config, text).unwrap();
    let output = run(dir.path(), &["codegen"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert!(dir.path().join("a/locks/names.lock").is_file());
}
