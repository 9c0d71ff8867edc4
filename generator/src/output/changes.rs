//! What differs between the files to be and the files that are.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

use similar::TextDiff;

/// Comparing longer files line by line takes longer than anybody waits.
const MOST_LINES: usize = 20_000;

/// What writing does, or would do. Paths are relative to the folder.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Files that are not there yet.
    pub created: Vec<Change>,
    /// Files whose text is another.
    pub changed: Vec<Change>,
    /// Files that are as they should be.
    pub unchanged: Vec<PathBuf>,
    /// Files that were generated once and are not any more.
    pub removed: Vec<PathBuf>,
    /// Files that must not be replaced.
    pub refused: Vec<Refusal>,
    /// A run before was ended while files took their places:
    /// [`finish`](super::finish) does the rest.
    pub is_unfinished: bool,
}

impl Changes {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.created.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.refused.is_empty()
            && !self.is_unfinished
    }
}

/// How one file differs.
#[derive(Clone, Debug)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// How many lines come.
    pub added: usize,
    /// How many lines go.
    pub removed: usize,
    /// The difference in the form that `diff -u` gives; empty for a new file
    /// and for a very long one.
    pub diff: String,
}

impl Change {
    pub(super) fn created(path: PathBuf, text: &str) -> Change {
        Change {
            path,
            added: lines(text),
            removed: 0,
            diff: String::new(),
        }
    }

    pub(super) fn between(path: PathBuf, old: &str, new: &str) -> Change {
        let (added, removed) = count(old, new);
        let diff = if old.lines().count() + new.lines().count() > MOST_LINES {
            String::new()
        } else {
            let diff = TextDiff::from_lines(old, new);
            diff.unified_diff().context_radius(2).to_string()
        };
        Change {
            path,
            added,
            removed,
            diff,
        }
    }
}

fn lines(text: &str) -> usize {
    let breaks = text.bytes().filter(|byte| *byte == b'\n').count();
    let is_open = !text.is_empty() && !text.ends_with('\n');
    breaks + usize::from(is_open)
}

/// How many lines one text has and the other has not.
fn count(old: &str, new: &str) -> (usize, usize) {
    let mut balance: HashMap<&str, isize> = HashMap::new();
    for line in new.lines() {
        *balance.entry(line).or_default() += 1;
    }
    for line in old.lines() {
        *balance.entry(line).or_default() -= 1;
    }
    let (mut added, mut removed) = (0, 0);
    for difference in balance.into_values() {
        if difference > 0 {
            added += difference.unsigned_abs();
        } else {
            removed += difference.unsigned_abs();
        }
    }
    (added, removed)
}

/// Something at a target path that must not be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The path.
    pub path: PathBuf,
    /// Why it must not be replaced.
    pub reason: &'static str,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.path.display(), self.reason)
    }
}
