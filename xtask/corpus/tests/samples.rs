//! Samples of small documents, put through the crates that are made of them.

#![allow(
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What the command says of the samples of each document.
fn samples(arguments: &[&str]) -> Vec<(String, Value)> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("samples");
    fs::create_dir_all(&out).unwrap();
    let json = out.join("outcome.json");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask-corpus"))
        .arg(package.join("tests/documents"))
        .args(arguments)
        .arg("--out")
        .arg(&out)
        .arg("--json")
        .arg(&json)
        .output()
        .unwrap();
    let said = [output.stderr, output.stdout].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{said}");
    let outcome: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    let all = outcome.as_array().unwrap().iter();
    all.map(|one| {
        let name = one.get("document").and_then(Value::as_str).unwrap();
        (name.to_owned(), one.get("samples").unwrap().clone())
    })
    .collect()
}

#[test]
fn what_fits_comes_back_whole() {
    let all = samples(&["--samples", "30", "--seed", "7"]);
    assert_eq!(all.len(), 2);
    for (name, samples) in all {
        let count = |key: &str| samples.get(key).and_then(Value::as_u64).unwrap();
        assert!(count("fitting") > 50, "{name}: {samples:#}");
        assert_eq!(count("whole"), count("fitting"), "{name}: {samples:#}");
        assert_eq!(count("right_variant"), count("single_branch"), "{name}");
        assert_eq!(count("valid_constructors"), count("constructors"), "{name}");
        for key in ["unmade", "unjudged", "faults"] {
            assert_eq!(samples.get(key), Some(&Value::Array(Vec::new())), "{name}");
        }
    }
}
