//! Many clients in one crate, and what the compiler says of each.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oas_codegen::output::Files;
use serde_json::Value;

use super::usage::{PRELUDE, Usage};
use crate::Failure;

/// Where the crate is written, below the workspace's `target`.
const FOLDER: &str = "target/diff-prove";

/// The module of every client as it was emitted; another one has its place in the crate.
pub const MODULE: &str = "crate::m0";

/// Clients that the uses of one client are compiled against.
pub struct Batch {
    folder: PathBuf,
    base: Files,
    /// A use a line.
    usages: Vec<Usage>,
    members: Vec<Files>,
}

/// What those who know say of a client.
#[derive(Default)]
pub struct Judgement {
    /// What the client itself can't be compiled for.
    pub faults: Vec<String>,
    /// What its users can't be compiled for.
    pub errors: Vec<String>,
    /// What cargo-semver-checks calls a major change.
    pub lints: Vec<String>,
}

/// What is wrong in a file, by line.
type Errors = BTreeMap<String, BTreeSet<(usize, String)>>;

impl Batch {
    /// A crate in which every use compiles against the client that it is made of.
    pub fn new(base: Files, usages: Vec<Usage>) -> Result<Batch, Failure> {
        let folder = PathBuf::from(FOLDER);
        let runtime = Path::new("generator/runtime").canonicalize()?;
        let manifest = format!(
            "[package]\nname = \"prove\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[features]\ndefault = [\"test-util\"]\ntest-util = []\n\
             [dependencies]\noas-runtime = {{ path = '{}', default-features = false }}\n",
            runtime.display()
        );
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), manifest)?;
        let mut batch = Batch {
            folder,
            base,
            usages,
            members: Vec::new(),
        };
        batch.put(0, &batch.base)?;
        // What a use needs may not be at hand, such as a private import.
        loop {
            let errors = batch.check(&BTreeSet::from([0]))?;
            if errors.is_empty() {
                return Ok(batch);
            }
            let wrong = errors.get("src/u0.rs").cloned().unwrap_or_default();
            if wrong.is_empty() {
                return Err(format!("the client itself does not compile: {errors:?}").into());
            }
            let before = PRELUDE.lines().count();
            let lines: BTreeSet<usize> = wrong
                .iter()
                .map(|(line, _)| line.saturating_sub(before + 1))
                .collect();
            let mut index = 0;
            batch.usages.retain(|_| {
                index += 1;
                !lines.contains(&(index - 1))
            });
        }
    }

    pub fn used(&self) -> usize {
        self.usages.len()
    }

    /// Whether anything uses an item: what needs a name that is not at hand is not used.
    pub fn uses(&self, path: &str) -> bool {
        self.usages.iter().any(|one| one.path == path)
    }

    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn add(&mut self, member: Files) {
        self.members.push(member);
    }

    /// What is said of each member, which leave the batch.
    pub fn judge(&mut self, with_semver_checks: bool) -> Result<Vec<Judgement>, Failure> {
        let members = std::mem::take(&mut self.members);
        for (index, member) in members.iter().enumerate() {
            self.put(index + 1, member)?;
        }
        let mut open: BTreeSet<usize> = (1..=members.len()).collect();
        let mut said: BTreeMap<usize, Judgement> = open
            .iter()
            .map(|number| (*number, Judgement::default()))
            .collect();
        while !open.is_empty() {
            let errors = self.check(&open)?;
            if errors.is_empty() {
                break;
            }
            for (file, wrong) in errors {
                let number = number(&file).ok_or_else(|| format!("`{file}`: {wrong:?}"))?;
                open.remove(&number);
                if let Some(said) = said.get_mut(&number) {
                    let messages = wrong.into_iter().map(|(_, it)| format!("{file}: {it}"));
                    if file.starts_with("src/m") {
                        said.faults.extend(messages);
                    } else {
                        said.errors.extend(messages);
                    }
                }
            }
        }
        if with_semver_checks {
            let whole = said.iter().filter(|(_, it)| it.faults.is_empty());
            let whole: Vec<usize> = whole.map(|(number, _)| *number).collect();
            for (number, lint) in self.semver_checks(&members, &whole)? {
                if let Some(said) = said.get_mut(&number) {
                    said.lints.push(lint);
                }
            }
        }
        Ok(said.into_values().collect())
    }

    /// Which lints of cargo-semver-checks fail for which of these members: the documented
    /// crate holds all of them, and before it held as many clients as they were.
    fn semver_checks(
        &self,
        members: &[Files],
        numbers: &[usize],
    ) -> Result<Vec<(usize, String)>, Failure> {
        let after = self.documented("after", numbers)?;
        for number in numbers {
            self.put(*number, &self.base)?;
        }
        let before = self.documented("before", numbers)?;
        for number in numbers {
            if let Some(files) = number.checked_sub(1).and_then(|index| members.get(index)) {
                self.put(*number, files)?;
            }
        }
        let output = Command::new("cargo")
            .args(["semver-checks", "--color=never", "--release-type=minor"])
            .arg("--baseline-rustdoc")
            .arg(before)
            .arg("--current-rustdoc")
            .arg(after)
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() && !text.contains("--- failure ") {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(failures(&text))
    }

    /// The documentation of these members, as rustdoc's JSON.
    fn documented(&self, name: &str, numbers: &[usize]) -> Result<PathBuf, Failure> {
        let modules = numbers.iter().map(|number| format!("pub mod m{number};\n"));
        fs::write(self.folder.join("src/lib.rs"), modules.collect::<String>())?;
        let output = self
            .cargo("rustdoc")
            .args(["--", "-Zunstable-options", "--output-format=json"])
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let path = self.folder.join(format!("{name}.json"));
        fs::copy(self.folder.join("target/doc/prove.json"), &path)?;
        Ok(path)
    }

    /// That command, for the crate alone.
    fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new("cargo");
        // The format of rustdoc's JSON is not stable. Dependencies that look at the variable
        // are to see the same in every run.
        cargo.env("RUSTC_BOOTSTRAP", "prove");
        cargo.args([command, "--offline", "--quiet"]);
        cargo.current_dir(&self.folder);
        cargo
    }

    fn put(&self, number: usize, files: &Files) -> Result<(), Failure> {
        let folder = self.folder.join(format!("src/m{number}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut modules = String::new();
        // Stubs are of the runtime, which is built without them.
        let files = files
            .iter()
            .filter(|(path, _)| *path != Path::new("test.rs"));
        for (path, text) in files {
            let target = folder.join(path);
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent)?;
            }
            let module = format!("crate::m{number}");
            fs::write(target, text.replace(MODULE, &module))?;
            let parts: Vec<&str> = path.iter().filter_map(OsStr::to_str).collect();
            match parts.as_slice() {
                [file] => modules.push_str(&format!("pub mod {};\n", file.trim_end_matches(".rs"))),
                [folder, "mod.rs"] => modules.push_str(&format!("pub mod {folder};\n")),
                _ => {}
            }
        }
        for name in ["api", "types"] {
            if !modules.contains(&format!("pub mod {name};")) {
                modules.push_str(&format!("pub mod {name} {{}}\n"));
            }
        }
        fs::write(
            folder.join("mod.rs"),
            format!("{modules}pub use client::*;\n"),
        )?;
        Ok(())
    }

    fn check(&self, numbers: &BTreeSet<usize>) -> Result<Errors, Failure> {
        let mut library = "#![allow(unused, deprecated)]\n".to_owned();
        for number in numbers {
            library.push_str(&format!("pub mod m{number};\nmod u{number};\n"));
            let prelude = PRELUDE.replace("MODULE", &format!("m{number}"));
            let usages: Vec<&str> = self.usages.iter().map(|one| one.code.as_str()).collect();
            let text = format!("{prelude}{}\n", usages.join("\n"));
            fs::write(self.folder.join(format!("src/u{number}.rs")), text)?;
        }
        fs::write(self.folder.join("src/lib.rs"), library)?;
        let output = self.cargo("check").arg("--message-format=json").output()?;
        let mut errors = Errors::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let message: Value = serde_json::from_str(line)?;
            let message = message.get("message");
            if message
                .and_then(|one| one.get("level"))
                .and_then(Value::as_str)
                != Some("error")
            {
                continue;
            }
            let text = message
                .and_then(|one| one.get("message"))
                .and_then(Value::as_str);
            let spans = message
                .and_then(|one| one.get("spans"))
                .and_then(Value::as_array);
            let primary = spans
                .into_iter()
                .flatten()
                .find(|span| span.get("is_primary") == Some(&Value::Bool(true)));
            let file = primary
                .and_then(|span| span.get("file_name"))
                .and_then(Value::as_str);
            let start = primary
                .and_then(|span| span.get("line_start"))
                .and_then(Value::as_u64);
            if let (Some(text), Some(file), Some(start)) = (text, file, start) {
                let place = (usize::try_from(start)?, text.to_owned());
                errors.entry(file.to_owned()).or_default().insert(place);
            }
        }
        if errors.is_empty() && !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(errors)
    }
}

