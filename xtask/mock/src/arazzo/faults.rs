//! The same workflows with a fault at each of their requests: what the caller was told is
//! done is done, once, and what was done the caller knows of.

use std::collections::{BTreeMap, BTreeSet};

use oas_mock::{Fault, FaultKind, MockBuilder};
use oas_runtime::error::Outcome;

use super::{Workflows, client_of};
use crate::Failure;

const KINDS: [FaultKind; 6] = [
    FaultKind::Refuse,
    FaultKind::ResetBeforeCommit,
    FaultKind::ResetAfterCommit,
    FaultKind::HalfBody,
    FaultKind::Html(502),
    FaultKind::RateLimited {
        headers: true,
        retry_after: None,
    },
];

/// What became of the calls of an operation.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// The caller was told that they are done.
    done: usize,
    /// The caller was told that nobody knows.
    unknown: usize,
    /// The server did them.
    committed: usize,
}

struct Run {
    failed: usize,
    tallies: BTreeMap<String, Tally>,
    /// The operations that come to the same, however often they are done.
    idempotent: BTreeSet<String>,
    requests: u64,
}

/// Gives how the runs ended.
///
/// # Errors
///
/// Each run in which the server did something else than the caller was told.
pub(super) fn run(
    workflows: &Workflows<'_>,
    server: &dyn Fn() -> MockBuilder,
) -> Result<String, Failure> {
    let plain = once(workflows, server, None)?;
    let (mut runs, mut failed, mut wrong) = (0, 0, Vec::new());
    for request in 1..=plain.requests {
        for kind in KINDS {
            let name = kind.name();
            let run = once(workflows, server, Some(Fault::new("*", kind).on([request])))?;
            runs += 1;
            failed += usize::from(run.failed > 0);
            let found = differences(&plain, &run).into_iter();
            wrong.extend(found.map(|what| format!("{name} at request {request}: {what}")));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }
    let (kinds, requests, done) = (KINDS.len(), plain.requests, runs - failed);
    Ok(format!(
        "{kinds} faults at each of {requests} requests: {done} runs done, {failed} failed; \
         nothing is lost, done twice, or done untold"
    ))
}

fn once(
    workflows: &Workflows<'_>,
    server: &dyn Fn() -> MockBuilder,
    fault: Option<Fault>,
) -> Result<Run, Failure> {
    let mock = server().faults(fault).build()?;
    let client = client_of(&mock)?;
    let runner = workflows.runner(&client, &mock);
    let failed = runner.all(&mut |_| {});
    let mut tallies = BTreeMap::<String, Tally>::new();
    for (operation, outcome) in runner.told.take() {
        let tally = tallies.entry(operation).or_default();
        tally.done += usize::from(outcome == Outcome::Yes);
        tally.unknown += usize::from(outcome == Outcome::Unknown);
    }
    for commit in mock.ledger() {
        tallies.entry(commit.operation).or_default().committed += 1;
    }
    let operations = mock.operations().iter();
    let idempotent = operations.filter(|it| it.method.is_idempotent());
    Ok(Run {
        failed,
        tallies,
        idempotent: idempotent.map(|operation| operation.id.clone()).collect(),
        requests: u64::try_from(mock.records().len())?,
    })
}

/// What differs from what the caller was told, of operations that change something once.
fn differences(plain: &Run, run: &Run) -> Vec<String> {
    let is_write = |operation: &str| {
        let tally = plain.tallies.get(operation);
        tally.is_some_and(|tally| tally.committed > 0 && tally.committed == tally.done)
    };
    let mut found = Vec::new();
    for (operation, tally) in run
        .tallies
        .iter()
        .filter(|(operation, _)| is_write(operation))
    {
        let Tally {
            done,
            unknown,
            committed,
        } = *tally;
        if committed < done {
            found.push(format!(
                "`{operation}` was told {done} times as done, and is so {committed} times"
            ));
        } else if committed > done + unknown
            && (done + unknown == 0 || !plain.idempotent.contains(operation))
        {
            found.push(format!(
                "`{operation}` is done {committed} times, and was told {done} times as such"
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(done: usize, unknown: usize, committed: usize) -> Run {
        let tally = Tally {
            done,
            unknown,
            committed,
        };
        Run {
            failed: 0,
            tallies: BTreeMap::from_iter([("createTicket".to_owned(), tally)]),
            idempotent: BTreeSet::new(),
            requests: 1,
        }
    }

    #[test]
    fn what_is_lost_done_twice_or_untold_is_found() {
        let plain = run(1, 0, 1);
        for fine in [run(1, 0, 1), run(0, 1, 0), run(0, 1, 1), run(0, 0, 0)] {
            assert_eq!(differences(&plain, &fine), [""; 0]);
        }
        for wrong in [run(1, 0, 0), run(1, 0, 2), run(0, 0, 1)] {
            assert_eq!(differences(&plain, &wrong).len(), 1);
        }
        // Whoever puts a thing twice has it once.
        let idempotent = BTreeSet::from_iter(["createTicket".to_owned()]);
        let plain = Run {
            idempotent,
            ..plain
        };
        assert_eq!(differences(&plain, &run(1, 0, 2)), [""; 0]);
        assert_eq!(differences(&plain, &run(0, 0, 1)).len(), 1);
        // What only reads is in no ledger.
        assert_eq!(differences(&run(1, 0, 0), &run(1, 0, 0)), [""; 0]);
    }
}
