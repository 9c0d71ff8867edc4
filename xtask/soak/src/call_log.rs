//! What the callers were told.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::{Findings, Plan};

/// What a call was to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Create a ticket, and leave it at that.
    Create,
    /// Create a ticket, and look for it where nobody can tell.
    CreateOnce,
    /// Have a ticket created later.
    Enqueue,
    /// Write into a ticket.
    Reply,
    /// Change a ticket.
    Update,
    /// Delete a ticket.
    Delete,
    /// Read a ticket.
    Get,
    /// Search tickets.
    Search,
}

/// What a caller was told of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was carried out; the id is that of what came of it, if it could be
    /// read.
    Done(Option<String>),
    /// It was not.
    NotApplied,
    /// Nobody can tell.
    Unknown,
    /// The caller did not wait for the end.
    Cancelled,
}

/// One call.
#[derive(Clone, Debug)]
pub struct Entry {
    /// By which the server's ledger knows it.
    pub marker: String,
    /// What it was to do.
    pub kind: Kind,
    /// What the caller was told.
    pub told: Told,
    /// How often it was sent, as far as the caller knows.
    pub attempts: u32,
    /// Whether it ended well, that is with what was asked for.
    pub is_well: bool,
}

/// What came of a batch.
#[derive(Debug)]
pub struct Batch {
    /// All calls, in the order of their ends.
    pub entries: Vec<Entry>,
    /// How many requests the server has seen.
    pub requests: u64,
    /// What is wrong.
    pub findings: Findings,
    /// How long it took by the clock of the batch.
    pub virtual_time: Duration,
}

/// The sums of all batches.
#[derive(Debug, Default)]
pub struct CallLog {
    /// By what goes wrong.
    pub lines: BTreeMap<String, Line>,
}

/// The sums of the batches with one fault.
#[derive(Debug, Default)]
pub struct Line {
    /// Calls.
    pub calls: u64,
    /// Requests that they became.
    pub requests: u64,
    /// Calls that ended well.
    pub well: u64,
    /// Calls of which the caller was told that nobody can tell.
    pub unknown: u64,
    /// Calls that were given up by their callers.
    pub cancelled: u64,
    /// What is wrong.
    pub findings: Findings,
    /// Virtual time.
    pub time: Duration,
}

impl CallLog {
    /// Adds a batch.
    pub fn add(&mut self, plan: &Plan, batch: Batch) {
        let line = self.lines.entry(plan.name.clone()).or_default();
        let count = |of: &dyn Fn(&Entry) -> bool| {
            u64::try_from(batch.entries.iter().filter(|entry| of(entry)).count()).unwrap_or(0)
        };
        line.calls += count(&|_| true);
        line.requests += batch.requests;
        line.well += count(&|entry| entry.is_well);
        line.unknown += count(&|entry| entry.told == Told::Unknown);
        line.cancelled += count(&|entry| entry.told == Told::Cancelled);
        line.time += batch.virtual_time;
        line.findings.add(batch.findings);
    }

    /// How many calls there were.
    #[must_use]
    pub fn calls(&self) -> u64 {
        self.lines.values().map(|line| line.calls).sum()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.lines.values().all(|line| line.findings.is_clean())
    }
}
