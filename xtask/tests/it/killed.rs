//! A program that is ended while it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const SCHEMAS: usize = 120;
const KILLS: u32 = 30;
const PAIRS: u32 = 6;

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

/// How often a run is killed: `KILLS` of the environment, or a few times.
fn kills() -> u32 {
    let said = std::env::var("KILLS").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(KILLS)
}

#[test]
fn a_run_that_is_killed_leaves_the_old_tree_or_the_new_one() {
    let kills = kills();
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
    for kill in 0..kills {
        let spec = if kill % 2 == 0 {
            "old.yaml"
        } else {
            "new.yaml"
        };
        let mut child = codegen(dir.path(), spec).spawn().unwrap();
        sleep(took * kill / kills);
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, text) in tree(&out) {
            if !path.starts_with(".codegen-staging") {
                let is_whole = trees.iter().any(|tree| tree.get(&path) == Some(&text));
                assert!(is_whole, "{path} is half a file");
            }
        }
        // What had begun is done, whatever comes after.
        assert!(
            !codegen(dir.path(), "no-such.yaml")
                .status()
                .unwrap()
                .success()
        );
        let mut left = tree(&out);
        left.retain(|path, _| !path.starts_with(".codegen-staging"));
        assert!(trees.contains(&left), "half old, half new after {kill}");
    }
    assert!(codegen(dir.path(), "new.yaml").status().unwrap().success());
    assert!(
        Some(&tree(&out)) == trees.get(1),
        "the next run brings all up to date"
    );
}

/// How often two runs are started at once: `PAIRS` of the environment, or a few times.
fn pairs() -> u32 {
    let said = std::env::var("PAIRS").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(PAIRS)
}

#[test]
fn of_two_runs_at_once_one_tree_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let mut trees = Vec::new();
    for name in ["old", "new"] {
        let spec = format!("{name}.yaml");
        fs::write(dir.path().join(&spec), document(name)).unwrap();
        assert!(codegen(dir.path(), &spec).status().unwrap().success());
        trees.push(tree(&out));
    }
    for pair in 0..pairs() {
        let specs = ["old.yaml", "new.yaml"];
        let both = specs.map(|spec| codegen(dir.path(), spec).spawn().unwrap());
        for mut run in both {
            assert!(run.wait().unwrap().success(), "pair {pair}");
        }
        assert!(trees.contains(&tree(&out)), "half old, half new: {pair}");
    }
}

/// Waits until a file says something, for as long as a busy machine may take.
fn wait_for(path: &Path, text: &str) {
    let started = Instant::now();
    while !fs::read_to_string(path).is_ok_and(|found| found.contains(text)) {
        let waited = started.elapsed();
        assert!(
            waited < Duration::from_secs(60),
            "{text} in {}",
            path.display()
        );
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_saved_is_generated_until_somebody_ends_it() {
    let dir = tempfile::tempdir().unwrap();
    let spec = dir.path().join("spec");
    fs::create_dir(&spec).unwrap();
    let config = "document = \"a.yaml\"\nout = \"../client/src\"\n";
    fs::write(spec.join("codegen.toml"), config).unwrap();
    fs::write(spec.join("a.yaml"), document("one")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["codegen", "--watch"]).current_dir(dir.path());
    command.env_remove("CARGO_MANIFEST_DIR");
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut watching = command.spawn().unwrap();
    let emitted = dir.path().join("client/src/types/thing7.rs");
    wait_for(&emitted, "pub one:");
    // A document that is torn leaves all as it is, and does not end it.
    fs::write(spec.join("a.yaml"), "openapi: [").unwrap();
    sleep(Duration::from_millis(200));
    wait_for(&emitted, "pub one:");
    fs::write(spec.join("a.yaml"), document("three")).unwrap();
    wait_for(&emitted, "pub three:");
    assert!(watching.try_wait().unwrap().is_none());
    watching.kill().unwrap();
    watching.wait().unwrap();
}
