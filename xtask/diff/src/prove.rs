//! `--prove`: holds verdicts against the compiler and cargo-semver-checks.
//!
//! Each document is changed in one place at a time. A module that uses every public item
//! of the client as it was is compiled against the client as it is: what fails there is
//! breaking, and so is what cargo-semver-checks calls a major change; nothing else is. Many
//! clients share a crate, and so one run of either; what failed to compile is taken out for
//! the next one, which finds what was hidden.

mod compile;
mod mutate;
mod usage;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use oas_codegen::config::Config;
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::{self, Source};
use oas_codegen::output::Files;
use oas_codegen::surface::{self, ApiImpact, PublicItems};
use serde_json::Value;

use crate::Failure;
use compile::{Batch, Judgement, MODULE};
use mutate::Mutation;

/// So many clients are compiled at once.
const BATCH: usize = 40;

/// What the columns of the table are.
const HEAD: &str = "\
| mutation | agreed | without change | rustc fails | semver-checks fails | disagreed | not judged |
|---|---|---|---|---|---|---|";

/// A client that a document became.
struct Client {
    files: Files,
    items: PublicItems,
}

/// What came of all mutations of one kind.
#[derive(Default)]
struct Tally {
    agreed: usize,
    /// Of these, the ones whose code is the same.
    same: usize,
    /// Of these, the ones that rustc refuses.
    refused: usize,
    /// Of these, the ones that cargo-semver-checks calls major. It does not compare the types of
    /// fields, arguments and results.
    linted: usize,
    disagreed: usize,
    /// Nothing uses what is said to break, so that nobody can tell.
    unjudged: usize,
}

impl Tally {
    fn row(&self, name: &str) -> String {
        let Tally {
            agreed,
            same,
            refused,
            linted,
            disagreed,
            unjudged,
        } = self;
        format!("| {name} | {agreed} | {same} | {refused} | {linted} | {disagreed} | {unjudged} |")
    }

    fn add(&mut self, other: &Tally) {
        self.agreed += other.agreed;
        self.same += other.same;
        self.refused += other.refused;
        self.linted += other.linted;
        self.disagreed += other.disagreed;
        self.unjudged += other.unjudged;
    }
}

/// What came of all of them, by kind, and who judges.
struct Proof {
    tallies: BTreeMap<String, Tally>,
    has_semver_checks: bool,
}

/// Mutates the documents of a folder, so often each, and prints what disagrees.
///
/// # Errors
/// What keeps the compiler from being asked.
pub fn run(folder: &Path, mutations: usize) -> Result<bool, Failure> {
    let version = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output()?;
    let mut proof = Proof {
        tallies: BTreeMap::new(),
        has_semver_checks: version.status.success(),
    };
    if !proof.has_semver_checks {
        println!("cargo-semver-checks is absent: rustc alone judges");
    }
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, Failure>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|end| end == "yaml" || end == "json")
    });
    paths.sort();
    for path in paths {
        proof.document(&path, mutations)?;
        println!("{}", proof.sum().row("so far"));
    }
    println!("{HEAD}");
    for (kind, tally) in &proof.tallies {
        println!("{}", tally.row(kind));
    }
    let sum = proof.sum();
    println!("{}", sum.row("all"));
    Ok(sum.disagreed == 0)
}

/// A mutation, and the items that break by our verdict.
type Described = (Mutation, Vec<String>);

impl Proof {
    fn sum(&self) -> Tally {
        let mut sum = Tally::default();
        for tally in self.tallies.values() {
            sum.add(tally);
        }
        sum
    }

    fn document(&mut self, path: &Path, mutations: usize) -> Result<(), Failure> {
        let name = path.display().to_string();
        let Some(loaded) = load::load(&Source::from_file(path), &mut Sink::new()) else {
            println!("{name} can't be loaded");
            return Ok(());
        };
        let original = loaded.root().to_json();
        let Some(base) = client(&original) else {
            println!("{name} becomes no client");
            return Ok(());
        };
        let code = code(&base.files);
        let mut batch = Batch::new(base.files, usage::of(&base.items))?;
        println!(
            "{name}: {} items, {} of them used",
            base.items.len(),
            batch.used()
        );
        let mut described: Vec<Described> = Vec::new();
        for mutation in mutate::all(&original).into_iter().take(mutations) {
            let Some(mutant) = client(&mutation.apply(&original)) else {
                continue;
            };
            if self::code(&mutant.files) == code {
                let tally = self.tallies.entry(mutation.kind).or_default();
                tally.agreed += 1;
                tally.same += 1;
                continue;
            }
            let breaking = surface::compare(&base.items, &mutant.items)
                .into_iter()
                .filter(|change| change.impact == ApiImpact::Breaking)
                .map(|change| change.path)
                .collect();
            batch.add(mutant.files);
            described.push((mutation, breaking));
            if batch.len() == BATCH {
                self.judge(&mut batch, &mut described)?;
            }
        }
        self.judge(&mut batch, &mut described)
    }

    fn judge(&mut self, batch: &mut Batch, described: &mut Vec<Described>) -> Result<(), Failure> {
        let judgements = batch.judge(self.has_semver_checks)?;
        for ((mutation, breaking), judgement) in described.drain(..).zip(judgements) {
            let Judgement {
                faults,
                errors,
                lints,
            } = judgement;
            let is_breaking = !(errors.is_empty() && lints.is_empty());
            let tally = self.tallies.entry(mutation.kind.clone()).or_default();
            if faults.is_empty() && breaking.is_empty() != is_breaking {
                tally.agreed += 1;
                tally.refused += usize::from(!errors.is_empty());
                tally.linted += usize::from(!lints.is_empty());
            } else if faults.is_empty()
                && !is_breaking
                && !breaking.iter().any(|path| batch.uses(path))
            {
                tally.unjudged += 1;
                println!(
                    "{} at {}: we say {breaking:?}, which nothing uses",
                    mutation.kind, mutation.pointer
                );
            } else {
                tally.disagreed += 1;
                println!(
                    "{} at {}: we say {breaking:?}, rustc {errors:?}, cargo-semver-checks {lints:?}",
                    mutation.kind, mutation.pointer
                );
                for fault in faults {
                    println!("  the client itself does not compile: {fault}");
                }
            }
        }
        Ok(())
    }
}

/// What the compiler sees of files.
fn code(files: &Files) -> Vec<String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let code = |text: &str| text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    files.iter().map(|(_, text)| code(text)).collect()
}

fn client(document: &Value) -> Option<Client> {
    let config = Config {
        module: MODULE.to_owned(),
        contract_tests: false,
        ..Config::default()
    };
    let source = Source::from_text("openapi.json", document.to_string());
    let mut sink = Sink::new();
    let partial = oas_codegen::generate_partial(&source, &config, &mut sink)?;
    let files = oas_codegen::generate(&partial.api, &config);
    let items = surface::items(&files);
    Some(Client { files, items })
}
