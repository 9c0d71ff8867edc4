//! `codegen`: from the document to the files of the client.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Args;
use oas_codegen::Strictness;
use oas_codegen::diagnostics::Sink;
use oas_codegen::output::{self, Change, Changes, Files};

use crate::project::Project;
use crate::{Failure, Outcome, findings};

/// A longer difference is not read, but looked up.
const MOST_DIFF_LINES: usize = 20;

#[derive(Args)]
pub struct Arguments {
    /// Change nothing; fail if anything would change
    #[arg(long)]
    check: bool,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let Some(project) = Project::enter()? else {
        return Ok(Outcome::Failed);
    };
    let mut sink = Sink::new();
    let api = oas_codegen::analyse(
        &project.source(),
        &project.config,
        Strictness::Own,
        &mut sink,
    );
    findings::print(&sink)?;
    let Some(api) = api.filter(|_| !sink.has_errors()) else {
        eprintln!("nothing was written");
        return Ok(Outcome::Failed);
    };
    let files = oas_codegen::generate(&api, &project.config);
    if arguments.check {
        check(&files, &project.out, started)
    } else {
        write(&files, &project.out, started)
    }
}

fn write(files: &Files, out: &Path, started: Instant) -> Result<Outcome, Failure> {
    let changes = output::write(files, out)?;
    let mut stdout = io::stdout().lock();
    for (verb, change) in tagged(&changes, "created", "changed") {
        writeln!(stdout, "{verb} {}", line(out, change))?;
    }
    for path in &changes.removed {
        writeln!(stdout, "removed {}", out.join(path).display())?;
    }
    let took = seconds(started.elapsed());
    if changes.is_empty() {
        writeln!(stdout, "up to date: {} files in {took}", files.len())?;
    } else {
        let written = changes.created.len() + changes.changed.len();
        let removed = changes.removed.len();
        let all = files.len();
        writeln!(
            stdout,
            "wrote {written} of {all} files and removed {removed} in {took}"
        )?;
    }
    Ok(Outcome::Done)
}

fn check(files: &Files, out: &Path, started: Instant) -> Result<Outcome, Failure> {
    let changes = output::check(files, out)?;
    let mut stdout = io::stdout().lock();
    for (verb, change) in tagged(&changes, "missing", "stale") {
        writeln!(stdout, "{verb} {}", line(out, change))?;
        let total = change.diff.lines().count();
        for line in change.diff.lines().take(MOST_DIFF_LINES) {
            writeln!(stdout, "  {line}")?;
        }
        if total > MOST_DIFF_LINES {
            writeln!(stdout, "  … and {} lines more", total - MOST_DIFF_LINES)?;
        }
    }
    for path in &changes.removed {
        writeln!(stdout, "left over {}", out.join(path).display())?;
    }
    for refusal in &changes.refused {
        writeln!(stdout, "in the way {refusal}")?;
    }
    if changes.is_empty() {
        let took = seconds(started.elapsed());
        writeln!(stdout, "up to date: {} files in {took}", files.len())?;
        return Ok(Outcome::Done);
    }
    writeln!(
        stdout,
        "the generated files are not up to date: run `cargo xtask codegen`"
    )?;
    Ok(Outcome::Failed)
}

/// New and different files with the word for each.
fn tagged<'a>(
    changes: &'a Changes,
    new_word: &'static str,
    other_word: &'static str,
) -> impl Iterator<Item = (&'static str, &'a Change)> {
    let new = changes.created.iter();
    let other = changes.changed.iter();
    new.map(move |change| (new_word, change))
        .chain(other.map(move |change| (other_word, change)))
}

fn line(out: &Path, change: &Change) -> String {
    let path = out.join(&change.path);
    let (added, removed) = (change.added, change.removed);
    format!("{} (+{added} -{removed})", path.display())
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
