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

#[derive(Debug, PartialEq)]
enum PathSegment {
    Key(String),
    Index(usize),
}

thread_local! {
    /// The segments noted so far, the innermost first. Nothing is noted outside
    /// of a [`Trail`], so that readers used through plain serde leave nothing
    /// behind.
    static TRAIL: RefCell<Option<Vec<PathSegment>>> = const { RefCell::new(None) };
}

/// Where an error goes through on its way out, noted as long as this lives.
///
/// Trails nest: an inner one leaves the outer one as it was. It is no function around a
/// reader, which would be compiled for each type.
pub(super) struct Trail(Scope<Vec<PathSegment>>);

/// Begins to note.
pub(super) fn listen() -> Trail {
    Trail(Scope::enter(&TRAIL, Vec::new()))
}

impl Trail {
    /// The path of the error that came out.
    pub(super) fn path(self) -> String {
        render(&self.segments())
    }

    fn segments(self) -> Vec<PathSegment> {
        self.0.leave().unwrap_or_default()
    }
}

/// Reads a type that may derive serde's traits, and gives an error of it together
/// with its path. Derives note nothing, so that a wrapper around the reader follows
/// where it is.
pub(super) fn track<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    reader: D,
) -> Result<T, (D::Error, String)> {
    let trail = listen();
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let path = render(&joined(error.path(), trail.segments()));
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
        let trail = listen();
        for leave in segments {
            leave();
        }
        trail.path()
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
    fn trails_nest() {
        let outer = listen();
        leave_key("inner_of_outer");
        assert_eq!(failing(&[|| leave_key("other")]), "other");
        drop(listen());
        leave_key("outer");
        assert_eq!(outer.path(), "outer.inner_of_outer");
    }
}
