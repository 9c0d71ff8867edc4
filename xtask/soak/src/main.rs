//! `cargo xtask soak`: workflows of many tasks against Intercom's mock, under
//! every fault and mixtures of them, on a clock that needs no waiting. At the
//! end the server's ledger is held against what each caller was told.

use std::process::ExitCode;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use intercom_tickets::random::{Rng as _, SeededRng};
use xtask_soak::{CallLog, Plan, batch, table};

/// Sends calls to a server that fails, and compares what it did with what callers were told
#[derive(Parser)]
#[command(name = "cargo xtask soak", bin_name = "cargo xtask soak")]
struct Arguments {
    /// How many calls to make
    #[arg(long, default_value_t = 100_000)]
    calls: u64,
    /// Repeats a run that had this seed
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let seed = arguments
        .seed
        .unwrap_or_else(|| SeededRng::from_system().next() >> 32);
    println!("seed {seed}");
    let bar = ProgressBar::new(arguments.calls);
    if let Ok(style) = ProgressStyle::with_template(
        "{bar:40} {human_pos} of {human_len} calls, {elapsed} (about {eta} to go) {msg}",
    ) {
        bar.set_style(style);
    }
    let mut call_log = CallLog::default();
    for number in 0.. {
        if call_log.calls() >= arguments.calls {
            break;
        }
        let plan = Plan::of(seed, number);
        bar.set_message(plan.name.clone());
        match batch(&plan) {
            Ok(batch) => call_log.add(&plan, batch),
            Err(failure) => {
                bar.finish_and_clear();
                eprintln!("error: {failure}");
                return ExitCode::FAILURE;
            }
        }
        bar.set_position(call_log.calls());
    }
    bar.finish_and_clear();
    print!("{}", table(&call_log));
    println!("seed {seed}");
    if call_log.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
