//! What was generated of a document, what was not, and why.

use oas_codegen::PartialApi;
use oas_codegen::coverage::{Coverage, Tally};
use oas_codegen::diagnostics::{Format, Sink};
use serde_json::{Value, json};

/// The report as JSON. Of a document that can't be loaded there is nothing to
/// count.
pub fn text(partial: Option<&PartialApi>, sink: &Sink) -> String {
    let nothing = Coverage::default();
    let coverage = partial.map_or(&nothing, |partial| &partial.coverage);
    let diagnostics: Value = serde_json::from_str(&sink.render(Format::Json)).unwrap_or_default();
    let report = json!({
        "operations": tally(&coverage.operations),
        "schemas": tally(&coverage.schemas),
        "diagnostics": diagnostics,
    });
    format!("{report:#}\n")
}

fn tally(tally: &Tally) -> Value {
    let skipped: Vec<Value> = tally
        .skipped
        .iter()
        .map(|one| json!({ "pointer": one.pointer, "code": one.code.id(), "reason": one.reason }))
        .collect();
    json!({
        "total": tally.total,
        "generated": tally.generated,
        "excluded": tally.excluded,
        "skipped": skipped,
    })
}

/// The report in a line.
pub fn summary(coverage: &Coverage) -> String {
    let part = |tally: &Tally, what: &str| {
        let mut text = format!("{} of {} {what}", tally.generated, tally.total);
        if tally.excluded > 0 {
            text.push_str(&format!(", {} not chosen", tally.excluded));
        }
        if !tally.skipped.is_empty() {
            text.push_str(&format!(", {} skipped", tally.skipped.len()));
        }
        text
    };
    let operations = part(&coverage.operations, "operations");
    let schemas = part(&coverage.schemas, "schemas");
    format!("{operations}; {schemas}")
}