/// The number of a client, from the path of a file of its.
fn number(file: &str) -> Option<usize> {
    let (_, name) = file.split_once("src/")?;
    let digits: String = name
        .trim_start_matches(['u', 'm'])
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// The clients that cargo-semver-checks names, and the lint for which it does.
fn failures(text: &str) -> Vec<(usize, String)> {
    let mut lint = "";
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("--- ") {
            let name = rest
                .strip_prefix("failure ")
                .and_then(|it| it.split(':').next());
            lint = name.unwrap_or_default();
        } else if let (false, Some(number)) = (lint.is_empty(), number(line)) {
            found.push((number, format!("{lint}: {}", line.trim())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lints_are_read_with_the_client_that_they_are_of() {
        let said = "
--- failure enum_missing: pub enum removed or renamed ---

       impl: https://example.com/v0.51.0/src/lints/enum_missing.ron

Failed in:
  enum prove::m21::types::Winner, previously in file src/m21/types/winner.rs:6

--- warning enum_marked: pub enum marked ---

Failed in:
  enum Mark in file src/m3/types/mark.rs:6
";
        let expected = "enum_missing: enum prove::m21::types::Winner, previously in file src/m21/types/winner.rs:6";
        assert_eq!(failures(said), [(21, expected.to_owned())]);
    }
}
