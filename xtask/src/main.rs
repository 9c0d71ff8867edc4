//! The commands a person types: `cargo xtask codegen`, `lint`, `explain`,
//! `corpus`, `fuzz`, `bench`, `mock`, `soak`.
//!
//! Exit status: 0 done, 1 the input or the check failed, 2 wrong usage.

mod codegen;
mod explain;
mod findings;
mod fmt;
mod heavy;
mod lint;
mod observe;
mod overlay;
mod project;
mod rewrite;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use oas_codegen::tree::printable_lines;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generate the client that spec/codegen.toml describes
    Codegen(codegen::Arguments),
    /// Tell what is wrong with a document
    Lint(lint::Arguments),
    /// Put the keys of a document in order; comments stay with what they are about
    Fmt(fmt::Arguments),
    /// Say more about a code such as OAS0301; without one, list them all
    Explain(explain::Arguments),
    /// Print a JSON Schema of documents, by which editors complete and check them
    Schema(schema::Arguments),
    /// Apply overlays, or make one of an edited copy
    Overlay(overlay::Arguments),
    /// Make corrections of the document of what clients saw that it doesn't foresee
    Observe(observe::Arguments),
    /// Add operations of the document that others publish
    Import(heavy::Arguments),
    /// Hold workflows against the document, and run them against the mock
    Arazzo(heavy::Arguments),
    /// Measure the client beside plain reqwest and serde
    Bench(heavy::Arguments),
    /// Follow a new version of the document that others publish
    Bump(heavy::Arguments),
    /// Generate and compile every document of a folder
    Corpus(heavy::Arguments),
    /// Say what a change of a document does to those who use its client
    Diff(heavy::Arguments),
    /// Write the document as a page, with what everything is in Rust
    Docs(heavy::Arguments),
    /// Say how the document differs from the one that others publish
    Drift(heavy::Arguments),
    /// Add what a client has recorded for tests to the document, as examples
    Examples(heavy::Arguments),
    /// Damage documents at random, and look at what the generator makes of them
    Fuzz(heavy::Arguments),
    /// Serve a document as a local, stateful, validating server
    Mock(heavy::Arguments),
    /// Send calls to a server that fails, and compare its ledger with what callers were told
    Soak(heavy::Arguments),
    /// Write the ticket types of a workspace as structs
    TicketTypes(heavy::Arguments),
}

/// How a command ended, apart from wrong usage.
enum Outcome {
    Done,
    /// Something is wrong, and has been told.
    Failed,
    /// The arguments make no sense, which has been told.
    #[cfg_attr(
        unix,
        expect(
            dead_code,
            reason = "where a command becomes its package's process, nobody is left to tell"
        )
    )]
    WrongUsage,
}

impl Outcome {
    /// The worse of two.
    fn and(self, other: Outcome) -> Outcome {
        match self {
            Outcome::Done => other,
            worse => worse,
        }
    }
}

/// What keeps a command from doing its work, as a sentence.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Lint(arguments) => lint::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Observe(arguments) => observe::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Overlay(arguments) => overlay::run(&arguments),
        Command::Arazzo(arguments) => heavy::run("xtask-mock", "dev", &arguments.after("arazzo")),
        Command::Bench(arguments) => heavy::run("xtask-bench", "shipped", &arguments),
        Command::Bump(arguments) => heavy::run("xtask-diff", "dev", &arguments.after("bump")),
        Command::Corpus(arguments) => heavy::run("xtask-corpus", "release", &arguments),
        Command::Diff(arguments) => heavy::run("xtask-diff", "dev", &arguments),
        Command::Docs(arguments) => heavy::run("xtask-mock", "dev", &arguments.after("docs")),
        Command::Drift(arguments) => heavy::run("xtask-diff", "dev", &arguments.after("drift")),
        Command::Examples(arguments) => {
            heavy::run("xtask-diff", "dev", &arguments.after("examples"))
        }
        Command::Fuzz(arguments) => heavy::run("xtask-fuzz", "release", &arguments),
        Command::Import(arguments) => heavy::run("xtask-diff", "dev", &arguments.after("import")),
        Command::Mock(arguments) => heavy::run("xtask-mock", "dev", &arguments),
        Command::Soak(arguments) => heavy::run("xtask-soak", "release", &arguments),
        Command::TicketTypes(arguments) => heavy::run("xtask-ticket-types", "dev", &arguments),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Failed) => ExitCode::FAILURE,
        Ok(Outcome::WrongUsage) => ExitCode::from(2),
        // Whoever reads a pipe may close it early, as `head` does. What was not told
        // may be that a check failed.
        Err(failure) if is_broken_pipe(&failure) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{}", printable_lines(&format!("error: {failure}")));
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(failure: &Failure) -> bool {
    failure
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
