//! `codegen`: from a document to the files of a client.

mod api;
mod changes;
mod crates;
mod locks;
mod report;
mod runtime;
mod stamp;
mod watch;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use oas_codegen::config::{Selector, is_crate_name};
use oas_codegen::diagnostics::Sink;
use oas_codegen::load::DEFAULT_LIMIT;
use oas_codegen::{PartialApi, Strictness};

use self::stamp::Stamp;
use crate::project::{self, Project};
use crate::{Failure, Outcome, findings, overlay};

/// In bytes.
const MEGABYTE: u64 = 1_000_000;

#[derive(Args)]
pub struct Arguments {
    /// Change nothing; fail if anything would change
    #[arg(long)]
    check: bool,
    /// Generate again whenever something in the folder of spec/codegen.toml changes
    #[arg(long, conflicts_with_all = ["check", "any"])]
    watch: bool,
    /// Give what the name lock has the names that `[rename]` and `x-rust-name`
    /// choose for it
    #[arg(long)]
    accept_renames: bool,
    #[command(flatten)]
    denied: findings::Denied,
    #[command(flatten)]
    any: Option<AnyDocument>,
}

/// Any document instead of the one in `spec/`, and a crate that stands alone.
#[derive(Args)]
#[group(id = "any", requires_all = ["spec", "out", "crate_name"])]
struct AnyDocument {
    /// Generate a crate of its own from this document
    #[arg(long, value_name = "FILE", required = false)]
    spec: PathBuf,
    /// The folder of that crate
    #[arg(long, value_name = "DIR", required = false)]
    out: PathBuf,
    /// The name of that crate
    #[arg(long, value_name = "NAME", value_parser = crate_name, required = false)]
    crate_name: String,
    /// The folder that the document's files may lie in; its own, if not given
    #[arg(long, value_name = "DIR")]
    spec_root: Option<PathBuf>,
    /// Read no more than so many megabytes, over all files of the document
    #[arg(long, value_name = "MB", default_value_t = DEFAULT_LIMIT / MEGABYTE)]
    max_size: u64,
    /// Read types, names and pages from a `codegen.toml`; what it says of
    /// document, folder, crate and module does not count here
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// An overlay to lay over the document, after those of the configuration; may be
    /// given several times
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
    /// Emit a command line of the operations besides, as `cli = true` of a configuration
    /// does
    #[arg(long)]
    cli: bool,
    /// Leave out what can't be generated, instead of writing nothing
    #[arg(long)]
    keep_going: bool,
    /// Write what was generated, what was not and why
    #[arg(long, value_name = "FILE.json")]
    report: Option<PathBuf>,
    /// Where the crate finds the runtime: in this repository, in a copy of its
    /// own, or in the registry. Without this or `--runtime-dir` it is the first
    /// inside this repository, and the second elsewhere
    #[arg(long, value_enum)]
    runtime: Option<Runtime>,
    /// Write the runtime into this folder, for all the crates that name it
    #[arg(long, value_name = "DIR", conflicts_with = "runtime")]
    runtime_dir: Option<PathBuf>,
    /// Leave out the `[workspace]` of the manifest: the crate is a member of
    /// the workspace above it
    #[arg(long)]
    workspace_member: bool,
    /// Only these operations: tag:NAME, path:PATTERN or op:ID
    #[arg(long, value_name = "SELECTOR")]
    include: Vec<Selector>,
    /// Not these operations: tag:NAME, path:PATTERN or op:ID
    #[arg(long, value_name = "SELECTOR")]
    exclude: Vec<Selector>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Runtime {
    Path,
    Vendor,
    Version,
}

fn crate_name(text: &str) -> Result<String, String> {
    if !is_crate_name(text) {
        return Err(
            "a crate's name is letters, digits, `-` and `_`, a letter first, and no keyword nor a \
             crate such as `std`"
                .to_owned(),
        );
    }
    Ok(text.to_owned())
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.any {
        Some(any) => crates::run(any, arguments),
        None if arguments.watch => {
            let folder = Project::folder()?;
            watch::watch(&folder, || own(arguments).map(|_| ()))
        }
        None => own(arguments),
    }
}

/// The document of `spec/`.
fn own(arguments: &Arguments) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let Some(mut project) = Project::enter()? else {
        return Ok(Outcome::Failed);
    };
    if !arguments.check {
        changes::finish(&project.out)?;
    }
    project.config.accept_renames = arguments.accept_renames;
    let is_plain = !arguments.check && !arguments.accept_renames;
    let stamp = is_plain.then(|| Stamp::of(&project));
    if let Some((files, said)) = stamp.as_ref().and_then(Stamp::current) {
        writeln!(
            io::stdout(),
            "{}\n{said}",
            changes::up_to_date(files, started)
        )?;
        return Ok(Outcome::Done);
    }
    bring_up_to_date(project, arguments, stamp.as_ref(), started)
}

fn bring_up_to_date(
    mut project: Project,
    arguments: &Arguments,
    stamp: Option<&Stamp>,
    started: Instant,
) -> Result<Outcome, Failure> {
    let (check, denied) = (arguments.check, &arguments.denied);
    let lock = match locks::read(&mut project.config, project::folder())? {
        Ok(lock) => lock,
        Err(outcome) => return Ok(outcome),
    };
    let mut sink = Sink::new();
    let source = project.source();
    let partial =
        oas_codegen::analyse_partial(&source, &project.config, Strictness::Strict, &mut sink);
    findings::print(&sink)?;
    overlay::tell_since(&project.document, &project.overlays, &sink);
    let Some(partial) = partial.filter(|_| !denied.has_any(&sink)) else {
        eprintln!("nothing was written");
        return Ok(Outcome::Failed);
    };
    let PartialApi { api, names, .. } = &partial;
    let files = oas_codegen::generate(api, &project.config);
    let target = changes::Target {
        files: &files,
        out: &project.out,
        mend: "cargo xtask codegen",
        started,
    };
    let mut outcome = if check {
        target.check()?
    } else {
        target.write()?
    };
    if let Some(lock) = lock {
        let locked = lock.bring(&project.config.locked, names, check)?;
        outcome = outcome.and(locked);
    }
    let said = report::summary(&partial.coverage);
    writeln!(io::stdout(), "{said}")?;
    if let Some(stamp) = stamp.filter(|_| sink.diagnostics().is_empty()) {
        let inputs: Vec<(&str, &str)> = sink.sources().files().collect();
        stamp.write(&inputs, &names.to_string(), &files, &said);
    }
    Ok(outcome)
}
