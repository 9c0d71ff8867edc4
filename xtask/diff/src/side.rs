//! One of the two documents, and the client that it becomes.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use oas_codegen::config::Config;
use oas_codegen::diagnostics::{Color, Format, Sink};
use oas_codegen::load::{Document, FileReader, Source};
use oas_codegen::surface::{self, PublicItems};
use oas_codegen::tree::Place;
use oas_codegen::{Api, NameLock, Strictness, overlay};

use crate::Failure;
use crate::finding::Position;
use crate::places::Places;

/// Where the configuration is, seen from the root of the workspace.
pub const CONFIG: &str = "spec/codegen.toml";

pub struct Side {
    pub document: Document,
    pub api: Api,
    pub items: PublicItems,
    places: Places,
}

impl Side {
    /// # Errors
    /// Everything that is wrong with the document.
    pub fn of(
        source: impl Fn() -> Source,
        config: &Config,
        strictness: Strictness,
    ) -> Result<Side, Failure> {
        let mut sink = Sink::new();
        let document = overlay::effective(&source(), &mut Sink::new());
        let api = match strictness {
            Strictness::Strict => oas_codegen::analyse(&source(), config, strictness, &mut sink),
            Strictness::Lenient => oas_codegen::generate_partial(&source(), config, &mut sink)
                .map(|partial| partial.api),
        };
        let (Some(document), Some(api)) = (document, api) else {
            let found = sink.render(Format::Folded(Color::Never));
            return Err(format!("{found}`{}` can't be compared", source().name()).into());
        };
        let items = surface::items(&oas_codegen::generate(&api, config));
        Ok(Side {
            places: Places::of(&api),
            document,
            api,
            items,
        })
    }

    /// The place of an item that the document says by itself.
    pub fn place(&self, item: &str) -> Option<&Place> {
        self.places.exact(item)
    }

    /// Where the document says an item.
    pub fn position(&self, item: &str) -> Option<Position> {
        Position::of(&self.document, self.places.find(item)?)
    }
}

/// A document with its overlays.
///
/// # Errors
/// Everything that is wrong with it.
pub fn loaded(source: &Source) -> Result<Document, Failure> {
    let mut sink = Sink::new();
    let document = overlay::effective(source, &mut sink);
    document.ok_or_else(|| sink.render(Format::Human(Color::Never)).into())
}

/// Files of one commit.
#[derive(Clone)]
pub struct Commit {
    /// What a person called it.
    pub name: String,
    /// The folder of the document, seen from the root of the workspace.
    pub folder: PathBuf,
}

impl Commit {
    /// The text of a file, seen from the root of the workspace.
    pub fn text(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = path.to_string_lossy().replace('\\', "/");
        let output = Command::new("git")
            .args(["show", &format!("{}:./{path}", self.name)])
            .output()?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(io::Error::new(io::ErrorKind::NotFound, message))
        }
    }
}

impl FileReader for Commit {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.text(&self.folder.join(path))
    }
}

/// The configuration of the workspace, of the working tree or of a commit.
pub fn config(text: &str) -> Result<Config, Failure> {
    let mut sink = Sink::new();
    Config::parse(CONFIG, text, &mut sink)
        .ok_or_else(|| sink.render(Format::Human(Color::Never)).into())
}

/// Gives a configuration the names of its lock. A name that was changed on purpose is a
/// difference like any other.
///
/// # Errors
/// What is wrong with the lock.
pub fn lock(config: &mut Config, name: &str, text: &str) -> Result<(), Failure> {
    let mut sink = Sink::new();
    let locked = NameLock::parse(name, text, &mut sink);
    config.locked = locked.ok_or_else(|| sink.render(Format::Human(Color::Never)))?;
    config.accept_renames = true;
    Ok(())
}
