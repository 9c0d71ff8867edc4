//! The outcome for people.

use crate::Input;
use crate::run::{Outcome, Row};

const HEADINGS: [&str; 7] = [
    "file",
    "executions",
    "generated",
    "refused",
    "broken",
    "slowest ms",
    "peak MiB",
];

/// A table with a row for each document and one of sums, and what was found.
pub fn text(inputs: &[Input], outcome: &Outcome) -> String {
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    let tried = inputs.iter().zip(&outcome.rows);
    let tried = tried.filter(|(_, row)| row.executions > 0);
    rows.extend(tried.map(|(input, row)| cells(&input.name, row)));
    rows.push(cells("all", &sum(&outcome.rows)));
    let mut text = String::new();
    for row in &rows {
        let cells = row.iter().zip(0..).map(|(cell, column)| {
            let column_cells = rows.iter().filter_map(|row| row.get(column));
            let width = column_cells.map(|cell| cell.chars().count()).max();
            let width = width.unwrap_or(0);
            if column == 0 {
                format!("{cell:<width$}")
            } else {
                format!("{cell:>width$}")
            }
        });
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    let minutes = outcome.time.as_secs_f64() / 60.0;
    text.push_str(&format!("\n{minutes:.1} minutes; "));
    text.push_str(&match outcome.findings.len() {
        0 => "nothing found\n".to_owned(),
        count => format!("{count} kinds of faults\n"),
    });
    for (fault, (count, saved)) in &outcome.findings {
        text.push_str(&format!("{count} times {}: {}\n", fault.what, fault.why));
        for path in saved {
            text.push_str(&format!("    {}\n", path.display()));
        }
    }
    text
}

fn cells(name: &str, row: &Row) -> Vec<String> {
    vec![
        name.to_owned(),
        row.executions.to_string(),
        row.generated.to_string(),
        row.refused.to_string(),
        row.broken.to_string(),
        row.slowest.as_millis().to_string(),
        match row.memory {
            0 => String::new(),
            bytes => (bytes >> 20).to_string(),
        },
    ]
}

fn sum(rows: &[Row]) -> Row {
    let mut all = Row::default();
    for row in rows {
        all.executions += row.executions;
        all.generated += row.generated;
        all.refused += row.refused;
        all.broken += row.broken;
        all.slowest = all.slowest.max(row.slowest);
        all.memory = all.memory.max(row.memory);
    }
    all
}
