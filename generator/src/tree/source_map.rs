//! Pointers to stretches of text.
//!
//! The parsers that make the tree can't say where its values stand, or say it
//! lines away. So the text is read once more by a parser of events, though only
//! when a finding is to be shown.

use super::HashMap;
use std::ops::Range;

use super::Pointer;
use super::SourceFormat;
use super::node::index_of;

mod builder;
mod indent;
mod json;
mod layout;
mod toml;
mod yaml;

use builder::Builder;
pub(crate) use layout::{Layout, LayoutContent, LayoutMember};
pub(crate) use yaml::{ComposeError, ComposedTag, Content, DEEPEST, TOO_DEEP, compose};

/// A merge key may lead to a map that has merge keys itself. Nobody needs more
/// levels of it than this, and aliases could tie a knot.
const MOST_MERGES: usize = 16;

/// Where the values of one file stand: in the order of the text, keys among them.
#[derive(Debug, Default)]
pub(crate) struct SourceMap {
    /// The root comes first. Documents have many values, and few are asked for: bytes
    /// and indexes take four bytes each, and a text of more ends there.
    values: Vec<Entry>,
    /// The indexes of what collections hold, one collection behind the other; of a map,
    /// each key before its value. An alias is the index of what it stands for.
    parts: Vec<u32>,
    /// The keys that aren't what the text between their quotes is.
    keys: HashMap<u32, Box<str>>,
    /// The anchors that no alias names.
    pub(crate) anchors: Vec<Range<usize>>,
    /// The texts for people that a comment follows, and that have no quotes.
    pub(crate) comments: Vec<Range<usize>>,
    /// For each large map, which of its members has a key.
    indexes: HashMap<u32, HashMap<Box<str>, u32>>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    end: u32,
    content: EntryKind,
}

#[derive(Clone, Copy, Debug)]
enum EntryKind {
    /// Only of YAML it is known whether there are quotes.
    Scalar {
        is_plain: bool,
    },
    List(Parts),
    Map(Parts),
}

/// A stretch of [`SourceMap::parts`].
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    start: u32,
    end: u32,
}

/// What kind of value a stretch of text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueShape {
    /// Text, a number, a truth value or null.
    Scalar,
    /// A map or a list.
    Collection,
}

/// What was found for a pointer.
pub(super) struct Located {
    pub(super) value: Range<usize>,
    pub(super) key: Option<Range<usize>>,
    pub(super) shape: ValueShape,
}

/// The index of a key, and of its value.
type Member = (u32, u32);

impl SourceMap {
    pub(super) fn build(text: &str, format: SourceFormat) -> SourceMap {
        let mut builder = Builder::new(text);
        match format {
            SourceFormat::Json => json::scan(text, &mut builder),
            SourceFormat::Yaml => return yaml::compose(text).map,
            SourceFormat::Toml => toml::scan(text, &mut builder),
        }
        builder.finish()
    }

    /// The value that the pointer leads to in the text, or the last one on the way there.
    pub(super) fn find(&self, text: &str, pointer: &Pointer) -> Option<Located> {
        let mut at = 0;
        let mut key = None;
        for token in pointer.tokens() {
            let Some((next, next_key)) = self.step(text, at, token) else {
                break;
            };
            at = next;
            key = next_key;
        }
        let shape = match self.value(at)?.content {
            EntryKind::Scalar { .. } => ValueShape::Scalar,
            EntryKind::List(_) | EntryKind::Map(_) => ValueShape::Collection,
        };
        Some(Located {
            value: self.range(at)?,
            key: key.and_then(|key| self.range(key)),
            shape,
        })
    }

    /// Every place at which a map of the text has this key.
    pub(super) fn occurrences(&self, text: &str, map: &Pointer, key: &str) -> Vec<Range<usize>> {
        let at = map
            .tokens()
            .try_fold(0, |at, token| Some(self.step(text, at, token)?.0));
        let Some(at) = at else {
            return Vec::new();
        };
        self.members(at)
            .filter(|(name, _)| self.key(text, *name) == key)
            .filter_map(|(name, _)| self.range(name))
            .collect()
    }

    /// The member or entry that one token names, and its key.
    fn step(&self, text: &str, at: u32, token: &str) -> Option<(u32, Option<u32>)> {
        match self.value(at)?.content {
            EntryKind::Map(_) => {
                let (key, value) = self.member(text, at, token, MOST_MERGES)?;
                Some((value, Some(key)))
            }
            EntryKind::List(entries) => {
                let entry = self.parts(entries).get(index_of(token)?)?;
                Some((*entry, None))
            }
            EntryKind::Scalar { .. } => None,
        }
    }

    /// The member of a map, or of a map that is merged into it.
    fn member(&self, text: &str, map: u32, key: &str, merges: usize) -> Option<Member> {
        let own = |key: &str| match self.indexes.get(&map) {
            Some(index) => self.members(map).nth(*index.get(key)? as usize),
            None => self
                .members(map)
                .find(|(name, _)| self.key(text, *name) == key),
        };
        if let Some(member) = own(key) {
            return Some(member);
        }
        let (_, source) = own("<<").filter(|_| merges > 0)?;
        match self.value(source)?.content {
            EntryKind::Map(_) => self.member(text, source, key, merges - 1),
            EntryKind::List(entries) => self
                .parts(entries)
                .iter()
                .find_map(|entry| self.member(text, *entry, key, merges - 1)),
            EntryKind::Scalar { .. } => None,
        }
    }

