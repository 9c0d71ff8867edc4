//! What long documents cost.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::process::Command;

#[test]
fn no_markdown_acts_in_documentation() {
    let program = env!("CARGO_BIN_EXE_xtask-fuzz");
    let output = Command::new(program)
        .args(["--markdown", "1200", "--seed", "1"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1200 texts"), "{text}");
}

/// Memory that is asked for says most of the work, and is the same on every
/// machine. A comparison with every other entry needs none, and is found by
/// `--doubling instructions`.
#[test]
fn memory_is_in_proportion_to_the_document() {
    let program = env!("CARGO_BIN_EXE_xtask-fuzz");
    let output = Command::new(program)
        .args(["--doubling", "memory"])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.lines().count() > 20, "{text}");
}
