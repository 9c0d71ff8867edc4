//! A program that is ended while it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const SCHEMAS: usize = 120;
const KILLS: u32 = 40;

fn document(property: &str) -> String {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for number in 0..SCHEMAS {
        text.push_str(&format!(
            "    thing_{number}: {{type: object, properties: {{{property}: {{type: string}}}}}}\n"
        ));
    }
    text
}

fn codegen(dir: &Path, spec: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args([
        "codegen",
        "--spec",
        spec,
        "--out",
        "out",
        "--crate-name",
        "a",
    ]);
    command.args(["--runtime", "version"]).current_dir(dir);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Every file of the crate with its text.
fn tree(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(dir)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn every_file_is_the_old_one_or_the_new_one() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["old", "new"] {
        fs::write(dir.path().join(format!("{name}.yaml")), document(name)).unwrap();
    }
    let out = dir.path().join("out");
    let mut trees = Vec::new();
    let mut took = Duration::ZERO;
    for name in ["old", "new"] {
        let started = Instant::now();
        assert!(
            codegen(dir.path(), &format!("{name}.yaml"))
                .status()
                .unwrap()
                .success()
        );
        took = started.elapsed();
        trees.push(tree(&out));
    }
    for kill in 0..KILLS {
        let spec = if kill % 2 == 0 {
            "old.yaml"
        } else {
            "new.yaml"
        };
        let mut child = codegen(dir.path(), spec).spawn().unwrap();
        sleep(took * kill / KILLS);
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, text) in tree(&out) {
            if !path.starts_with(".codegen-staging") {
                let is_whole = trees.iter().any(|tree| tree.get(&path) == Some(&text));
                assert!(is_whole, "{path} is half a file");
            }
        }
    }
    assert!(codegen(dir.path(), "new.yaml").status().unwrap().success());
    assert!(
        Some(&tree(&out)) == trees.get(1),
        "the next run brings all up to date"
    );
}
