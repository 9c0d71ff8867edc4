//! Findings as annotations of a pull request, in the commands of a GitHub workflow.

use super::locate;
use crate::diagnostics::{Diagnostic, Severity};
use crate::tree::{Sources, single_line};

pub(super) fn render(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|one| line(sources, one)).collect()
}

fn line(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = vec![format!("title={}", diagnostic.code)];
    if let Some(label) = diagnostic.labels.first() {
        let name = sources.name(label.place.file).unwrap_or_default();
        properties.push(format!("file={}", property(&single_line(name))));
        if let Some(at) = locate(sources, label) {
            properties.push(format!("line={}", at.line));
            properties.push(format!("col={}", at.column));
        }
    }
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!("\n{help}"));
    }
    format!("::{word} {}::{}\n", properties.join(","), data(&text))
}

/// A document's text must not begin a command of its own.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
