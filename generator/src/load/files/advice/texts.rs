//! Texts without quotes that have lines below them.

use super::{Advice, Line};

/// The first colon of a line that belongs to a text of several lines, of which nothing
/// says that it is one.
pub(super) fn unmarked(line: &Line<'_>, earlier: &[Line<'_>], offset: usize) -> Option<Advice> {
    if !line.has_colon_at(offset) {
        return None;
    }
    let mut lines = earlier
        .iter()
        .rev()
        .filter(|line| !line.text.trim().is_empty());
    let mut first = line;
    let holder = lines.find(|before| {
        let is_holder = before.indent() < first.indent() && before.text.trim_end().ends_with(':');
        first = if is_holder { first } else { before };
        is_holder
    })?;
    let mut words = first.text.split_whitespace();
    let is_entry = words.next() == Some("-");
    // Fewer are a key that has lost its colon.
    let is_text = first.first_colon().is_none() && !is_entry && words.count() > 2;
    is_text.then(|| Advice {
        at: holder.start + holder.indent()..holder.range().end,
        label: "a text without quotes begins behind this".to_owned(),
        also: Some((offset..offset + 1, "a colon ends it here")),
        help: "write `|` behind the key, for a text of several lines",
    })
}

/// A text behind a key before deeper lines, which it swallows.
pub(super) fn continued(line: &Line<'_>, earlier: &[Line<'_>], offset: usize) -> Option<Advice> {
    let before = earlier.iter().rev().find(|line| !line.is_blank())?;
    let text = before.text.trim_end();
    let behind = text.get(before.first_colon()? + 1..)?.trim_start();
    let key = text.len() - text.trim_start_matches([' ', '-']).len();
    let is_text = behind.starts_with(char::is_alphanumeric);
    let end = before.start + text.len();
    // One column is a slip of the key itself.
    (is_text && key + 1 < line.indent() && line.has_colon_at(offset)).then(|| Advice {
        at: end - behind.len()..end,
        label: "a text without quotes begins here".to_owned(),
        also: Some((offset..offset + 1, "a colon ends it here")),
        help: "end the line behind the key's colon, or write `|` before a text of several lines",
    })
}
