//! Writes a document that a person maintains.

use std::path::Path;

use oas_codegen::load::read_text;
use oas_codegen::output;

use crate::Failure;

/// Puts one text of a file in place of another, whole or not at all. The mark that a text
/// may begin with, of which its tree knows nothing, stays.
///
/// # Errors
/// If the file has been changed since it was read: that is nobody's to lose.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Failure> {
    let name = path.display();
    let known = read_text(path).map_err(|error| format!("`{name}`: {error}"))?;
    let (mark, text) = match known.strip_prefix('\u{feff}') {
        Some(text) => ("\u{feff}", text),
        None => ("", known.as_str()),
    };
    if text != before {
        return Err(format!("`{name}` has been changed meanwhile").into());
    }
    Ok(output::replace(path, &format!("{mark}{after}"))?)
}
