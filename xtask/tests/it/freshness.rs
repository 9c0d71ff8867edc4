//! The description is in order, and the emitted files are what the generator makes of the description today.
//!
//! The test is here and not with the client, because whoever changes the
//! generator or the runtime may leave a client behind that doesn't compile. A
//! test inside it couldn't tell then what to do about it; this one can.

use std::path::Path;
use std::process::Command;

#[test]
fn emitted_files_are_up_to_date() {
    succeeds(
        &["codegen", "--check"],
        "the emitted files are not up to date: run `cargo xtask codegen`",
    );
}

#[test]
fn the_description_is_in_order() {
    succeeds(&["fmt", "--check"], "run `cargo xtask fmt`");
    succeeds(
        &["lint", "--deny", "warnings"],
        "run `cargo xtask lint --fix`",
    );
}

fn succeeds(arguments: &[&str], otherwise: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let check = command.args(arguments).current_dir(root).output().unwrap();
    assert!(
        check.status.success(),
        "{otherwise}\n{}{}",
        String::from_utf8_lossy(&check.stdout),
        String::from_utf8_lossy(&check.stderr),
    );
}
