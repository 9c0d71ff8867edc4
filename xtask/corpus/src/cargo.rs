//! Runs cargo over the crates, and reads what it says of each.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::outcome::{Outcome, Tests, Verdict};
use crate::workspace::Workspace;
use crate::{Failure, bar};

/// Compiles every crate that was generated, tests included.
pub fn check(workspace: &Workspace, outcomes: &mut [Outcome], jobs: usize) -> Result<(), Failure> {
    let names = names(outcomes, |outcome| outcome.failure.is_none());
    let arguments = ["check", "--all-targets", "--keep-going"];
    let said = said(workspace, &arguments, &names, jobs, "check")?;
    assign(outcomes, &names, said.verdicts, |outcome| {
        &mut outcome.rustc
    });
    Ok(())
}

/// Lets clippy look at the crates of small documents.
pub fn clippy(workspace: &Workspace, outcomes: &mut [Outcome], jobs: usize) -> Result<(), Failure> {
    let names = names(outcomes, compiled);
    let said = said(
        workspace,
        &["clippy", "--keep-going"],
        &names,
        jobs,
        "clippy",
    )?;
    assign(outcomes, &names, said.verdicts, |outcome| {
        &mut outcome.clippy
    });
    Ok(())
}

/// Runs the tests of the crates of small documents.
pub fn test(workspace: &Workspace, outcomes: &mut [Outcome], jobs: usize) -> Result<(), Failure> {
    let names = names(outcomes, compiled);
    let arguments = ["test", "--no-run", "--test=contract", "--no-fail-fast"];
    let said = said(workspace, &arguments, &names, jobs, "build tests")?;
    for outcome in outcomes {
        if let Some(program) = said.programs.get(&outcome.name) {
            outcome.tests = Some(run(program)?);
        }
    }
    Ok(())
}

/// Builds the programs that put samples through the types.
pub fn samples(
    workspace: &Workspace,
    outcomes: &mut [Outcome],
    jobs: usize,
) -> Result<HashMap<String, PathBuf>, Failure> {
    let names = names(outcomes, |outcome| outcome.failure.is_none());
    let arguments = [
        "build",
        "--examples",
        "--no-default-features",
        "--keep-going",
    ];
    let said = said(workspace, &arguments, &names, jobs, "build")?;
    let mut verdicts = said.verdicts;
    for outcome in outcomes {
        if names.contains(&outcome.name) && !said.programs.contains_key(&outcome.name) {
            outcome.rustc = Some(verdicts.remove(&outcome.name).unwrap_or_else(|| Verdict {
                errors: vec!["the program for samples was not built".to_owned()],
                warnings: Vec::new(),
            }));
        }
    }
    Ok(said.programs)
}

fn compiled(outcome: &Outcome) -> bool {
    let rustc = outcome.rustc.as_ref();
    outcome.is_small() && rustc.is_none_or(|verdict| verdict.errors.is_empty())
}

fn names(outcomes: &[Outcome], wanted: impl Fn(&Outcome) -> bool) -> Vec<String> {
    let wanted = outcomes.iter().filter(|outcome| wanted(outcome));
    wanted.map(|outcome| outcome.name.clone()).collect()
}

/// A crate of which nothing was said has nothing wrong with it.
fn assign(
    outcomes: &mut [Outcome],
    names: &[String],
    mut verdicts: HashMap<String, Verdict>,
    field: impl Fn(&mut Outcome) -> &mut Option<Verdict>,
) {
    for outcome in outcomes {
        if names.contains(&outcome.name) {
            let verdict = verdicts.remove(&outcome.name).unwrap_or_default();
            *field(outcome) = Some(verdict);
        }
    }
}

/// What cargo said.
#[derive(Default)]
struct Said {
    verdicts: HashMap<String, Verdict>,
    /// Programs that were built, by crate.
    programs: HashMap<String, PathBuf>,
}

