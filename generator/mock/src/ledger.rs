//! What a server has truly done, whatever its responses said.

use std::collections::VecDeque;

use crate::record::shortened;

/// One change that was made and stays made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Which change this is, from 1.
    pub number: u64,
    /// Which request made it, as [`Record::number`](crate::Record::number)
    /// counts them.
    pub request: u64,
    /// The request's `X-Mock-Marker` header: how a test knows its request again.
    pub marker: Option<String>,
    /// The id that the response carried, or would have carried.
    pub request_id: String,
    /// The `operationId`, or method and path.
    pub operation: String,
    /// What was done.
    pub change: Change,
    /// What it was done to, such as `ticket`, or the path of a collection.
    pub kind: String,
    /// The id of that.
    pub id: String,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// What was done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Change {
    /// It came into being.
    Created,
    /// It was changed.
    Updated,
    /// It is gone.
    Deleted,
    /// Something was said in it.
    Replied,
    /// It was tied to another thing.
    Attached,
    /// It was untied again.
    Detached,
    /// It is to come into being later.
    Queued,
}

impl Change {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Deleted => "deleted",
            Self::Replied => "replied",
            Self::Attached => "attached",
            Self::Detached => "detached",
            Self::Queued => "queued",
        }
    }
}

/// So many changes are kept; older ones are only counted.
const MOST: usize = 100_000;

/// All changes, in their order.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    total: u64,
    kept: VecDeque<Commit>,
}

impl Ledger {
    pub(crate) fn enter(&mut self, mut commit: Commit) {
        self.total += 1;
        commit.number = self.total;
        commit.marker = commit.marker.as_deref().map(shortened);
        commit.kind = shortened(&commit.kind);
        commit.id = shortened(&commit.id);
        if self.kept.len() == MOST {
            self.kept.pop_front();
        }
        self.kept.push_back(commit);
    }

    pub(crate) fn all(&self) -> Vec<Commit> {
        self.kept.iter().cloned().collect()
    }

    pub(crate) fn total(&self) -> u64 {
        self.total
    }

    #[cfg(feature = "server")]
    pub(crate) fn last(&self, count: usize) -> impl Iterator<Item = &Commit> {
        self.kept.iter().rev().take(count)
    }
}
