//! What can be wrong with a file, as diagnostics.

use std::io;

use super::super::read::{ParseError, ParseErrorKind, ParsedTag};
use super::advice::advice;
use super::unquoted::Unquoted;
use crate::diagnostics::{Code, Diagnostic, On};
use crate::tree::{FileId, Place, Sources};

/// Something wrong with one file.
pub(in super::super) struct Problem {
    pub(super) file: FileId,
    /// The reference for which the file was read.
    pub(super) wanted_by: Option<Place>,
    pub(super) kind: ProblemKind,
}

pub(super) enum ProblemKind {
    Unreadable(io::Error),
    Empty,
    NotUtf8 {
        valid: usize,
    },
    NotMap(&'static str),
    Unparsable(ParseError),
    /// Keys that one map has twice.
    Duplicate {
        path: Vec<String>,
        keys: Vec<String>,
    },
    /// A YAML tag that means nothing in a description.
    Tag(ParsedTag),
    /// Values of an enum of strings that were read by their text.
    Unquoted(Unquoted),
    /// Half a character, at this byte.
    HalfCharacter(usize),
}

impl Problem {
    /// The problem with the places that the texts of the files tell.
    pub(in super::super) fn into_diagnostic(self, sources: &Sources) -> Diagnostic {
        let root = Place::root(self.file);
        let start = On::Text(0..0);
        let name = sources.name(self.file).unwrap_or("the document").to_owned();
        let diagnostic = match self.kind {
            ProblemKind::Unreadable(error) => {
                return unreadable(&name, &error, self.file, self.wanted_by);
            }
            ProblemKind::Empty => Diagnostic::error(Code::EmptyFile, format!("`{name}` is empty"))
                .on(&root, start, "nothing but white space")
                .help("an OpenAPI document starts with `openapi: 3.0.3`"),
            ProblemKind::NotUtf8 { valid } => {
                Diagnostic::error(Code::NotUtf8, format!("`{name}` is not UTF-8"))
                    .on(
                        &root,
                        On::Text(valid..valid),
                        "these bytes are no character",
                    )
                    .help("save the file as UTF-8")
            }
            ProblemKind::NotMap(kind) if self.wanted_by.is_some() => {
                // A referenced file may hold a fragment of any shape.
                let message = format!("`{name}` holds {kind} instead of an object");
                Diagnostic::warning(Code::NotMap, message).at(&root, "expected an object")
            }
            ProblemKind::NotMap(kind) => {
                let message = format!("`{name}` holds {kind} instead of an OpenAPI document");
                Diagnostic::error(Code::NotMap, message)
                    .at(&root, "expected an object")
                    .help("an OpenAPI document starts with `openapi: 3.0.3`")
            }
            ProblemKind::Unparsable(error) => unparsable(
                &name,
                &root,
                error,
                sources.text(self.file).unwrap_or_default(),
            ),
            ProblemKind::Duplicate { path, keys } => {
                repeated(&place_of(&root, &path), &keys, sources)
            }
            ProblemKind::Tag(tag) => tagged(&root, &tag),
            ProblemKind::Unquoted(list) => unquoted(self.file, &list),
            ProblemKind::HalfCharacter(at) => half_character(&name, &root, at),
        };
        match self.wanted_by {
            Some(place) => diagnostic.also(&place, "needed here"),
            None => diagnostic,
        }
    }
}

fn unreadable(name: &str, error: &io::Error, file: FileId, wanted_by: Option<Place>) -> Diagnostic {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    let message = format!("`{name}` can't be read: {reason}");
    match wanted_by {
        Some(place) => {
            let diagnostic =
                Diagnostic::error(Code::UnreadableReference, message).at(&place, "needed here");
            let component = name.rsplit('/').next().unwrap_or(name);
            if component.contains('.') {
                return diagnostic;
            }
            diagnostic.help(format!(
                "for a schema of this document write `#/components/schemas/{component}`"
            ))
        }
        None => {
            Diagnostic::error(Code::UnreadableFile, message).on(&Place::root(file), On::File, "")
        }
    }
}

fn unquoted(file: FileId, list: &Unquoted) -> Diagnostic {
    let place = Place {
        file,
        pointer: list.at.clone(),
    };
    let texts: Vec<String> = list.texts.iter().map(|text| format!("`{text}`")).collect();
    Diagnostic::error(
        Code::EnumType,
        "an enum of type `string` has values without quotes",
    )
    .at(&place, format!("{} read as text", texts.join(", ")))
    .help("put them in quotes")
}

fn half_character(name: &str, root: &Place, at: usize) -> Diagnostic {
    let message = format!("`{name}` has an unpaired surrogate");
    Diagnostic::warning(Code::Syntax, message)
        .on(
            root,
            On::Text(at..at + 6),
            "becomes the replacement character, and so do others like it",
        )
        .help("such escapes come in pairs: `\\ud83d\\ude00`")
}

fn unparsable(name: &str, root: &Place, error: ParseError, text: &str) -> Diagnostic {
    let offset = error.offset.unwrap_or(0);
    let on = On::Text(offset..offset);
    match error.kind {
        ParseErrorKind::Syntax => {
            let message = format!("`{name}` can't be parsed");
            let diagnostic = Diagnostic::error(Code::Syntax, message);
            let Some(advice) = advice(text, offset) else {
                return diagnostic.on(root, on, error.message);
            };
            let diagnostic = diagnostic.on(root, On::Text(advice.at), advice.label);
            let diagnostic = match advice.also {
                Some((at, text)) => diagnostic.on(root, On::Text(at), text),
                None => diagnostic,
            };
            diagnostic.help(advice.help)
        }
        ParseErrorKind::TooLarge => Diagnostic::error(
            Code::TooLarge,
            format!("`{name}` is nested too deeply or grows too large"),
        )
        .on(root, on, error.message)
        .help("at most 128 levels are read, aliases may not multiply a document endlessly, and long keys may not have much below them"),
    }
}

/// Where something was left out.
fn place_of(root: &Place, path: &[String]) -> Place {
    path.iter()
        .fold(root.clone(), |place, token| place.key(token))
}

/// A text that begins with `!` has lost its first word.
fn tagged(root: &Place, tag: &ParsedTag) -> Diagnostic {
    let name = &tag.named.name;
    let help = match name.as_str() {
        "include" | "import" | "ref" => "refer to another file by `$ref: FILE#/POINTER`",
        _ => "quote the text if this is its first word, or remove it",
    };
    let message = format!("the tag `!{name}` means nothing in a description");
    Diagnostic::error(Code::SwallowedText, message)
        .on(
            &place_of(root, &tag.named.path),
            On::Text(tag.range.clone()),
            "read without it: to YAML, what `!` begins is a tag",
        )
        .help(help)
}

fn repeated(map: &Place, keys: &[String], sources: &Sources) -> Diagnostic {
    let (shown, help) = match keys {
        [key] => (
            format!("`{key}` occurs"),
            "YAML and JSON promise nothing about which of the two counts: remove or rename one",
        ),
        keys => (
            format!("`{}` occur", keys.join("`, `")),
            "two objects have become one: is the line with the name of the second missing?",
        ),
    };
    let message = format!("{shown} twice in one object");
    let diagnostic = Diagnostic::error(Code::DuplicateKey, message).help(help);
    keys.iter()
        .enumerate()
        .fold(diagnostic, |found, (index, key)| {
            let place = map.key(key);
            let label = if index == 0 {
                "given again"
            } else {
                "and so is this"
            };
            match sources.occurrences(map, key).as_slice() {
                [first, .., last] if index == 0 => found
                    .on(&place, On::Text(last.clone()), label)
                    .on(&place, On::Text(first.clone()), "first given here"),
                [_, .., last] => found.on(&place, On::Text(last.clone()), label),
                _ => found.at_key(&place, "given more than once"),
            }
        })
}
