//! How much is emitted for an operation, its types and documentation with it: less
//! to read, and less to compile.

#![allow(clippy::unwrap_used, reason = "a test ends where it fails")]

use std::fs;
use std::path::Path;

/// Lines that aren't blank, for each operation.
const MOST: usize = 190;

/// Lines that aren't blank, for each message in the file of webhooks, which is
/// behind a feature.
const MOST_OF_A_MESSAGE: usize = 10;

const WEBHOOKS: &str = "webhooks.rs";

/// Lines that aren't blank, for each command, which is behind a feature too.
const MOST_OF_A_COMMAND: usize = 40;

const COMMANDS: &str = "cli";

/// The description's own schemas, which are behind a feature as well.
const SCHEMAS: &str = "json_schema.rs";

/// The emitted files below `path`, but not the tests of examples.
fn emitted(path: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if [WEBHOOKS, COMMANDS, SCHEMAS]
            .iter()
            .any(|gated| path.ends_with(gated))
        {
            continue;
        }
        if path.is_dir() && !path.ends_with("contract") {
            emitted(&path, texts);
        } else if path.is_file() {
            let text = fs::read_to_string(&path).unwrap();
            texts.extend(text.starts_with("// @generated").then_some(text));
        }
    }
}

fn lines_of(texts: &[String]) -> Vec<&str> {
    let lines = texts.iter().flat_map(|text| text.lines());
    lines.filter(|line| !line.trim().is_empty()).collect()
}

#[test]
fn a_message_takes_few_lines() {
    let text = [fs::read_to_string(Path::new("src").join(WEBHOOKS)).unwrap()];
    let lines = lines_of(&text);
    let messages = lines.iter().filter(|line| line.contains("(Notification),"));
    let messages = messages.count();
    assert!(messages > 0);
    assert!(
        lines.len() <= MOST_OF_A_MESSAGE * messages,
        "{} lines",
        lines.len()
    );
}

#[test]
fn a_command_takes_few_lines() {
    let mut texts = Vec::new();
    emitted(&Path::new("src").join(COMMANDS), &mut texts);
    let lines = lines_of(&texts);
    let commands = lines.iter().filter(|line| line.contains("Command::new("));
    let commands = commands.count();
    assert!(commands > 0);
    assert!(
        lines.len() <= MOST_OF_A_COMMAND * commands,
        "{} lines",
        lines.len()
    );
}

#[test]
fn an_operation_takes_few_lines() {
    let mut texts = Vec::new();
    emitted(Path::new("src"), &mut texts);
    let lines = lines_of(&texts);
    let operations = lines
        .iter()
        .filter(|line| line.contains("static OP: Operation"))
        .count();
    assert!(operations > 0);
    assert!(lines.len() <= MOST * operations, "{} lines", lines.len());
}
