//! What is fuzzed: documents, and what else comes from others.
//!
//! The end of a file's name says which it is, so that one that was saved can be
//! repeated.

use oas_codegen_damage::Random;

use crate::finding::Kind;
use crate::{beside, execute, markdown, service};

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A description of an API.
    Document,
    /// A document whose texts are Markdown.
    Markdown,
    Overlay,
    /// A `codegen.toml`.
    Configuration,
    NameLock,
    /// A fault file of the mock.
    Faults,
    /// What a server responds with.
    Response,
}

const ENDINGS: &[(&str, Subject)] = &[
    (".markdown.json", Subject::Markdown),
    (".overlay.json", Subject::Overlay),
    (".codegen.toml", Subject::Configuration),
    (".names.lock", Subject::NameLock),
    (".faults.toml", Subject::Faults),
    (".response.txt", Subject::Response),
];

impl Subject {
    pub fn of(name: &str) -> Subject {
        let ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending));
        ending.map_or(Subject::Document, |(_, subject)| *subject)
    }

    /// The end of the names of its files.
    pub fn ending(self) -> &'static str {
        let ending = ENDINGS.iter().find(|(_, subject)| *subject == self);
        ending.map_or(".json", |(ending, _)| ending)
    }

    /// Which is next: as many documents as there is of all else.
    pub fn draw(random: &mut Random) -> Subject {
        match random.below(2 * ENDINGS.len()) {
            at if at < ENDINGS.len() => ENDINGS.get(at).map_or(Subject::Document, |(_, it)| *it),
            _ => Subject::Document,
        }
    }

    /// What becomes of a file.
    pub fn check(self, name: &str, bytes: &[u8]) -> Kind {
        match self {
            Subject::Document => execute::document(name, bytes),
            Subject::Markdown => markdown::checked(bytes),
            Subject::Overlay => beside::overlay(name, bytes),
            Subject::Configuration => beside::configuration(name, bytes),
            Subject::NameLock => beside::name_lock(name, bytes),
            Subject::Faults => service::faults(name, bytes),
            Subject::Response => service::response(bytes),
        }
    }
}
