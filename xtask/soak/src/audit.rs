//! The server's ledger against what the callers were told.

use std::collections::HashMap;

use oas_mock::{Change, Commit};

use crate::call_log::{Entry, Kind, Told};

/// What is wrong with the call log, one by one.
#[derive(Debug, Default)]
pub struct Findings {
    /// Things that the caller was told are done, and aren't.
    pub missing: u64,
    /// Things that were done though the caller was told that they weren't.
    pub hidden: u64,
    /// Things that were done twice.
    pub twice: u64,
    /// Things of other ids than the caller was told.
    pub other: u64,
    /// Things that the server did for nobody.
    pub strange: u64,
    /// The first of each, in words.
    pub examples: Vec<String>,
}

/// So many are told in words.
const TOLD: usize = 20;

impl Findings {
    /// Whether there are none.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.missing + self.hidden + self.twice + self.other + self.strange == 0
    }

    /// Adds those of another batch.
    pub fn add(&mut self, other: Self) {
        self.missing += other.missing;
        self.hidden += other.hidden;
        self.twice += other.twice;
        self.other += other.other;
        self.strange += other.strange;
        let room = TOLD.saturating_sub(self.examples.len());
        self.examples.extend(other.examples.into_iter().take(room));
    }

    fn note(&mut self, what: &str, entry: &Entry, commits: &[&Commit]) {
        if self.examples.len() < TOLD {
            self.examples
                .push(format!("{what}: {entry:?}, ledger {commits:?}"));
        }
    }
}

/// What the ledger calls it.
fn change(kind: Kind) -> Option<Change> {
    match kind {
        Kind::Create | Kind::CreateOnce => Some(Change::Created),
        Kind::Enqueue => Some(Change::Queued),
        Kind::Reply => Some(Change::Replied),
        Kind::Update => Some(Change::Updated),
        Kind::Delete => Some(Change::Deleted),
        Kind::Get | Kind::Search => None,
    }
}

/// Holds each call against what the ledger has under its marker.
#[must_use]
pub fn audit(entries: &[Entry], ledger: &[Commit]) -> Findings {
    let mut findings = Findings::default();
    let mut by_marker: HashMap<&str, Vec<&Commit>> = HashMap::new();
    for commit in ledger {
        match commit.marker.as_deref() {
            Some(marker) => by_marker.entry(marker).or_default().push(commit),
            // A ticket that was queued comes into being by itself.
            None if commit.change == Change::Created => {}
            None => findings.strange += 1,
        }
    }
    for entry in entries {
        let all = by_marker.remove(entry.marker.as_str()).unwrap_or_default();
        let Some(change) = change(entry.kind) else {
            if !all.is_empty() {
                findings.strange += 1;
                findings.note("a read that changed something", entry, &all);
            }
            continue;
        };
        let done: Vec<&Commit> = all.into_iter().filter(|one| one.change == change).collect();
        check(&mut findings, entry, &done);
    }
    findings.strange += u64::try_from(by_marker.len()).unwrap_or(u64::MAX);
    findings
}

fn check(findings: &mut Findings, entry: &Entry, done: &[&Commit]) {
    // What may be done twice without harm is sent again without asking.
    let once = matches!(
        entry.kind,
        Kind::Create | Kind::CreateOnce | Kind::Enqueue | Kind::Reply
    );
    if once && done.len() > 1 {
        findings.twice += 1;
        findings.note("done twice", entry, done);
    }
    match &entry.told {
        Told::Done(id) => {
            if done.is_empty() {
                findings.missing += 1;
                findings.note("told that it is done, and it isn't", entry, done);
            }
            if let (Some(id), Kind::Create | Kind::CreateOnce) = (id, entry.kind)
                && !done.iter().any(|commit| commit.id == *id)
            {
                findings.other += 1;
                findings.note("told another id", entry, done);
            }
        }
        Told::NotApplied if !done.is_empty() => {
            findings.hidden += 1;
            findings.note("told that it isn't done, and it is", entry, done);
        }
        Told::NotApplied | Told::Unknown | Told::Cancelled => {}
    }
}
