//! The emitted files are what the generator makes of the description today.
//!
//! The test is here and not with the client, because whoever changes the
//! generator or the runtime may leave a client behind that doesn't compile. A
//! test inside it couldn't tell then what to do about it; this one can.

use std::path::Path;
use std::process::Command;

#[test]
fn emitted_files_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let check = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--check"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        check.status.success(),
        "the emitted files are not up to date: run `cargo xtask codegen`\n{}{}",
        String::from_utf8_lossy(&check.stdout),
        String::from_utf8_lossy(&check.stderr),
    );
}
