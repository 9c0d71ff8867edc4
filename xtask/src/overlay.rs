//! `overlay`: what overlays make of a document, and an overlay of an edited copy.

mod since;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::{self, Document, Source};
use oas_codegen::tree::Node;
use oas_codegen::{output, overlay};

use crate::project::{Project, with_overlays};
use crate::{Failure, Outcome, findings};

pub use since::tell as tell_since;

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the document with its overlays applied
    Apply(Apply),
    /// Make an overlay out of a document and an edited copy of it
    Make(Make),
}

#[derive(Args)]
struct Apply {
    /// The document; without one, that of spec/codegen.toml with its overlays
    file: Option<PathBuf>,
    /// An overlay to lay over the document; may be given several times
    #[arg(long, value_name = "FILE", requires = "file")]
    overlay: Vec<PathBuf>,
    /// Write into this file, as JSON if it is called so, instead of to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Args)]
struct Make {
    /// The document as it is published
    old: PathBuf,
    /// The copy that was edited
    new: PathBuf,
    /// Why the document has to be changed: each action has to say so
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Write into this file, instead of to the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.command {
        Command::Apply(arguments) => apply(arguments),
        Command::Make(arguments) => make(arguments),
    }
}

fn apply(arguments: &Apply) -> Result<Outcome, Failure> {
    let (document, overlays) = match &arguments.file {
        Some(file) => (file.clone(), arguments.overlay.clone()),
        None => match Project::enter()? {
            Some(project) => (project.document, project.overlays),
            None => return Ok(Outcome::Failed),
        },
    };
    let source = with_overlays(Source::from_file(&document), &overlays);
    let mut sink = Sink::new();
    let changed = overlay::effective(&source, &mut sink);
    findings::print(&sink)?;
    tell_since(&document, &overlays, &sink);
    match changed.filter(|_| !sink.has_errors()) {
        Some(changed) => write(arguments.out.as_deref(), changed.root()),
        None => Ok(Outcome::Failed),
    }
}

fn make(arguments: &Make) -> Result<Outcome, Failure> {
    let (Some(old), Some(new)) = (read(&arguments.old)?, read(&arguments.new)?) else {
        return Ok(Outcome::Failed);
    };
    let title = format!("Corrections of {}", arguments.old.display());
    match overlay::make(old.root(), new.root(), &title, &arguments.reason) {
        Some(made) => write(arguments.out.as_deref(), &made),
        None => {
            eprintln!("the two documents say the same: there is nothing to correct");
            Ok(Outcome::Done)
        }
    }
}

/// A document, if it can be read; what keeps it from that has been told.
fn read(file: &Path) -> Result<Option<Document>, Failure> {
    let mut sink = Sink::new();
    let document = load::load(&Source::from_file(file), &mut sink);
    findings::print(&sink)?;
    Ok(document.filter(|_| !sink.has_errors()))
}

pub fn write(out: Option<&Path>, node: &Node) -> Result<Outcome, Failure> {
    let is_json = out.is_some_and(|out| out.extension().is_some_and(|end| end == "json"));
    let text = if is_json {
        load::to_json(node)
    } else {
        load::to_yaml(node)
    };
    match out {
        Some(out) => output::replace(out, &text)?,
        None => io::stdout().write_all(text.as_bytes())?,
    }
    Ok(Outcome::Done)
}
