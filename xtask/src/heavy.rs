//! Commands that are packages of their own below `xtask/`, so that only those
//! who use them build what they need.

use std::env;
use std::ffi::OsString;
use std::io;
use std::process::Command;

use clap::Args;

use crate::{Failure, Outcome};

/// Everything is for the package to read.
#[derive(Args)]
#[command(disable_help_flag = true)]
pub struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    all: Vec<OsString>,
}

impl Arguments {
    /// These arguments after a word that tells the package which command is meant.
    pub fn after(&self, word: &str) -> Arguments {
        let word = OsString::from(word);
        Arguments {
            all: std::iter::once(word)
                .chain(self.all.iter().cloned())
                .collect(),
        }
    }
}

/// Builds the package with that profile and runs it with the arguments. The first
/// build takes minutes, so cargo shows how far it is.
pub fn run(package: &str, profile: &str, arguments: &Arguments) -> Result<Outcome, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--profile", profile, "--package", package]);
    if let Some(xtask) = env::var_os("CARGO_MANIFEST_DIR") {
        // The current folder may lie outside the workspace.
        command.arg("--manifest-path");
        command.arg(std::path::Path::new(&xtask).join("Cargo.toml"));
    }
    command.arg("--").args(&arguments.all);
    end_as(&mut command).map_err(|error| format!("cargo can't be started: {error}").into())
}

/// This process becomes the other one, so that Ctrl-C reaches one process, and
/// whoever waits for it sees how that one ends.
#[cfg(unix)]
fn end_as(command: &mut Command) -> io::Result<Outcome> {
    use std::os::unix::process::CommandExt;
    Err(command.exec())
}

#[cfg(not(unix))]
fn end_as(command: &mut Command) -> io::Result<Outcome> {
    Ok(match command.status()?.code() {
        Some(0) => Outcome::Done,
        Some(2) => Outcome::WrongUsage,
        _ => Outcome::Failed,
    })
}
