//! Text to [`Node`], by whichever parser the format needs.

mod json;
mod scalar;
mod surrogates;
mod visitor;
mod yaml;

use std::ops::Range;

use crate::tree::{Node, SourceFormat, SourceMap};

/// Whether a float may have been a whole number of more than the 64 bits that
/// `serde_json` holds of one.
pub(super) fn may_be_whole(value: f64) -> bool {
    const SMALLEST: f64 = 9.2e18;
    value.abs() >= SMALLEST && value.is_finite()
}

/// A file that could be read.
pub(super) struct Parsed {
    pub(super) root: Node,
    /// Keys that occur twice in one map; the first of them was kept.
    pub(super) duplicates: Vec<Named>,
    /// YAML tags that are none of YAML's own; the values count without them.
    pub(super) tags: Vec<ParsedTag>,
    /// Whether a float may have been a whole number of more digits.
    pub(super) lost_digits: bool,
    /// The byte of the first escape that is half a character.
    pub(super) half_character: Option<usize>,
    /// Where the values stand, if the parser knows.
    pub(super) map: Option<SourceMap>,
}

/// The name of something that was left out, and what it was left out of.
#[derive(Debug)]
pub(super) struct Named {
    /// The keys and indexes that lead there.
    pub(super) path: Vec<String>,
    pub(super) name: String,
}

/// A tag without its `!`, the value that it is a tag of, and where the tag stands.
#[derive(Debug)]
pub(super) struct ParsedTag {
    pub(super) named: Named,
    pub(super) range: Range<usize>,
}

/// Why a text could not be read.
#[derive(Debug)]
pub(super) struct ParseError {
    pub(super) kind: ParseErrorKind,
    pub(super) message: String,
    /// The byte at which the parser stopped, if it says so.
    pub(super) offset: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParseErrorKind {
    Syntax,
    /// Nested too deeply, or grown too large by aliases.
    TooLarge,
}

pub(super) fn parse(text: &str, format: SourceFormat) -> Result<Parsed, ParseError> {
    let parsed = match format {
        SourceFormat::Json => json::parse(text),
        SourceFormat::Yaml | SourceFormat::Toml => yaml::parse(text),
    }?;
    if places_are_in_proportion(&parsed.root) {
        return Ok(parsed);
    }
    Err(ParseError {
        kind: ParseErrorKind::TooLarge,
        message: "its keys are too long for so many values below them".to_owned(),
        offset: None,
    })
}

/// How long the pointers to values may be, on average and beside that in all.
const POINTERS: (usize, usize) = (1_000, 64 << 20);

/// Whether the places of all values take no more than values of a document do. Each
/// place says the keys on its way, so that a long key costs its length for every
/// value below it.
fn places_are_in_proportion(root: &Node) -> bool {
    let (on_average, in_all) = POINTERS;
    let (mut bytes, mut most) = (0_usize, in_all);
    let mut open = vec![(root, 0_usize)];
    while let Some((node, length)) = open.pop() {
        bytes = bytes.saturating_add(length);
        most = most.saturating_add(on_average);
        match node {
            Node::Map(map) => {
                let members = map.iter();
                open.extend(members.map(|(key, node)| (node, length.saturating_add(key.len()))));
            }
            Node::List(list) => open.extend(list.iter().map(|node| (node, length))),
            _ => {}
        }
    }
    bytes <= most
}
