//! The outcome for people, and for programs.

use serde_json::{Value, json};

use crate::outcome::{Outcome, Verdict};
use crate::samples;
use oas_codegen::coverage::Tally;

const HEADINGS: [&str; 14] = [
    "document",
    "KB",
    "made",
    "rustc",
    "clippy",
    "tests",
    "operations",
    "schemas",
    "examples",
    "err",
    "warn",
    "lines",
    "longest",
    "s",
];

/// A table with a row for each document, a line of sums, and what failed.
pub fn text(outcomes: &[Outcome]) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    rows.extend(outcomes.iter().map(row));
    let widths: Vec<usize> = (0..HEADINGS.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(String::len).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).enumerate();
        let cells: Vec<String> = cells
            .map(|(column, (cell, width))| {
                if column == 0 {
                    format!("{cell:<width$}")
                } else {
                    format!("{cell:>width$}")
                }
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text.push_str(&format!("\n{}\n", sums(outcomes)));
    for outcome in outcomes {
        text.push_str(&complaints(outcome));
    }
    text
}

fn row(outcome: &Outcome) -> Vec<String> {
    let verdict = |verdict: &Option<Verdict>| match verdict {
        None => "-".to_owned(),
        Some(verdict) if !verdict.errors.is_empty() => format!("{} err", verdict.errors.len()),
        Some(verdict) => match verdict.warnings.len() {
            0 => "ok".to_owned(),
            count => format!("{count} warn"),
        },
    };
    let tests = outcome.tests.as_ref().map_or("-".to_owned(), |tests| {
        format!("{}/{}", tests.passed, tests.passed + tests.failed.len())
    });
    let tally = |tally: &Tally| format!("{}/{}", tally.generated, tally.total);
    let examples = &outcome.examples;
    vec![
        outcome.name.clone(),
        (outcome.bytes / 1000).to_string(),
        if outcome.failure.is_none() {
            "yes"
        } else {
            "NO"
        }
        .to_owned(),
        verdict(&outcome.rustc),
        verdict(&outcome.clippy),
        tests,
        tally(&outcome.coverage.operations),
        tally(&outcome.coverage.schemas),
        format!(
            "{}/{}",
            examples.fitting - examples.refused.len(),
            examples.fitting
        ),
        outcome.errors.to_string(),
        outcome.warnings.to_string(),
        outcome.lines.to_string(),
        outcome.longest.to_string(),
        format!("{:.2}", outcome.time.as_secs_f64()),
    ]
}

fn sums(outcomes: &[Outcome]) -> String {
    let count = |is: &dyn Fn(&&Outcome) -> bool| outcomes.iter().filter(is).count();
    let sum = |of: &dyn Fn(&Outcome) -> usize| outcomes.iter().map(of).sum::<usize>();
    let asked = count(&|outcome| outcome.rustc.is_some());
    let mut parts = vec![format!(
        "{} of {} documents generated",
        count(&|outcome| outcome.failure.is_none()),
        outcomes.len()
    )];
    if asked > 0 {
        let compiled = count(&|outcome| {
            let rustc = outcome.rustc.as_ref();
            rustc.is_some_and(|verdict| verdict.errors.is_empty())
        });
        parts.push(format!("{compiled} of {asked} compiled"));
        let warnings = |of: &dyn Fn(&Outcome) -> Option<&Verdict>| {
            sum(&|outcome| of(outcome).map_or(0, |verdict| verdict.warnings.len()))
        };
        let rustc = warnings(&|outcome| outcome.rustc.as_ref());
        let clippy = warnings(&|outcome| outcome.clippy.as_ref());
        parts.push(format!("{rustc} rustc and {clippy} clippy warnings"));
    }
    let operations = sum(&|outcome| outcome.coverage.operations.generated);
    let of = sum(&|outcome| outcome.coverage.operations.total);
    parts.push(format!("{operations} of {of} operations"));
    let schemas = sum(&|outcome| outcome.coverage.schemas.generated);
    let of = sum(&|outcome| outcome.coverage.schemas.total);
    parts.push(format!("{schemas} of {of} schemas"));
    let fitting = sum(&|outcome| outcome.examples.fitting);
    let refused = sum(&|outcome| outcome.examples.refused.len());
    let undeclared = sum(&|outcome| outcome.examples.undeclared.len());
    let accepted = fitting - refused;
    parts.push(format!(
        "{accepted} of {fitting} fitting examples accepted, {undeclared} of them with members \
         that nothing declares"
    ));
    parts.push(format!("{} lines", sum(&|outcome| outcome.lines)));
    let longest = outcomes.iter().map(|outcome| outcome.longest).max();
    parts.push(format!("{} in the longest file", longest.unwrap_or(0)));
    parts.join("; ")
}

/// What failed, as far as it fits on a screen.
fn complaints(outcome: &Outcome) -> String {
    let mut lines = Vec::new();
    lines.extend(outcome.failure.clone());
    lines.extend(outcome.miscounts.iter().cloned());
    for verdict in [&outcome.rustc, &outcome.clippy].into_iter().flatten() {
        let first = verdict.errors.first();
        lines.extend(first.map(|error| error.trim_end().to_owned()));
    }
    let failed = outcome.tests.iter().flat_map(|tests| &tests.failed);
    lines.extend(failed.map(|name| format!("test {name} failed")));
    let lines = lines
        .into_iter()
        .map(|line| format!("\n{}: {line}\n", outcome.name));
    lines.collect()
}

/// The outcome as JSON, a list with an object for each document.
pub fn json(outcomes: &[Outcome]) -> Value {
    outcomes.iter().map(object).collect()
}

fn object(outcome: &Outcome) -> Value {
    let tally = |tally: &Tally| {
        let skipped: Vec<Value> = tally
            .skipped
            .iter()
            .map(|one| json!({"pointer": one.pointer.to_string(), "code": one.code.id(), "reason": one.reason}))
            .collect();
        json!({"total": tally.total, "generated": tally.generated, "skipped": skipped})
    };
    let verdict = |verdict: &Option<Verdict>| {
        verdict
            .as_ref()
            .map(|verdict| json!({"errors": verdict.errors, "warnings": verdict.warnings}))
    };
    let examples = |list: &[(String, String)]| -> Vec<Value> {
        let list = list.iter();
        list.map(|(place, reason)| json!({"place": place, "reason": reason}))
            .collect()
    };
    let tests = outcome
        .tests
        .as_ref()
        .map(|tests| json!({"passed": tests.passed, "failed": tests.failed}));
    json!({
        "document": outcome.name,
        "bytes": outcome.bytes,
        "generated": outcome.failure.is_none(),
        "failure": outcome.failure,
        "miscounts": outcome.miscounts,
        "rustc": verdict(&outcome.rustc),
        "clippy": verdict(&outcome.clippy),
        "tests": tests,
        "operations": tally(&outcome.coverage.operations),
        "schemas": tally(&outcome.coverage.schemas),
        "diagnostics": {
            "errors": outcome.errors,
            "warnings": outcome.warnings,
            "notes": outcome.notes,
        },
        "examples": {
            "total": outcome.examples.total,
            "fitting": outcome.examples.fitting,
            "unjudged": outcome.examples.unjudged,
            "refused": examples(&outcome.examples.refused),
            "undeclared": examples(&outcome.examples.undeclared),
        },
        "samples": outcome.samples.as_ref().map(samples::table::json),
        "lines": outcome.lines,
        "test_lines": outcome.test_lines,
        "longest_file_lines": outcome.longest,
        "seconds": outcome.time.as_secs_f64(),
    })
}
