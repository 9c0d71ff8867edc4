//! Writes files or compares them, and tells what that changes.

use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use oas_codegen::output::{self, Change, Changes, Files, OutputError};
use oas_codegen::tree::{printable_lines, single_line};

use super::api;
use crate::{Failure, Outcome};

/// A longer difference is not read, but looked up.
const MOST_DIFF_LINES: usize = 20;

/// Files, and where they go.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub files: &'a Files,
    pub out: &'a Path,
    /// The command that brings the files up to date.
    pub mend: &'a str,
    pub started: Instant,
}

/// Does the rest of what a run had begun that was ended, whatever is wrong with
/// the document by now.
pub fn finish(out: &Path) -> Result<(), Failure> {
    if output::finish(out)? {
        writeln!(
            io::stdout(),
            "did the rest of an earlier run in {}",
            shown(out)
        )?;
    }
    Ok(())
}

/// Writes or compares all of them. If one can't be written, none is.
pub fn bring(targets: &[Target<'_>], check: bool) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    if check {
        for target in targets {
            outcome = target.check()?.and(outcome);
        }
        return Ok(outcome);
    }
    let mut planned = Vec::new();
    for target in targets {
        let mut changes = output::check(target.files, target.out)?;
        for one in &mut changes.refused {
            one.path = target.out.join(&one.path);
        }
        if !changes.refused.is_empty() {
            return Err(OutputError::Refused(changes.refused).into());
        }
        planned.push((target, changes));
    }
    for (target, changes) in &planned {
        target.carry_out(changes)?;
    }
    Ok(outcome)
}

impl Target<'_> {
    pub fn write(&self) -> Result<Outcome, Failure> {
        let changes = output::check(self.files, self.out)?;
        self.carry_out(&changes)?;
        Ok(Outcome::Done)
    }

    fn carry_out(&self, changes: &Changes) -> Result<(), Failure> {
        let Target {
            files,
            out,
            started,
            ..
        } = *self;
        let old = api::before(changes, out);
        output::carry_out(changes, files, out)?;
        let mut stdout = io::stdout().lock();
        for (verb, change) in tagged(changes, "created", "changed") {
            writeln!(stdout, "{verb} {}", line(out, change))?;
        }
        for path in &changes.removed {
            writeln!(stdout, "removed {}", shown(&out.join(path)))?;
        }
        if changes.is_empty() {
            writeln!(stdout, "{}", up_to_date(files.len(), started))?;
        } else {
            let took = seconds(started.elapsed());
            let written = changes.created.len() + changes.changed.len();
            let removed = changes.removed.len();
            let all = files.len();
            writeln!(
                stdout,
                "wrote {written} of {all} files and removed {removed} in {took}"
            )?;
            if !old.is_empty() {
                let new = api::after(changes, files);
                writeln!(stdout, "{}", api::told(&old, &new))?;
            }
        }
        Ok(())
    }

    pub fn check(&self) -> Result<Outcome, Failure> {
        let Target {
            files,
            out,
            started,
            mend,
        } = *self;
        let changes = output::check(files, out)?;
        let mut stdout = io::stdout().lock();
        for (verb, change) in tagged(&changes, "missing", "stale") {
            writeln!(stdout, "{verb} {}", line(out, change))?;
            let total = change.diff.lines().count();
            let diff = printable_lines(&change.diff);
            for line in diff.lines().take(MOST_DIFF_LINES) {
                writeln!(stdout, "  {line}")?;
            }
            if total > MOST_DIFF_LINES {
                writeln!(stdout, "  … and {} lines more", total - MOST_DIFF_LINES)?;
            }
        }
        for path in &changes.removed {
            writeln!(stdout, "left over {}", shown(&out.join(path)))?;
        }
        for refusal in &changes.refused {
            writeln!(stdout, "in the way {}", single_line(&refusal.to_string()))?;
        }
        if changes.is_unfinished {
            writeln!(stdout, "an earlier run was ended before it was through")?;
        }
        if changes.is_empty() {
            writeln!(stdout, "{}", up_to_date(files.len(), started))?;
            return Ok(Outcome::Done);
        }
        writeln!(
            stdout,
            "the generated files are not up to date: run `{mend}`"
        )?;
        Ok(Outcome::Failed)
    }
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
    let path = shown(&out.join(&change.path));
    let (added, removed) = (change.added, change.removed);
    format!("{path} (+{added} -{removed})")
}

/// A path as a terminal may show it: names of files may be anybody's.
fn shown(path: &Path) -> String {
    single_line(&path.to_string_lossy())
}

/// What is said where there was nothing to do.
pub fn up_to_date(files: usize, started: Instant) -> String {
    format!(
        "up to date: {files} files in {}",
        seconds(started.elapsed())
    )
}

fn seconds(time: Duration) -> String {
    format!("{:.2} s", time.as_secs_f64())
}
