//! Many executions, in several processes at a time.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::damaged::{self, Damaged};
use crate::finding::{Fault, Kind, Verdict};
use crate::{Failure, Input, Worker};

/// How many documents are saved for one and the same fault.
const MOST_SAVED: usize = 3;

/// What is to be run.
pub struct Plan {
    pub seed: u64,
    pub limit: Limit,
    pub jobs: usize,
    /// Where documents go that something is found with.
    pub out: PathBuf,
}

/// When it ends: at whichever comes first.
pub struct Limit {
    pub time: Duration,
    pub executions: u64,
}

/// What became of one input's damaged copies.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub executions: usize,
    pub generated: usize,
    pub refused: usize,
    pub broken: usize,
    pub slowest: Duration,
    /// The most bytes that were allocated at a time, if that was a new peak.
    pub memory: usize,
}

/// What became of all of them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// A row for each input, in their order.
    pub rows: Vec<Row>,
    /// Each fault with the documents that were saved, and how often it came.
    pub findings: BTreeMap<Fault, (usize, Vec<PathBuf>)>,
    pub time: Duration,
    /// The highest peak of all.
    peak: usize,
}

impl Outcome {
    fn add(&mut self, input: usize, verdict: &Verdict) {
        let Some(row) = self.rows.get_mut(input) else {
            return;
        };
        row.executions += 1;
        row.slowest = row.slowest.max(verdict.time);
        // A process does not forget its peak: what is no more than that of a
        // document before says nothing of this one.
        if verdict.memory > self.peak {
            self.peak = verdict.memory;
            row.memory = verdict.memory;
        }
        match verdict.kind {
            Kind::Generated(_) => row.generated += 1,
            Kind::Refused => row.refused += 1,
            Kind::Broken(_) => row.broken += 1,
        }
    }

    /// Whether the document is one of the first that show the fault.
    fn is_wanted(&mut self, fault: &Fault) -> bool {
        let (count, saved) = self.findings.entry(fault.clone()).or_default();
        *count += 1;
        saved.len() < MOST_SAVED
    }
}

/// Runs until a limit is reached.
pub fn run(inputs: &[Input], plan: &Plan) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let next = AtomicU64::new(0);
    let outcome = Mutex::new(Outcome {
        rows: vec![Row::default(); inputs.len()],
        ..Outcome::default()
    });
    let bar = bar(&plan.limit);
    let work = || -> Result<(), String> {
        let mut worker = Worker::new();
        while started.elapsed() < plan.limit.time {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= plan.limit.executions {
                break;
            }
            let Some(document) = damaged::damaged(inputs, plan.seed, number) else {
                break;
            };
            let verdict = worker.run(&document.name, &document.bytes);
            let verdict = verdict.map_err(|error| error.to_string())?;
            let mut outcome = outcome.lock().map_err(|error| error.to_string())?;
            outcome.add(document.input, &verdict);
            if let Kind::Broken(fault) = &verdict.kind
                && outcome.is_wanted(fault)
            {
                let path = save(&document, fault, plan, number)?;
                bar.suspend(|| tell(fault, &path, plan.seed, number));
                if let Some((_, saved)) = outcome.findings.get_mut(fault) {
                    saved.push(path);
                }
            }
            bar.set_position(started.elapsed().as_secs());
            bar.set_message(format!("{number} executions"));
        }
        Ok(())
    };
    let results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.jobs).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(thread::ScopedJoinHandle::join)
            .collect()
    });
    bar.finish_and_clear();
    for result in results {
        result.map_err(|_| "a thread has failed")??;
    }
    let mut outcome = outcome.into_inner().map_err(|error| error.to_string())?;
    outcome.time = started.elapsed();
    Ok(outcome)
}

fn save(document: &Damaged, fault: &Fault, plan: &Plan, number: u64) -> Result<PathBuf, String> {
    let (_, ending) = document.name.split_once('.').unwrap_or(("", "json"));
    let what = fault.what.replace(' ', "-");
    let path = plan
        .out
        .join(format!("{}-{number}-{what}.{ending}", plan.seed));
    fs::create_dir_all(&plan.out)
        .and_then(|()| fs::write(&path, &document.bytes))
        .map_err(|error| format!("`{}`: {error}", path.display()))?;
    Ok(path)
}

fn tell(fault: &Fault, path: &Path, seed: u64, number: u64) {
    eprintln!(
        "{}: {} (seed {seed}, execution {number})",
        fault.what, fault.why
    );
    eprintln!("    cargo xtask fuzz --repeat {}", path.display());
}

fn bar(limit: &Limit) -> ProgressBar {
    let bar = ProgressBar::new(limit.time.as_secs()).with_prefix("fuzz");
    match ProgressStyle::with_template("{prefix} [{bar:30}] {pos}/{len} s, {msg}") {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        Err(_) => bar,
    }
}
