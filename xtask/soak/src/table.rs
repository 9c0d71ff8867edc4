//! What came of it all, in lines.

use std::fmt::Write as _;

use crate::call_log::{CallLog, Line};

/// A table with a line for each fault, a sum, and the first things that are
/// wrong in words.
#[must_use]
pub fn table(call_log: &CallLog) -> String {
    let mut text = String::new();
    let head = [
        "fault",
        "calls",
        "requests",
        "well",
        "unknown",
        "cancelled",
        "missing",
        "hidden",
        "twice",
        "other id",
        "strange",
    ];
    row(&mut text, &head.map(str::to_owned));
    let mut sum = Line::default();
    for (name, line) in &call_log.lines {
        row(&mut text, &cells(name, line));
        sum.calls += line.calls;
        sum.requests += line.requests;
        sum.well += line.well;
        sum.unknown += line.unknown;
        sum.cancelled += line.cancelled;
        sum.time += line.time;
        sum.findings.missing += line.findings.missing;
        sum.findings.hidden += line.findings.hidden;
        sum.findings.twice += line.findings.twice;
        sum.findings.other += line.findings.other;
        sum.findings.strange += line.findings.strange;
    }
    row(&mut text, &cells("all", &sum));
    // Writing to a string can't fail.
    let _ = writeln!(
        text,
        "told done and isn't: {}, done and told that it isn't: {}, done twice: {}; {:.1} hours of virtual time",
        sum.findings.missing,
        sum.findings.hidden,
        sum.findings.twice,
        sum.time.as_secs_f64() / 3600.0,
    );
    for example in call_log
        .lines
        .values()
        .flat_map(|line| &line.findings.examples)
    {
        let _ = writeln!(text, "  {example}");
    }
    text
}

fn cells(name: &str, line: &Line) -> [String; 11] {
    let found = &line.findings;
    [
        name.to_owned(),
        line.calls.to_string(),
        line.requests.to_string(),
        line.well.to_string(),
        line.unknown.to_string(),
        line.cancelled.to_string(),
        found.missing.to_string(),
        found.hidden.to_string(),
        found.twice.to_string(),
        found.other.to_string(),
        found.strange.to_string(),
    ]
}

fn row(text: &mut String, cells: &[String]) {
    for (column, cell) in cells.iter().enumerate() {
        let _ = if column == 0 {
            write!(text, "{cell:<20}")
        } else {
            write!(text, "{cell:>10}")
        };
    }
    text.push('\n');
}
