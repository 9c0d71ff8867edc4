//! Findings for a program.

use serde_json::{Value, json};

use super::super::{Diagnostic, Label};
use super::locate;
use crate::tree::{Sources, printable_json};

pub(super) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let all: Vec<Value> = diagnostics.iter().map(|one| object(sources, one)).collect();
    printable_json(&Value::Array(all))
}

fn object(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let first = diagnostic.labels.first();
    let place = first.map_or_else(JsonPlace::default, |label| JsonPlace::of(sources, label));
    let labels = diagnostic.labels.iter().map(|label| {
        let place = JsonPlace::of(sources, label);
        json!({
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "pointer": place.pointer,
            "text": label.text,
        })
    });
    json!({
        "code": diagnostic.code.id(),
        "severity": diagnostic.severity.as_str(),
        "message": diagnostic.message,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
        "labels": labels.collect::<Vec<_>>(),
        "help": diagnostic.help,
    })
}

#[derive(Default)]
struct JsonPlace {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    pointer: Option<String>,
}

impl JsonPlace {
    fn of(sources: &Sources, label: &Label) -> JsonPlace {
        let at = locate(sources, label);
        let origin = sources.origin(&label.place);
        JsonPlace {
            file: sources.name(origin.file).map(str::to_owned),
            line: at.as_ref().map(|at| at.line),
            column: at.map(|at| at.column),
            pointer: Some(origin.pointer.to_string()),
        }
    }
}
