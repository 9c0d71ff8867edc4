//! Findings as text.

use std::fmt::Write;

use super::{Diagnostic, Label, On};
use crate::load::{Sources, Stretch};

/// Whether terminal colors are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// They are.
    Always,
    /// They are not.
    Never,
}

/// For whom findings are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a person.
    Human(Color),
    /// For a program: one array of objects.
    Json,
}

/// Where a label stands.
pub(super) fn locate(sources: &Sources, label: &Label) -> Option<Stretch> {
    match &label.on {
        On::Text(range) => sources.stretch(label.place.file, range.clone()),
        On::File => None,
        On::Value => Some(sources.position(&label.place)?.value),
        On::Key => {
            let span = sources.position(&label.place)?;
            Some(span.key.unwrap_or(span.value))
        }
    }
}

/// Findings as text.
#[must_use]
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], _format: Format) -> String {
    let mut text = String::new();
    for one in diagnostics {
        let _ = writeln!(text, "{}[{}]: {}", one.severity, one.code, one.message);
        for label in &one.labels {
            let name = sources.name(label.place.file).unwrap_or("");
            let (line, column) = locate(sources, label).map_or((0, 0), |at| (at.line, at.column));
            let _ = writeln!(
                text,
                "  --> {name}:{line}:{column} #{}: {}",
                label.place.pointer, label.text
            );
        }
        if let Some(help) = &one.help {
            let _ = writeln!(text, "  = help: {help}");
        }
    }
    text
}
