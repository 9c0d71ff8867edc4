//! What was generated of a document, what was not, and why.

use std::fs;
use std::io;
use std::path::Path;

use oas_codegen::PartialApi;
use oas_codegen::coverage::{Coverage, Tally};
use oas_codegen::diagnostics::{Format, Sink};
use oas_codegen::output;
use serde_json::{Value, json};

use crate::Failure;

/// Says before the work whether the report can be written afterwards. Only a
/// report is replaced.
pub fn check(path: &Path) -> Result<(), Failure> {
    let name = path.display();
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().unwrap_or(Path::new(""));
            return fs::create_dir_all(folder)
                .map_err(|error| format!("`{}`: {error}", folder.display()).into());
        }
        Err(error) => return Err(format!("`{name}`: {error}").into()),
    };
    if !kind.is_file() || !is_report(&fs::read_to_string(path).unwrap_or_default()) {
        return Err(format!("`{name}` is no report, and is not overwritten").into());
    }
    Ok(())
}

fn is_report(text: &str) -> bool {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else {
        return false;
    };
    let keys = members.keys().map(String::as_str);
    let mut keys: Vec<&str> = keys.collect();
    keys.sort_unstable();
    keys == ["diagnostics", "operations", "schemas"]
}

pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    output::replace(path, text).map_err(|error| error.to_string().into())
}

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
