//! Findings for what shows findings of static analysis: SARIF 2.1.0.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::{Code, Diagnostic, Label, Severity};
use super::locate;
use crate::tree::{Sources, printable_json};

pub(super) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|one| one.code).collect();
    let codes = codes.into_iter().map(|code| {
        json!({
            "id": code.id(),
            "shortDescription": { "text": code.title() },
            "help": { "text": code.explanation() },
        })
    });
    let results = diagnostics.iter().map(|one| result(sources, one));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "oas-codegen", "rules": codes.collect::<Vec<_>>() } },
            "results": results.collect::<Vec<_>>(),
        }],
    });
    printable_json(&log)
}

fn result(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!(" ({help})"));
    }
    let mut labels = diagnostic
        .labels
        .iter()
        .map(|label| location(sources, label));
    let first: Vec<Value> = labels.next().into_iter().collect();
    json!({
        "ruleId": diagnostic.code.id(),
        "level": match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        "message": { "text": text },
        "locations": first,
        "relatedLocations": labels.collect::<Vec<_>>(),
    })
}

fn location(sources: &Sources, label: &Label) -> Value {
    let region = locate(sources, label);
    let region = region.map(|at| json!({ "startLine": at.line, "startColumn": at.column }));
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": sources.name(label.place.file) },
            "region": region.unwrap_or_else(|| json!({ "startLine": 1 })),
        },
        "message": { "text": label.text },
    })
}
