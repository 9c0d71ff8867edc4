//! Findings for a log, such as that of a build script.

use super::locate;
use crate::diagnostics::Diagnostic;
use crate::tree::{Sources, single_line};

pub(super) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|one| line(sources, one));
    lines.map(|line| single_line(&line) + "\n").collect()
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let mut text = String::new();
    if let Some(label) = diagnostic.labels.first() {
        text.push_str(sources.name(label.place.file).unwrap_or_default());
        if let Some(at) = locate(sources, label) {
            text.push_str(&format!(":{}:{}", at.line, at.column));
        }
        text.push_str(": ");
    }
    let (severity, code, message) = (diagnostic.severity, diagnostic.code, &diagnostic.message);
    text.push_str(&format!("{severity}[{code}]: {message}"));
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!(" ({help})"));
    }
    text
}
