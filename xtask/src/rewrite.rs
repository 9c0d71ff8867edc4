//! Writes a document that a person maintains.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::Failure;

/// What a text may begin with, and its tree knows nothing of.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Puts one text of a file in place of another, whole or not at all.
///
/// # Errors
/// If the file has been changed since it was read: that is nobody's to lose.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<(), Failure> {
    let name = path.display();
    let failed = |error: std::io::Error| format!("`{name}`: {error}");
    let bytes = fs::read(path).map_err(failed)?;
    let (mark, text) = match bytes.strip_prefix(MARK) {
        Some(text) => (MARK, text),
        None => (&[][..], bytes.as_slice()),
    };
    if text != before.as_bytes() {
        return Err(format!("`{name}` has been changed meanwhile").into());
    }
    let new = PathBuf::from(format!("{name}.new"));
    let mut file = fs::File::create_new(&new).map_err(failed)?;
    let written = file.write_all(&[mark, after.as_bytes()].concat());
    let kept = fs::metadata(path).and_then(|known| file.set_permissions(known.permissions()));
    let moved = written.and(kept).and_then(|()| fs::rename(&new, path));
    if moved.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(&new);
    }
    Ok(moved.map_err(failed)?)
}
