//! Where in a document an error happened, recorded on its way out.
//!
//! An error leaves through every record, list and map around it. Each of them
//! notes its key or index here, so that a document that decodes pays nothing
//! for paths, and no wrapping deserializer has to be compiled for each type.

use std::{cell::RefCell, fmt::Write as _};

use serde::de::{DeserializeOwned, Deserializer};
use serde_path_to_error::{Path, Segment};

use crate::scoped::{self, Scope};

/// More characters of a key than these are not shown: keys of a map are the
/// server's choice.
const SHOWN_OF_A_KEY: usize = 80;

#[derive(PartialEq)]
enum PathSegment {
    Key(String),
    Index(usize),
}

thread_local! {
    /// The segments noted so far, the innermost first. Nothing is noted outside
    /// of a [`capture`], so that readers used through plain serde leave nothing
    /// behind.
    static TRAIL: RefCell<Option<Vec<PathSegment>>> = const { RefCell::new(None) };
}

/// Runs `read` and gives an error of it together with its path.
///
/// Captures nest: an inner one has a trail of its own and leaves the outer
/// one as it was.
pub(super) fn capture<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, (E, String)> {
    let (result, trail) = listen(read);
    result.map_err(|error| (error, render(&trail)))
}

/// Reads a type that may derive serde's traits, and gives an error of it together
/// with its path. Derives note nothing, so that a wrapper around the reader follows
/// where it is.
pub(super) fn track<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    reader: D,
) -> Result<T, (D::Error, String)> {
    let (result, trail) = listen(|| serde_path_to_error::deserialize(reader));
    result.map_err(|error| {
        let path = render(&joined(error.path(), trail));
        (error.into_inner(), path)
    })
}

/// The trail of an error, of which the outer part was tracked and the inner part
/// noted. Both hold what lies between the outermost type of a table and the
/// first value that was read as a whole before its type was known.
fn joined(tracked: &Path, mut trail: Vec<PathSegment>) -> Vec<PathSegment> {
    let segments = tracked.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(PathSegment::Index(*index)),
        Segment::Map { key } | Segment::Enum { variant: key } => Some(shown(key)),
        Segment::Unknown => None,
    });
    let mut outer: Vec<_> = segments.collect();
    outer.reverse();
    let longest = outer.len().min(trail.len());
    let shared = (0..=longest).rev().find(|shared| {
        let noted = trail.get(trail.len() - shared..);
        noted.is_some() && noted == outer.get(..*shared)
    });
    trail.extend(outer.into_iter().skip(shared.unwrap_or_default()));
    trail
}

fn listen<T, E>(read: impl FnOnce() -> Result<T, E>) -> (Result<T, E>, Vec<PathSegment>) {
    let scope = Scope::enter(&TRAIL, Vec::new());
    let result = read();
    (result, scope.leave().unwrap_or_default())
}

/// Notes that an error is leaving the member `key`.
#[cold]
pub(super) fn leave_key(key: &str) {
    note(|| shown(key));
}

fn shown(key: &str) -> PathSegment {
    let mut shown: String = key.chars().take(SHOWN_OF_A_KEY).collect();
    if shown.len() < key.len() {
        shown.push('…');
    }
    PathSegment::Key(shown)
}

/// Notes that an error is leaving the element `index`.
#[cold]
pub(super) fn leave_index(index: usize) {
    note(|| PathSegment::Index(index));
}

fn note(segment: impl FnOnce() -> PathSegment) {
    // Failing to note a segment must not hide the error that is on its way.
    scoped::with(&TRAIL, |trail| trail.push(segment()));
}

fn render(trail: &[PathSegment]) -> String {
    let mut path = String::new();
    for segment in trail.iter().rev() {
        match segment {
            PathSegment::Index(index) => {
                // Writing to a string can't fail.
                let _ = write!(path, "[{index}]");
            }
            PathSegment::Key(key) if is_plain(key) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            PathSegment::Key(key) => {
                let _ = write!(path, "[{key:?}]");
            }
        }
    }
    path
}

/// Whether a key can stand in a path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(segments: &[fn()]) -> String {
        let result: Result<(), _> = capture(|| {
            for leave in segments {
                leave();
            }
            Err(())
        });
        result.map_or_else(|(error, path)| (error, path).1, |()| String::new())
    }

    #[test]
    fn a_path_reads_from_the_outside_in() {
        let path = failing(&[
            || leave_key("id"),
            || leave_key("ticket_state"),
            || leave_index(3),
            || leave_key("tickets"),
        ]);
        assert_eq!(path, "tickets[3].ticket_state.id");
    }

    #[test]
    fn odd_keys_are_quoted_and_long_ones_cut() {
        assert_eq!(
            failing(&[|| leave_key("a b"), || leave_key("m")]),
            r#"m["a b"]"#
        );
        assert_eq!(failing(&[|| leave_key("")]), r#"[""]"#);
        assert!(failing(&[|| leave_key(&"k".repeat(5000))]).len() < 100);
    }

    #[test]
    fn nothing_is_recorded_while_nobody_listens() {
        leave_key("lost");
        assert_eq!(failing(&[]), "");
    }

    #[test]
    fn captures_nest() {
        let outer: Result<(), _> = capture(|| {
            leave_key("inner_of_outer");
            let inner: Result<(), _> = capture(|| {
                leave_key("other");
                Err(())
            });
            assert_eq!(inner, Err(((), "other".to_owned())));
            leave_key("outer");
            Err(())
        });
        assert_eq!(outer, Err(((), "outer.inner_of_outer".to_owned())));
    }
}