    fn value(&self, at: u32) -> Option<&Entry> {
        self.values.get(at as usize)
    }

    fn range(&self, at: u32) -> Option<Range<usize>> {
        let value = self.value(at)?;
        Some(value.start as usize..value.end as usize)
    }

    fn parts(&self, parts: Parts) -> &[u32] {
        let range = parts.start as usize..parts.end as usize;
        self.parts.get(range).unwrap_or(&[])
    }

    /// The members of a map; a value that is none has none.
    fn members(&self, at: u32) -> impl Iterator<Item = Member> + use<'_> {
        let parts = match self.value(at).map(|value| value.content) {
            Some(EntryKind::Map(parts)) => self.parts(parts),
            _ => &[],
        };
        let (members, _) = parts.as_chunks();
        members.iter().map(|[key, value]| (*key, *value))
    }

    /// What a key says: a map or a list that is one says nothing.
    pub(crate) fn key<'a>(&'a self, text: &'a str, at: u32) -> &'a str {
        if let Some(key) = self.keys.get(&at) {
            return key;
        }
        let is_scalar = |value: &&Entry| matches!(value.content, EntryKind::Scalar { .. });
        let value = self.value(at).filter(is_scalar);
        value.map_or("", |value| unquoted(text, value.start, value.end))
    }
}

/// The text of a stretch without the quotes around it.
fn unquoted(text: &str, start: u32, end: u32) -> &str {
    let written = text.get(start as usize..end as usize).unwrap_or("");
    let quoted = |quote| written.strip_prefix(quote)?.strip_suffix(quote);
    quoted('"').or_else(|| quoted('\'')).unwrap_or(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look<'a>(text: &'a str, format: SourceFormat, pointer: &str) -> (Option<&'a str>, &'a str) {
        let map = SourceMap::build(text, format);
        let found = map.find(text, &pointer.parse().unwrap()).unwrap();
        let key = found.key.map(|range| text.get(range).unwrap());
        (key, text.get(found.value).unwrap())
    }

    #[test]
    fn yaml_values_are_found() {
        let text = "# ä comment\nä: 'ö''s'  # it's\nlist:\n- a: 1\n  b: \"x \\\" y\" # \"\n-   plain text  \nnone:\nflow: {k: [u, v]}\r\nlast: |\n  one\n  two\n";
        let yaml = |pointer| look(text, SourceFormat::Yaml, pointer);
        assert_eq!(yaml("/ä"), (Some("ä"), "'ö''s'"));
        assert_eq!(yaml("/list/0/b"), (Some("b"), "\"x \\\" y\""));
        assert_eq!(yaml("/list/1"), (None, "plain text"));
        assert_eq!(yaml("/none").0, Some("none"));
        assert_eq!(yaml("/flow/k"), (Some("k"), "[u, v]"));
        assert_eq!(yaml("/flow/k/1"), (None, "v"));
        assert_eq!(yaml("/last").0, Some("last"));
        assert_eq!(
            yaml("/list/0/missing/x").1.trim_end(),
            "a: 1\n  b: \"x \\\" y\" # \""
        );
    }

    #[test]
    fn json_values_are_found() {
        let text = "{\"a\\u0062\": [1, {\"c\": \"\\ud83d\\ude00 \\\"\"}], \"d\": true}";
        let json = |pointer| look(text, SourceFormat::Json, pointer);
        assert_eq!(json("/ab/0"), (None, "1"));
        assert_eq!(json("/ab/1/c"), (Some("\"c\""), "\"\\ud83d\\ude00 \\\"\""));
        assert_eq!(json("/ab/1"), (None, "{\"c\": \"\\ud83d\\ude00 \\\"\"}"));
        assert_eq!(json("/d"), (Some("\"d\""), "true"));
    }

    #[test]
    fn aliases_and_merges_lead_to_the_anchor() {
        let text = "base: &b {x: 1}\nuse: *b\nmore:\n  <<: *b\n  y: 2\n";
        let yaml = |pointer| look(text, SourceFormat::Yaml, pointer);
        assert_eq!(yaml("/use/x"), (Some("x"), "1"));
        assert_eq!(yaml("/more/x"), (Some("x"), "1"));
        assert_eq!(yaml("/more/y"), (Some("y"), "2"));
    }

    #[test]
    fn every_occurrence_of_a_key_is_found() {
        let text = "a:\n  b: 1\n  c: 2\n  b: 3\n";
        let map = SourceMap::build(text, SourceFormat::Yaml);
        let found = map.occurrences(text, &"/a".parse().unwrap(), "b");
        let starts: Vec<_> = found.into_iter().map(|range| range.start).collect();
        assert_eq!(starts, [5, 19]);
    }

    #[test]
    fn any_text_gives_some_map() {
        for text in [
            "",
            "}",
            "[",
            "{\"",
            "{]",
            "a: [",
            "*x",
            "&a *a",
            "\"",
            "? [a]\n: b",
            "- - -",
        ] {
            for format in [SourceFormat::Json, SourceFormat::Yaml] {
                let map = SourceMap::build(text, format);
                map.find(text, &"/a/0".parse().unwrap());
            }
        }
    }
}
