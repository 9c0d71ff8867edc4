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

/// What the compiler says of a client.
#[derive(Default)]
pub struct Judgement {
    /// What the client itself can't be compiled for.
    pub faults: Vec<String>,
    /// What its users can't be compiled for.
    pub errors: Vec<String>,
}

/// What is wrong in a file, by line.
type Errors = BTreeMap<String, BTreeSet<(usize, String)>>;

impl Batch {
    /// A crate in which every use compiles against the client that it is made of.
    pub fn new(base: Files, usages: Vec<Usage>) -> Result<Batch, Failure> {
        let folder = PathBuf::from(FOLDER);
        let runtime = Path::new("generator/runtime").canonicalize()?;
        let manifest = format!(
            "[package]\nname = \"prove\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[features]\ntest-util = []\n\
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
    pub fn judge(&mut self) -> Result<Vec<Judgement>, Failure> {
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
        Ok(said.into_values().collect())
    }

    fn put(&self, number: usize, files: &Files) -> Result<(), Failure> {
        let folder = self.folder.join(format!("src/m{number}"));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let mut modules = String::new();
        // What only tests may use is not of this build.
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
        let output = Command::new("cargo")
            .args(["check", "--offline", "--quiet", "--message-format=json"])
            .current_dir(&self.folder)
            .output()?;
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
