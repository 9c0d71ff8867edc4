//! What is said of a value, be it a field's, a parameter's or a header's.

use super::docs;
use crate::model::{Docs, ValueSpec};
use serde_json::Value;

/// The document's own words, then bounds and what the value is by default.
pub(super) fn documented(
    said: &Docs,
    fallback: &str,
    value: &ValueSpec,
    constant: Option<&Value>,
) -> String {
    with_notes(docs::of(said, fallback), value, constant)
}

/// `text` with the bounds, the constant and the default of a value.
pub(super) fn with_notes(text: String, value: &ValueSpec, constant: Option<&Value>) -> String {
    let mut notes = value.bounds.clone();
    if let Some(constant) = constant {
        let constant = plain_json(constant);
        // Most descriptions say it already.
        if !text.contains(&constant) || text.starts_with('`') {
            notes.push(format!("Always {}.", docs::code(&constant)));
        }
    }
    if let Some(default) = value.default.as_ref().filter(|default| !default.is_null()) {
        notes.push(format!("Default: {}.", docs::code(&plain_json(default))));
    }
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(" ");
    // A paragraph of one line takes them in; a list or a table would not.
    if text.contains('\n') {
        format!("{text}\n\n{notes}")
    } else {
        format!("{} {notes}", docs::sentence(&text))
    }
}

fn plain_json(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
