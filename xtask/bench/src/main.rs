//! `cargo xtask bench`: what the client costs, beside plain reqwest and types
//! of serde's derives that do the same.
//!
//! - the latency of one call to a server on this machine, with a response of 8 KB;
//! - the instructions of one such call, where callgrind (valgrind) is there;
//! - the throughput of decoding a page of 150 tickets, and of encoding it.
//!
//! `--book` writes all of it, and what generating and compiling cost beside other
//! generators, into a page with plots.
//!
//! `cargo xtask bench` builds it as a program that is shipped: one codegen unit,
//! optimized across crates. With cargo's plain release profile
//! (`cargo run --release -p xtask-bench`) a call of the client is about 3 % slower
//! than so, beside a plain one that is built alike: a call is a long way through
//! code that runs once, and that profile makes the way longer.
//!
//! All are ratios of measurements that were taken in turns, so that another
//! load of the machine falls on both.

mod book;
mod calls;
mod codec;
mod plain;
mod server;
mod tickets;
mod valgrind;

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
    #[command(flatten)]
    book: book::BookArguments,
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
    /// Read a page of tickets so many times, for a tool that counts
    #[command(hide = true)]
    Read { kind: calls::Kind, count: u32 },
}

type Failure = Box<dyn std::error::Error>;

/// What something costs the client and the plain program, and what the ratio may be at
/// most.
struct Figure {
    name: &'static str,
    unit: &'static str,
    ours: f64,
    plain: f64,
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
    if let Some(Only::Read { kind, count }) = &arguments.only {
        codec::read(*kind, *count)?;
        return Ok(true);
    }
    let figures = figures(arguments.calls)?;
    let mut holds = true;
    for figure in &figures {
        let Figure {
            name, ratio, most, ..
        } = figure;
        let word = if ratio <= most { "within" } else { "BEYOND" };
        println!("{name}: {ratio:.3} times the plain one ({word} {most:.2})");
        holds &= ratio <= most;
    }
    if arguments.book.is_wanted() {
        let path = book::write(&arguments.book, &figures)?;
        println!("the book: {}", path.display());
    }
    Ok(holds || !arguments.check)
}

/// All that is compared with a plain program.
fn figures(calls: u32) -> Result<Vec<Figure>, Failure> {
    let mut figures = vec![codec::decoding()?, codec::encoding()?];
    let server = server::Server::start(&tickets::padded(8 * 1024))?;
    figures.push(calls::compare(server.url(), calls)?);
    figures.extend(valgrind::of_calls(server.url())?);
    figures.extend(valgrind::of_reading()?);
    Ok(figures)
}
