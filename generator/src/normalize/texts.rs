//! Descriptions that nobody reads to their end.
//!
//! A text is parsed, escaped and written line by line, and rustc, rustdoc and an editor
//! read it again for everybody who uses the crate. So one that is far longer than
//! any that a person wrote is cut.

use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::MAX_TEXT;
use crate::tree::{Node, Place};

/// Whether the text at `place` is one to be cut, and what is said of that.
pub(super) fn cut(place: &Place, node: &Node) -> Option<Diagnostic> {
    let text = node.as_str().filter(|text| text.len() > MAX_TEXT)?;
    let key = place.pointer.last()?;
    let is_read = matches!(key, "description" | "summary" | "title");
    is_read.then(|| {
        let message = format!("a {key} of {} kB is cut", text.len() / 1_000);
        Diagnostic::warning(Code::Unsupported, message)
            .at_key(place, "documentation has the first 256 kB of it")
            .help("say it in fewer words, or link to them by `externalDocs`")
    })
}

/// The beginning of such a text, up to the end of a line if there is one.
pub(super) fn beginning(mut text: String) -> String {
    let end = (0..=MAX_TEXT).rev().find(|at| text.is_char_boundary(*at));
    text.truncate(end.unwrap_or_default());
    text.truncate(text.rfind('\n').unwrap_or(text.len()));
    text.push_str("\n\n…");
    text
}
