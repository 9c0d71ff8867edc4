//! Which texts are paths and names of Rust.

use crate::model::TypeRef;
use crate::names::is_keyword;

/// A word that may stand in a path, but for the keywords that may begin one.
fn is_segment(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && part
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || one == '_')
        && !is_keyword(part)
}

/// The path of a type, such as `chrono::DateTime<chrono::Utc>`: it begins at a crate, and
/// so do those of its arguments, unless every program has them.
pub(super) fn is_path(text: &str) -> bool {
    text.len() <= LONGEST && text.contains("::") && Generic(text).is_type(0)
}

/// A type has no more characters than these.
const LONGEST: usize = 500;

/// So deep, arguments may have arguments.
const DEEPEST: usize = 8;

/// A path with its arguments in brackets.
struct Generic<'a>(&'a str);

impl Generic<'_> {
    fn is_type(&self, depth: usize) -> bool {
        let text = self.0.trim();
        let (path, arguments) = match text.strip_suffix('>') {
            Some(open) => match open.split_once('<') {
                Some((path, arguments)) => (path.trim(), Some(arguments)),
                None => return false,
            },
            None => (text, None),
        };
        let mut parts = path.split("::");
        let first = parts.next().unwrap_or_default();
        let is_root = first == "crate" && path != "crate";
        (is_root || is_segment(first))
            && parts.all(is_segment)
            && arguments.is_none_or(|arguments| {
                let mut arguments = split(arguments).into_iter();
                depth < DEEPEST && arguments.all(|one| Generic(one).is_type(depth + 1))
            })
    }
}

/// The parts between commas that lie in no brackets.
fn split(arguments: &str) -> Vec<&str> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut parts = Vec::new();
    for (at, character) in arguments.char_indices() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.extend(arguments.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(arguments.get(start..));
    parts
}

pub(super) fn is_type(text: &str) -> bool {
    TypeRef::builtin(text).is_some() || is_path(text)
}

/// Names that cargo, or code in the crate, would take for something else.
const CRATES: &[&str] = &[
    "alloc",
    "core",
    "dep",
    "oas_runtime",
    "proc_macro",
    "std",
    "test",
];

/// Whether a package can be called so: letters, digits, `-` and `_`, a letter
/// first, and neither a keyword nor a crate that every crate knows.
#[must_use]
pub fn is_crate_name(text: &str) -> bool {
    let name = text.replace('-', "_");
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && is_segment(&name)
        && !CRATES.contains(&name.as_str())
}

pub(super) fn is_module_path(text: &str) -> bool {
    text == "crate"
        || text
            .strip_prefix("crate::")
            .is_some_and(|rest| rest.split("::").all(is_segment))
}
