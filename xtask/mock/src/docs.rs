//! `cargo xtask docs`: the document as a page, without a server.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use oas_codegen::diagnostics::{Color, Format};
use oas_codegen::load::read_text;
use oas_codegen::{Config, NameLock, Sink, output};
use oas_mock::{Source, documentation};

use crate::Failure;

/// Write a document as a page: operations, types, examples, and what each is in Rust.
/// Without --spec it is that of spec/codegen.toml
#[derive(Parser)]
#[command(name = "cargo xtask docs", bin_name = "cargo xtask docs")]
pub struct Arguments {
    /// An `OpenAPI` document
    #[arg(long)]
    spec: Option<PathBuf>,
    /// An overlay to lay over it; may be given several times
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Write into this file, instead of to the terminal
    #[arg(long, value_name = "FILE.html")]
    out: Option<PathBuf>,
}

/// # Errors
///
/// What keeps the document from being read, or the page from being written.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let (source, config) = match &arguments.spec {
        Some(path) if !path.is_file() => {
            return Err(format!("there is no file {}", path.display()).into());
        }
        Some(path) => (with(path, &arguments.overlay), Config::default()),
        None => workspace()?,
    };
    let page = documentation(&source, &config)?;
    match &arguments.out {
        Some(path) => output::replace(path, &page)?,
        None => io::stdout().write_all(page.as_bytes())?,
    }
    Ok(())
}

/// The document of this workspace.
pub fn workspace() -> Result<(Source, Config), Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let path = folder.join("codegen.toml");
    let mut sink = Sink::new();
    let config = Config::parse("codegen.toml", &text(&path)?, &mut sink);
    let mut config = config.ok_or_else(|| sink.render(Format::Human(Color::Never)))?;
    if let Some(name) = &config.name_lock {
        let locked = NameLock::parse(name, &text(&folder.join(name))?, &mut sink);
        config.locked = locked.ok_or_else(|| sink.render(Format::Human(Color::Never)))?;
    }
    let overlays = config.overlays.iter().map(|path| folder.join(path));
    let overlays: Vec<PathBuf> = overlays.collect();
    Ok((with(&folder.join(&config.document), &overlays), config))
}

fn with(path: &Path, overlays: &[PathBuf]) -> Source {
    let overlays = overlays.iter().map(Source::from_file);
    overlays.fold(Source::from_file(path), Source::with_overlay)
}

fn text(path: &Path) -> Result<String, Failure> {
    read_text(path).map_err(|error| named(path, &error))
}

fn named(path: &Path, error: &io::Error) -> Failure {
    format!("{}: {error}", path.display()).into()
}
