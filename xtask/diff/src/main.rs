//! `cargo xtask diff`: what a change of a document does to those who use its client.
//!
//! Three layers: what the compiler sees, read from the emitted files of both sides; what
//! is on the wire, read from the documents; and what clients do by themselves, read from
//! the models. Exit status: 0 done, 1 denied or failed, 2 wrong usage.

mod behavior;
mod bump;
mod drift;
mod examples;
mod exceptions;
mod files;
mod finding;
mod import;
mod items;
mod markdown;
mod places;
mod prove;
mod release;
mod report;
mod side;
#[cfg(test)]
mod tests;
mod wire;

use std::env;
use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use oas_codegen::Strictness;
use oas_codegen::config::Config;
use oas_codegen::load::{Source, read_text};
use oas_codegen::tree::{printable_json, printable_lines};

use crate::exceptions::Judged;
use crate::finding::{Finding, Severity};
use crate::release::Verdict;
use crate::report::Report;
use crate::side::{CONFIG, Commit, Side};

/// What a change of a document does to those who use its client.
#[derive(Parser)]
#[command(name = "cargo xtask diff", bin_name = "cargo xtask diff")]
struct Arguments {
    /// The document as it was
    #[arg(required_unless_present_any = ["base", "prove"], requires = "new")]
    old: Option<PathBuf>,
    /// The document as it is
    new: Option<PathBuf>,
    /// Compare the document of spec/codegen.toml with that of this commit, instead
    #[arg(long, value_name = "GIT-REF", conflicts_with = "old")]
    base: Option<String>,
    /// The configuration of both documents; those of `--base` have their own
    #[arg(long, value_name = "FILE.toml", conflicts_with = "base")]
    config: Option<PathBuf>,
    /// Change each document of a folder in one place at a time, so often as
    /// `--mutations` says, and hold the verdict against the compiler
    #[arg(long, value_name = "DIR", conflicts_with_all = ["old", "base"])]
    prove: Option<PathBuf>,
    /// How many changes of each document
    #[arg(long, value_name = "N", default_value_t = 100, requires = "prove")]
    mutations: usize,
    /// For whom the differences are written
    #[arg(long, value_enum, default_value_t = Output::Human)]
    format: Output,
    /// Fail where there are differences of this severity, or worse
    #[arg(long, value_enum)]
    deny: Option<Deny>,
    /// Differences that are accepted: entries `[[accept]]` with `check`, `subject`, `reason`
    #[arg(long, value_name = "FILE.toml")]
    exceptions: Option<PathBuf>,
    /// The version that was released last, to name the next one
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Write the differences below `## Unreleased` of this changelog
    #[arg(long, value_name = "CHANGELOG.md")]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Output {
    Human,
    Markdown,
    Json,
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Breaking,
    Notable,
}

