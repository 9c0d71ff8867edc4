//! `cargo xtask bench`: what the client costs, beside plain reqwest and types
//! of serde's derives that do the same.
//!
//! - the latency of one call to a server on this machine, with a response of 8 KB;
//! - the instructions of one such call, where callgrind (valgrind) is there;
//! - the throughput of decoding a page of 150 tickets.
//!
//! `cargo xtask bench` builds it as a program that is shipped: one codegen unit,
//! optimized across crates. With cargo's plain release profile
//! (`cargo run --release -p xtask-bench`) a call of the client is about 3 % slower
//! than so, beside a plain one that is built alike: a call is a long way through
//! code that runs once, and that profile makes the way longer.
//!
//! All are ratios of measurements that were taken in turns, so that another
//! load of the machine falls on both.

mod calls;
mod decode;
mod instructions;
mod plain;
mod server;
mod tickets;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Measures the client beside plain reqwest and serde
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Arguments {
    /// How many calls of each kind to time
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
    /// Fail if a figure is worse than it should be
    #[arg(long)]
    check: bool,
    #[command(subcommand)]
    only: Option<Only>,
}

#[derive(Subcommand)]
enum Only {
    /// Make so many calls of one kind, for a tool that counts
    #[command(hide = true)]
    Calls {
        kind: calls::Kind,
        url: String,
        count: u32,
    },
}

type Failure = Box<dyn std::error::Error>;

/// A figure, and what it may be at most.
struct Figure {
    name: &'static str,
    ratio: f64,
    most: f64,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Failure> {
    if let Some(Only::Calls { kind, url, count }) = &arguments.only {
        calls::make(*kind, url, *count)?;
        return Ok(true);
    }
    let mut figures = vec![decode::compare()?];
    let server = server::Server::start(&tickets::padded(8 * 1024))?;
    figures.push(calls::compare(server.url(), arguments.calls)?);
    figures.extend(instructions::compare(server.url())?);
    let mut holds = true;
    for Figure { name, ratio, most } in figures {
        let word = if ratio <= most { "within" } else { "BEYOND" };
        println!("{name}: {ratio:.3} times the plain one ({word} {most})");
        holds &= ratio <= most;
    }
    Ok(holds || !arguments.check)
}
