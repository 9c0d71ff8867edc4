//! `--prove`: holds verdicts against the compiler.
//!
//! Each document is changed in one place at a time. A module that uses every public item
//! of the client as it was is compiled against the client as it is: what fails there is
//! breaking, and nothing else is. Many clients share a crate, and so one run of the
//! compiler; what failed is taken out for the next one, which finds what was hidden.

mod compile;
mod mutate;
mod usage;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oas_codegen::config::Config;
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::{self, Source};
use oas_codegen::output::Files;
use oas_codegen::surface::{self, ApiImpact, PublicItems};
use serde_json::Value;

use crate::Failure;
use compile::{Batch, Member};

/// So many clients are compiled at once.
const BATCH: usize = 40;

/// A client that a document became.
struct Client {
    files: Files,
    items: PublicItems,
}

/// What came of all mutations of one kind.
#[derive(Default)]
struct Tally {
    agreed: usize,
    same: usize,
    disagreed: usize,
    /// Nothing uses what is said to break, so that the compiler can't tell.
    unjudged: usize,
}

impl Tally {
    fn row(&self, name: &str) -> String {
        let Tally {
            agreed,
            same,
            disagreed,
            unjudged,
        } = self;
        format!("| {name} | {agreed} | {same} | {disagreed} | {unjudged} |")
    }
}

/// Mutates the documents of a folder, so often each, and prints what disagrees.
///
/// # Errors
/// What keeps the compiler from being asked.
pub fn run(folder: &Path, mutations: usize) -> Result<bool, Failure> {
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, Failure>>()?;
    paths.retain(|path| {
        path.extension()
            .is_some_and(|end| end == "yaml" || end == "json")
    });
    paths.sort();
    for path in paths {
        document(&path, mutations, &mut tallies)?;
    }
    let mut sum = Tally::default();
    println!("| mutation | agreed | of these without change | disagreed | not judged |");
    println!("|---|---|---|---|---|");
    for (kind, tally) in &tallies {
        println!("{}", tally.row(kind));
        sum.agreed += tally.agreed;
        sum.same += tally.same;
        sum.disagreed += tally.disagreed;
        sum.unjudged += tally.unjudged;
    }
    println!("{}", sum.row("all"));
    Ok(sum.disagreed == 0)
}

fn document(
    path: &Path,
    mutations: usize,
    tallies: &mut BTreeMap<&'static str, Tally>,
) -> Result<(), Failure> {
    let name = path.display().to_string();
    let Some(loaded) = load::load(&Source::from_file(path), &mut Sink::new()) else {
        println!("{name} can't be loaded");
        return Ok(());
    };
    let original = loaded.root().to_json();
    let Some(base) = client(&original, "crate::m0") else {
        println!("{name} becomes no client");
        return Ok(());
    };
    let usages = usage::of(&base.items);
    let mut batch = Batch::new(&base.files, usages)?;
    println!(
        "{name}: {} items, {} of them used",
        base.items.len(),
        batch.used()
    );
    let all = mutate::all(&original);
    let step = (all.len() / mutations.max(1)).max(1);
    let mut described = Vec::new();
    for mutation in all.iter().step_by(step).take(mutations) {
        let Some(mutant) = client(
            &mutation.apply(&original),
            &format!("crate::m{}", batch.len() + 1),
        ) else {
            continue;
        };
        let changes = surface::compare(&base.items, &mutant.items);
        let breaking: Vec<String> = changes
            .iter()
            .filter(|change| change.impact == ApiImpact::Breaking)
            .map(|change| change.path.clone())
            .collect();
        if changes.is_empty() {
            let tally = tallies.entry(mutation.kind).or_default();
            tally.agreed += 1;
            tally.same += 1;
            continue;
        }
        batch.add(Member {
            files: mutant.files,
        });
        described.push((mutation, breaking));
        if batch.len() == BATCH {
            judge(&mut batch, &mut described, tallies)?;
        }
    }
    judge(&mut batch, &mut described, tallies)
}

fn judge(
    batch: &mut Batch,
    described: &mut Vec<(&mutate::Mutation, Vec<String>)>,
    tallies: &mut BTreeMap<&'static str, Tally>,
) -> Result<(), Failure> {
    let errors = batch.compile()?;
    for ((mutation, breaking), errors) in described.drain(..).zip(errors) {
        let tally = tallies.entry(mutation.kind).or_default();
        if breaking.is_empty() == errors.is_empty() {
            tally.agreed += 1;
            continue;
        }
        if !breaking.iter().any(|path| batch.uses(path)) && errors.is_empty() {
            tally.unjudged += 1;
            continue;
        }
        tally.disagreed += 1;
        println!(
            "{} at {}: we say {breaking:?}, rustc {errors:?}",
            mutation.kind, mutation.pointer
        );
    }
    Ok(())
}

fn client(document: &Value, module: &str) -> Option<Client> {
    let config = Config {
        module: module.to_owned(),
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
