//! `lint`: findings, and nothing else.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oas_codegen::Strictness;
use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Format, Sink};
use oas_codegen::edit;
use oas_codegen::load::Source;
use oas_codegen::tree::single_line;

use crate::project::Project;
use crate::{Failure, Outcome, findings, project, rewrite};

#[derive(Args)]
pub struct Arguments {
    /// The document; without one, that of spec/codegen.toml
    file: Option<PathBuf>,
    /// The folder that the document's files may lie in; the current one, if not
    /// given
    #[arg(long, value_name = "DIR", requires = "file")]
    spec_root: Option<PathBuf>,
    /// An overlay to lay over the document; may be given several times
    #[arg(long, value_name = "FILE", requires = "file")]
    overlay: Vec<PathBuf>,
    /// For whom the findings are written
    #[arg(long, value_enum, default_value_t = For::Human)]
    format: For,
    /// Mend what can be mended for certain in the document's files, and tell the rest
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    denied: findings::Denied,
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Human,
    Json,
    Sarif,
    /// Annotations of a pull request
    Github,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Some((source, config)) = subject(arguments)? else {
        return Ok(Outcome::Failed);
    };
    let mut sink = Sink::new();
    let mut analysed = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    if arguments.fix && mend(&sink)? {
        // Places have moved, and what was mended may have hidden something.
        let Some((source, config)) = subject(arguments)? else {
            return Ok(Outcome::Failed);
        };
        sink = Sink::new();
        analysed = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    }
    match arguments.format {
        For::Human => {
            findings::print(&sink)?;
            if sink.diagnostics().is_empty() {
                writeln!(
                    io::stdout(),
                    "{}: nothing to complain about",
                    single_line(source.name())
                )?;
            }
        }
        For::Json => print(&sink, Format::Json)?,
        For::Sarif => print(&sink, Format::Sarif)?,
        For::Github => print(&sink, Format::GitHub)?,
    }
    Ok(if analysed.is_some() && !arguments.denied.has_any(&sink) {
        Outcome::Done
    } else {
        Outcome::Failed
    })
}

/// What is looked at, and how; nothing if the configuration is wrong, which has been
/// told.
fn subject(arguments: &Arguments) -> Result<Option<(Source, Config)>, Failure> {
    let (source, config) = match &arguments.file {
        Some(file) => {
            let source = match &arguments.spec_root {
                Some(root) => project::source_below(file, root)?.0,
                None => source(file),
            };
            let source = project::with_overlays(source, &arguments.overlay);
            (source, Config::default())
        }
        None => match Project::enter()? {
            Some(project) => (project.source(), project.config),
            None => return Ok(None),
        },
    };
    Ok(Some((source, config)))
}

/// Writes the files with their fixes; says whether there are any.
fn mend(sink: &Sink) -> Result<bool, Failure> {
    let files = edit::fix(sink.sources(), &sink.sorted());
    for file in &files {
        rewrite::replace(Path::new(&file.name), &file.before, &file.after)?;
        let what = if file.count == 1 {
            "finding"
        } else {
            "findings"
        };
        let name = single_line(&file.name);
        writeln!(io::stdout(), "{name}: mended {} {what}", file.count)?;
    }
    Ok(!files.is_empty())
}

fn print(sink: &Sink, format: Format) -> io::Result<()> {
    io::stdout().write_all(sink.render(format).as_bytes())
}

/// A document may refer to any file below the current folder, if it lies there
/// itself.
fn source(file: &Path) -> Source {
    let current = env::current_dir().unwrap_or_default();
    if file.is_relative() && !file.starts_with("..") {
        Source::from_file_within(file, "")
    } else if file.starts_with(&current) {
        Source::from_file_within(file, current)
    } else {
        Source::from_file(file)
    }
}