fn said(
    workspace: &Workspace,
    arguments: &[&str],
    names: &[String],
    jobs: usize,
    what: &'static str,
) -> Result<Said, Failure> {
    if names.is_empty() {
        return Ok(Said::default());
    }
    let bar = bar(names.len(), what);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .args(["--message-format=json", "--quiet"])
        .arg(format!("--jobs={jobs}"))
        .args(workspace.features())
        .args(names.iter().map(|name| format!("--package={name}")))
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", workspace.folder().join("target"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let errors = child.stderr.take().map(|stderr| {
        // Read beside the messages, for a pipe that is full would stop cargo.
        std::thread::spawn(move || std::io::read_to_string(stderr).unwrap_or_default())
    });
    let mut said = Said::default();
    let mut any = false;
    for line in child
        .stdout
        .take()
        .map(BufReader::new)
        .into_iter()
        .flat_map(BufRead::lines)
    {
        let Ok(message) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        any = true;
        if let Some(name) = said.read(&message) {
            bar.set_message(name);
            bar.inc(1);
        }
    }
    let status = child.wait()?;
    bar.finish_and_clear();
    let errors = errors
        .and_then(|errors| errors.join().ok())
        .unwrap_or_default();
    if !status.success() && !any {
        return Err(format!("cargo {what}: {}", errors.trim()).into());
    }
    Ok(said)
}

impl Said {
    /// Reads a message; gives the crate that is through with it.
    fn read(&mut self, message: &Value) -> Option<String> {
        let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
        let name = crate_name(Path::new(text("/manifest_path")?))?;
        match text("/reason")? {
            "compiler-artifact" => {
                if let Some(program) = text("/executable") {
                    self.programs.insert(name.clone(), PathBuf::from(program));
                }
                Some(name)
            }
            "compiler-message" => {
                let rendered = text("/message/rendered").unwrap_or_default().to_owned();
                let verdict = self.verdicts.entry(name).or_default();
                let list = match text("/message/level")? {
                    "error" => &mut verdict.errors,
                    "warning" => &mut verdict.warnings,
                    _ => return None,
                };
                // The tests are compiled with all that the crate is made of,
                // and say of it what was said before. Sums come at the end.
                let is_sum = text("/message/message").is_some_and(|text| {
                    text.contains("warnings emitted") || text.starts_with("aborting due to")
                });
                let is_sum = is_sum
                    || text("/message/message")
                        .is_some_and(|text| text.ends_with("warning emitted"));
                if !is_sum && !list.contains(&rendered) {
                    list.push(rendered);
                }
                None
            }
            _ => None,
        }
    }
}

/// Which of our crates a manifest is of.
fn crate_name(manifest: &Path) -> Option<String> {
    let folder = manifest.parent()?;
    let is_ours = folder.parent()?.file_name()? == "crates";
    is_ours
        .then(|| folder.file_name())?
        .map(|name| name.to_string_lossy().into_owned())
}

/// Runs a test program and reads its verdict.
fn run(program: &Path) -> Result<Tests, Failure> {
    let output = Command::new(program).stdin(Stdio::null()).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut tests = Tests::default();
    for line in text.lines() {
        let Some(line) = line.strip_prefix("test ") else {
            continue;
        };
        if let Some((name, "FAILED")) = line.rsplit_once(" ... ") {
            tests.failed.push(name.to_owned());
        } else if line.ends_with(" ... ok") {
            tests.passed += 1;
        }
    }
    if !output.status.success() && tests.failed.is_empty() {
        tests.failed.push("the program ended early".to_owned());
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_sorted_by_crate() {
        let mut said = Said::default();
        let message = |level: &str, text: &str| {
            serde_json::json!({
                "reason": "compiler-message",
                "manifest_path": "/x/crates/pets/Cargo.toml",
                "message": {"level": level, "message": text, "rendered": text},
            })
        };
        for (level, text) in [
            ("warning", "unused"),
            ("warning", "unused"),
            ("warning", "1 warning emitted"),
            ("error", "mismatched types"),
            ("error", "aborting due to 1 previous error"),
        ] {
            assert_eq!(said.read(&message(level, text)), None);
        }
        let verdict = said.verdicts.get("pets").unwrap();
        assert_eq!(verdict.warnings, ["unused"]);
        assert_eq!(verdict.errors, ["mismatched types"]);
        let other = serde_json::json!({"reason": "compiler-artifact", "manifest_path": "/r/serde/Cargo.toml"});
        assert_eq!(said.read(&other), None);
    }
}