/// What keeps the command from doing its work, as a sentence.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    // `drift`, `bump`, `examples` and `import` are commands of their own, and share the comparison.
    let words = || env::args_os().skip(1);
    let outcome = match words().next().as_deref().and_then(OsStr::to_str) {
        Some("drift") => drift::run(&drift::Arguments::parse_from(words())),
        Some("bump") => bump::run(&bump::Arguments::parse_from(words())),
        Some("examples") => examples::run(&examples::Arguments::parse_from(words())),
        Some("import") => import::run(&import::Arguments::parse_from(words())),
        _ => run(&Arguments::parse()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{}", printable_lines(&format!("error: {failure}")));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Failure> {
    if let Some(folder) = &arguments.prove {
        return prove::run(folder, arguments.mutations);
    }
    let (old, new) = sides(arguments)?;
    let mut findings = items::compare(&old, &new);
    findings.extend(wire::compare(&old.document, &new.document));
    findings.extend(behavior::compare(&old, &new));
    let judged = match &arguments.exceptions {
        Some(path) => exceptions::judge(findings, &text(path)?)?,
        None => Judged {
            left: findings,
            accepted: Vec::new(),
        },
    };
    // What is accepted is released all the same.
    let all = judged.accepted.iter().map(|(finding, _)| finding);
    let all: Vec<Finding> = judged.left.iter().chain(all).cloned().collect();
    let verdict = Verdict::of(&all);
    let next = arguments.version.as_deref().map(|version| {
        let next = verdict.next(version);
        next.ok_or_else(|| format!("`{version}` is no version"))
    });
    let report = Report {
        findings: &judged.left,
        accepted: &judged.accepted,
        verdict,
        next: next.transpose()?,
    };
    let text = match arguments.format {
        Output::Human => report.human(),
        Output::Markdown => report.markdown(),
        Output::Json => printable_json(&report.json()),
        Output::Sarif => printable_json(&report.sarif()),
    };
    io::stdout().write_all(text.as_bytes())?;
    if let Some(path) = &arguments.write {
        write(path, &all)?;
    }
    let denied = arguments.deny.map(|deny| match deny {
        Deny::Breaking => Severity::Breaking,
        Deny::Notable => Severity::Notable,
    });
    let worst = exceptions::worst(&judged.left);
    let is_denied = worst
        .zip(denied)
        .is_some_and(|(worst, denied)| worst <= denied);
    Ok(!is_denied)
}

fn write(path: &Path, findings: &[Finding]) -> Result<(), Failure> {
    let changelog = text(path)?;
    let notes = release::notes(findings);
    let changed = release::added(&changelog, &notes);
    let changed = changed.ok_or_else(|| format!("`{}` has no `## Unreleased`", path.display()))?;
    files::write(&[(path, &changed)])
}

/// Both sides, from two files or from a commit and the working tree.
fn sides(arguments: &Arguments) -> Result<(Side, Side), Failure> {
    if let (Some(old), Some(new)) = (&arguments.old, &arguments.new) {
        let config = match &arguments.config {
            Some(path) => {
                let mut config = side::config(&text(path)?)?;
                if let Some(name) = config.name_lock.clone() {
                    let beside = path.with_file_name(&name);
                    let locked = read_text(&beside).unwrap_or_default();
                    side::lock(&mut config, &name, &locked)?;
                }
                config
            }
            None => Config::default(),
        };
        let side =
            |path: &PathBuf| Side::of(|| Source::from_file(path), &config, Strictness::Lenient);
        return Ok((side(old)?, side(new)?));
    }
    enter_root()?;
    let folder = Path::new(CONFIG)
        .parent()
        .unwrap_or(Path::new(""))
        .to_owned();
    let commit = Commit {
        name: arguments.base.clone().unwrap_or_default(),
        folder: folder.clone(),
    };
    let mut before = side::config(&String::from_utf8(commit.text(Path::new(CONFIG))?)?)?;
    let mut now = side::config(&text(Path::new(CONFIG))?)?;
    if let Some(name) = before.name_lock.clone() {
        // The lock may be younger than the configuration that names it.
        let locked = commit.text(&folder.join(&name)).unwrap_or_default();
        side::lock(&mut before, &name, &String::from_utf8(locked)?)?;
    }
    if let Some(name) = now.name_lock.clone() {
        let locked = read_text(&folder.join(&name)).unwrap_or_default();
        side::lock(&mut now, &name, &locked)?;
    }
    let root = commit.text(&folder.join(&before.document))?;
    let mut overlays = Vec::new();
    for path in &before.overlays {
        overlays.push((path.clone(), commit.text(&folder.join(path))?));
    }
    let old = || {
        let name = format!("{}:{}", commit.name, before.document);
        let source = Source::from_bytes(name, root.clone()).with_reader(Box::new(commit.clone()));
        let overlays = overlays.iter();
        overlays.fold(source, |source, (path, text)| {
            source.with_overlay(Source::from_bytes(path.clone(), text.clone()))
        })
    };
    let new = || {
        let source = Source::from_file(folder.join(&now.document));
        let overlays = now
            .overlays
            .iter()
            .map(|path| Source::from_file(folder.join(path)));
        overlays.fold(source, Source::with_overlay)
    };
    Ok((
        Side::of(old, &before, Strictness::Strict)?,
        Side::of(new, &now, Strictness::Strict)?,
    ))
}

/// Paths of a workspace are seen from its root, the nearest folder with a configuration.
fn enter_root() -> Result<(), Failure> {
    let current = env::current_dir()?;
    let root = current
        .ancestors()
        .find(|folder| folder.join(CONFIG).is_file());
    let root = root.ok_or_else(|| format!("no folder above this one holds `{CONFIG}`"))?;
    Ok(env::set_current_dir(root)?)
}

fn text(path: &Path) -> Result<String, Failure> {
    read_text(path).map_err(|error| format!("`{}`: {error}", path.display()).into())
}
