//! `cargo xtask fuzz`: documents that were damaged at random, and what the
//! generator makes of them; and all else that comes from others: texts of Markdown,
//! overlays, `codegen.toml`, name locks, fault files, responses.
//!
//! Each execution runs in a process of its own kind, which has a small stack
//! and a bound on memory and time. Whatever happens there is a row of the table
//! at the end, and a document to repeat it with.

mod beside;
mod bounds;
mod cpu;
mod damaged;
mod doubling;
mod execute;
mod finding;
mod inputs;
mod markdown;
mod run;
mod service;
mod shrink;
mod subject;
mod table;
mod worker;

use std::alloc::System;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use cap::Cap;
use clap::Parser;

use inputs::Input;
use run::{Limit, Plan};
use worker::Worker;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Damage documents and what lies beside them at random, and look at what is made of them.
///
/// A stack of 1 MiB, 64 MiB of memory and 500 bytes for each byte of the
/// document, and 20 seconds of CPU time and as many for each megabyte have to be
/// enough.
#[derive(Parser)]
#[command(name = "cargo xtask fuzz", bin_name = "cargo xtask fuzz")]
struct Arguments {
    /// How long
    #[arg(long, value_name = "N", default_value_t = 10.0)]
    minutes: f64,
    /// How many executions at most
    #[arg(long, value_name = "N")]
    executions: Option<u64>,
    /// What everything random follows from; the time, if not given
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// A folder of documents to damage, besides the generator's cases
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Leave larger documents alone
    #[arg(long, value_name = "BYTES", default_value_t = 2_000_000)]
    largest: usize,
    /// How many processes at a time
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Where documents go that something is found with; `fuzz` in cargo's
    /// target folder, if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Try one document as it is, such as one that was saved
    #[arg(long, value_name = "FILE")]
    repeat: Option<PathBuf>,
    /// Make the document to be repeated as small as it can be
    #[arg(long, requires = "repeat")]
    shrink: bool,
    /// Instead, count what documents cost that are long in one way each, at
    /// one, two and four times a size
    #[arg(long, value_name = "COST", conflicts_with = "repeat")]
    doubling: Option<doubling::Cost>,
    /// Instead, put so many random texts of Markdown where documents have texts,
    /// and look for what acts in the documentation
    #[arg(long, value_name = "TEXTS", conflicts_with_all = ["repeat", "doubling"])]
    markdown: Option<u64>,
    #[arg(long, hide = true, requires = "size")]
    doubled: Option<String>,
    #[arg(long, hide = true)]
    size: Option<usize>,
    #[arg(long, hide = true)]
    worker: bool,
}

/// What keeps the command from doing its work, as a sentence.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.worker {
        worker::serve();
        return ExitCode::SUCCESS;
    }
    let doubled = arguments.doubled.as_deref().zip(arguments.size);
    if let Some(texts) = arguments.markdown {
        return ended(markdown::run(texts, arguments.seed.unwrap_or_else(now)));
    }
    let result = match (&arguments.repeat, doubled, arguments.doubling) {
        (Some(path), ..) => shrink::repeat(path, arguments.shrink),
        (_, Some((name, size)), _) => doubling::one(name, size).map(|()| true),
        (_, _, Some(cost)) => doubling::compare(cost),
        _ => fuzz(&arguments),
    };
    ended(result)
}

fn ended(result: Result<bool, Failure>) -> ExitCode {
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn fuzz(arguments: &Arguments) -> Result<bool, Failure> {
    let inputs = inputs::find(arguments.corpus.as_deref(), arguments.largest)?;
    let seed = arguments.seed.unwrap_or_else(now);
    let available = thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan {
        seed,
        limit: Limit {
            time: Duration::try_from_secs_f64(arguments.minutes * 60.0)?,
            executions: arguments.executions.unwrap_or(u64::MAX),
        },
        jobs: arguments.jobs.unwrap_or(available).max(1),
        out: inputs::out(arguments.out.as_deref())?,
    };
    println!("{} files, seed {seed}; {}", inputs.len(), bounds::told());
    let outcome = run::run(&inputs, &plan)?;
    print!("{}", table::text(&inputs, &outcome));
    Ok(outcome.findings.is_empty())
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
