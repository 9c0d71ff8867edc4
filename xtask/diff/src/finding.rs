//! One difference, whichever layer it is in.

use std::fmt;

use oas_codegen::load::Document;
use oas_codegen::tree::{Place, single_line};

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// What the Rust compiler sees.
    Rust,
    /// What requests and responses hold.
    Wire,
    /// What a client does by itself: retries, pages, streams.
    Behavior,
}

/// How bad a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Somebody has to do something.
    Breaking,
    /// Something new, or something that is better known.
    Notable,
    /// Nobody has to know.
    Minor,
}

/// A difference, with its place in both documents where it has one.
#[derive(Clone, Debug)]
pub struct Finding {
    pub layer: Layer,
    pub severity: Severity,
    /// What kind of difference: a stable name, for exceptions.
    pub check: &'static str,
    /// What it is about: operations, or an item.
    pub subjects: Vec<String>,
    pub message: String,
    /// Whom it concerns, and what they can do.
    pub advice: &'static str,
    pub old: Option<Position>,
    pub new: Option<Position>,
}

/// Where something stands.
#[derive(Clone, Debug)]
pub struct Position {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub pointer: String,
}

impl Position {
    pub fn of(document: &Document, place: &Place) -> Option<Position> {
        let origin = document.sources().origin(place);
        let span = document.position(place)?;
        let at = span.key.unwrap_or(span.value);
        Some(Position {
            file: document.sources().name(origin.file)?.to_owned(),
            line: at.line,
            column: at.column,
            pointer: origin.pointer.to_string(),
        })
    }
}

/// As editors find it.
impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = format!("{}:{}:{}", self.file, self.line, self.column);
        formatter.write_str(&single_line(&at))
    }
}

impl Finding {
    /// The line that tells it, behind a word.
    pub fn line(&self, word: &str) -> String {
        let (check, subject, message) = (self.check, self.subject(), &self.message);
        single_line(&format!("{word}[{check}] {subject}: {message}"))
    }

    /// What it is about, in a few words.
    pub fn subject(&self) -> String {
        match self.subjects.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first, rest @ ..] => format!("{first} and {} more", rest.len()),
        }
    }
}

impl Layer {
    pub fn as_str(self) -> &'static str {
        match self {
            Layer::Wire => "wire",
            Layer::Rust => "rust",
            Layer::Behavior => "behavior",
        }
    }
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Breaking => "breaking",
            Severity::Notable => "notable",
            Severity::Minor => "minor",
        }
    }
}
