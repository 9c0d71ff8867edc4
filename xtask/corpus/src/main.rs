//! `cargo xtask corpus`: what becomes of every document of a folder.
//!
//! Each is generated and, if wanted, compiled. Nothing stops at a document
//! that fails: the table at the end has a row for it.

mod cargo;
mod documents;
mod examples;
mod generate;
mod outcome;
mod samples;
mod schemas;
mod table;
mod workspace;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use oas_codegen::tree::printable_lines;

use documents::Document;
use outcome::Outcome;
use workspace::Workspace;

/// Generate and compile every document of a folder.
#[derive(Parser)]
#[command(name = "cargo xtask corpus", bin_name = "cargo xtask corpus")]
struct Arguments {
    /// The folder: the documents that its INDEX.tsv lists, or every .json,
    /// .yaml and .yml in it
    dir: PathBuf,
    /// Compile each crate, and let clippy look at those of small documents
    #[arg(long)]
    check: bool,
    /// Run the tests of crates of small documents
    #[arg(long)]
    test: bool,
    /// Make so many instances of every schema, and put those that fit through
    /// the types of each crate
    #[arg(long, value_name = "N")]
    samples: Option<usize>,
    /// What the samples are made from
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many documents at a time
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Only documents with this in their name
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// Generate by this configuration, such as one with `scalars = "jiff"`
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// Write the outcome as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the crates go; `corpus` in cargo's target folder, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// What keeps the command from doing its work, as a sentence.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{}", printable_lines(&format!("error: {failure}")));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Failure> {
    let documents = documents::find(&arguments.dir, arguments.only.as_deref())?;
    let workspace = Workspace::at(arguments.out.as_deref(), arguments.config.as_deref())?;
    let available = thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.unwrap_or(available).max(1);

    let mut outcomes = generate_all(&documents, &workspace, jobs)?;
    // What is known by then is told even if cargo can't be made to work.
    let compiled = compile(arguments, &documents, &workspace, &mut outcomes, jobs);
    if let Some(path) = &arguments.json {
        let text = format!("{:#}\n", table::json(&outcomes));
        fs::write(path, text).map_err(|error| format!("`{}`: {error}", path.display()))?;
    }
    print!("{}", table::text(&outcomes));
    if arguments.samples.is_some() {
        print!("{}", samples::table::text(&outcomes, arguments.seed));
    }
    compiled?;
    Ok(outcomes.iter().all(Outcome::is_good))
}

fn compile(
    arguments: &Arguments,
    documents: &[Document],
    workspace: &Workspace,
    outcomes: &mut [Outcome],
    jobs: usize,
) -> Result<(), Failure> {
    if arguments.check || arguments.test || arguments.samples.is_some() {
        workspace.write(outcomes)?;
    }
    if arguments.check {
        cargo::check(workspace, outcomes, jobs)?;
        cargo::clippy(workspace, outcomes, jobs)?;
    }
    if arguments.test {
        cargo::test(workspace, outcomes, jobs)?;
    }
    if let Some(count) = arguments.samples {
        let programs = cargo::samples(workspace, outcomes, jobs)?;
        let wanted = samples::Wanted {
            count,
            seed: arguments.seed,
        };
        samples::run_all(documents, outcomes, &programs, wanted, jobs);
    }
    Ok(())
}

/// Generates each document, in threads, and gives the outcomes in order.
fn generate_all(
    documents: &[Document],
    workspace: &Workspace,
    jobs: usize,
) -> Result<Vec<Outcome>, Failure> {
    let bar = bar(documents.len(), "generate");
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..jobs.min(documents.len()) {
            scope.spawn(|| {
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    bar.set_message(document.name.clone());
                    let outcome = generate::generate(document, workspace);
                    bar.inc(1);
                    if let Ok(mut done) = done.lock() {
                        done.push(outcome);
                    }
                }
            });
        }
    });
    bar.finish_and_clear();
    let mut outcomes = done.into_inner().map_err(|_| "a thread has failed")?;
    outcomes.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(outcomes)
}

/// A bar for so many steps.
fn bar(steps: usize, what: &'static str) -> ProgressBar {
    let steps = u64::try_from(steps).unwrap_or(u64::MAX);
    let style = ProgressStyle::with_template("{prefix:>9} [{bar:30}] {pos}/{len} {elapsed} {msg}");
    let bar = ProgressBar::new(steps).with_prefix(what);
    match style {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}
