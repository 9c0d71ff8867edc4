//! `lint`: findings, and nothing else.

use std::env;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use oas_codegen::Strictness;
use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Format, Sink};
use oas_codegen::load::Source;

use crate::project::Project;
use crate::{Failure, Outcome, findings, project};

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
    #[command(flatten)]
    denied: findings::Denied,
}

#[derive(Clone, Copy, ValueEnum)]
enum For {
    Human,
    Json,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
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
            None => return Ok(Outcome::Failed),
        },
    };
    let mut sink = Sink::new();
    let analysed = oas_codegen::analyse(&source, &config, Strictness::Strict, &mut sink);
    match arguments.format {
        For::Human => {
            findings::print(&sink)?;
            if sink.diagnostics().is_empty() {
                println!("{}: nothing to complain about", source.name());
            }
        }
        For::Json => {
            let findings = sink.render(Format::Json);
            io::stdout().write_all(findings.as_bytes())?;
        }
    }
    Ok(if analysed.is_some() && !arguments.denied.has_any(&sink) {
        Outcome::Done
    } else {
        Outcome::Failed
    })
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
