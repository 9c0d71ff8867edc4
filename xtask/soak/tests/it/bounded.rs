//! A run of the soak that is small enough for every day: each fault alone, and
//! all of them, by a fixed seed.

use std::io::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{iter, thread};

use oas_mock::{Fault, FaultKind};
use xtask_soak::{CallLog, Plan, batch, table};

const SEED: u64 = 20_260;

/// So many batches have each fault once.
const BATCHES: u64 = 42;

#[test]
fn what_callers_were_told_is_what_was_done() {
    let next = AtomicU64::new(0);
    let work = || {
        let numbers = iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
        let numbers = numbers.take_while(|number| *number < BATCHES);
        let done = numbers.map(|number| {
            let mut plan = Plan::of(SEED, number);
            plan.tasks = 8;
            plan.workflows = 3;
            let batch = batch(&plan).unwrap();
            assert!(!batch.entries.is_empty(), "{}", plan.name);
            (number, plan, batch)
        });
        done.collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap());
        done.flatten().collect::<Vec<_>>()
    });
    done.sort_unstable_by_key(|(number, ..)| *number);
    let mut call_log = CallLog::default();
    for (_, plan, batch) in done {
        call_log.add(&plan, batch);
    }
    let shown = table(&call_log);
    let _ = writeln!(std::io::stderr(), "seed {SEED}\n{shown}");
    assert!(call_log.is_clean(), "{shown}");
    assert!(call_log.calls() > 3000, "{}", call_log.calls());
    // Faults were felt: there are calls that failed, and some that nobody knows of.
    assert!(call_log.lines.values().any(|line| line.unknown > 0));
    assert!(
        call_log
            .lines
            .values()
            .any(|line| line.requests > line.calls)
    );
}

/// Whether anything would be noticed.
#[test]
fn callers_who_repeat_creations_are_found_out() {
    let plan = Plan {
        faults: vec![Fault::new("createTicket", FaultKind::ResetAfterCommit).chance(0.3)],
        tasks: 8,
        workflows: 6,
        is_careless: true,
        ..Plan::of(SEED, 0)
    };
    let findings = batch(&plan).unwrap().findings;
    assert!(findings.twice > 0, "{findings:?}");
    assert_eq!((findings.missing, findings.hidden), (0, 0), "{findings:?}");
}
