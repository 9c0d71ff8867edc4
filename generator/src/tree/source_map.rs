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
mod json;
mod layout;
mod toml;
mod yaml;

use builder::Builder;
pub(crate) use layout::{Layout, LayoutContent, LayoutMember};

/// A merge key may lead to a map that has merge keys itself. Nobody needs more
/// levels of it than this, and aliases could tie a knot.
const MOST_MERGES: usize = 16;

/// Where the values of one file stand.
#[derive(Debug, Default)]
pub(super) struct SourceMap {
    /// The root comes first. An alias is the index of what it stands for.
    values: Vec<Entry>,
    /// For each large map, which of its members has a key.
    indexes: HashMap<usize, HashMap<String, usize>>,
}

#[derive(Debug)]
struct Entry {
    range: Range<usize>,
    content: EntryKind,
}

#[derive(Debug)]
enum EntryKind {
    Scalar,
    List(Vec<usize>),
    Map(Vec<MapEntry>),
}

#[derive(Debug)]
struct MapEntry {
    key: String,
    key_range: Range<usize>,
    value: usize,
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

impl SourceMap {
    pub(super) fn build(text: &str, format: SourceFormat) -> SourceMap {
        let mut builder = Builder::default();
        match format {
            SourceFormat::Json => json::scan(text, &mut builder),
            SourceFormat::Yaml => yaml::scan(text, &mut builder),
            SourceFormat::Toml => toml::scan(text, &mut builder),
        }
        builder.finish()
    }

    /// The value that the pointer leads to, or the last one on the way there.
    pub(super) fn find(&self, pointer: &Pointer) -> Option<Located> {
        let mut at = 0;
        let mut key = None;
        for token in pointer.tokens() {
            let Some((next, next_key)) = self.step(at, &token) else {
                break;
            };
            at = next;
            key = next_key;
        }
        let value = self.values.get(at)?;
        let shape = match value.content {
            EntryKind::Scalar => ValueShape::Scalar,
            EntryKind::List(_) | EntryKind::Map(_) => ValueShape::Collection,
        };
        Some(Located {
            value: value.range.clone(),
            key,
            shape,
        })
    }

    /// Every place at which a map has this key.
    pub(super) fn occurrences(&self, map: &Pointer, key: &str) -> Vec<Range<usize>> {
        let at = map
            .tokens()
            .try_fold(0, |at, token| Some(self.step(at, &token)?.0));
        match at
            .and_then(|at| self.values.get(at))
            .map(|value| &value.content)
        {
            Some(EntryKind::Map(members)) => members
                .iter()
                .filter(|member| member.key == key)
                .map(|member| member.key_range.clone())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The member or entry that one token names, and where its key stands.
    fn step(&self, at: usize, token: &str) -> Option<(usize, Option<Range<usize>>)> {
        match &self.values.get(at)?.content {
            EntryKind::Map(_) => {
                let member = self.member(at, token, MOST_MERGES)?;
                Some((member.value, Some(member.key_range.clone())))
            }
            EntryKind::List(entries) => {
                let entry = entries.get(index_of(token)?)?;
                Some((*entry, None))
            }
            EntryKind::Scalar => None,
        }
    }

    /// The member of a map, or of a map that is merged into it.
    fn member(&self, map: usize, key: &str, merges: usize) -> Option<&MapEntry> {
        let EntryKind::Map(members) = &self.values.get(map)?.content else {
            return None;
        };
        let own = |key: &str| match self.indexes.get(&map) {
            Some(index) => members.get(*index.get(key)?),
            None => members.iter().find(|member| member.key == key),
        };
        if let Some(member) = own(key) {
            return Some(member);
        }
        let source = own("<<").filter(|_| merges > 0)?.value;
        match &self.values.get(source)?.content {
            EntryKind::Map(_) => self.member(source, key, merges - 1),
            EntryKind::List(entries) => entries
                .iter()
                .find_map(|entry| self.member(*entry, key, merges - 1)),
            EntryKind::Scalar => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look<'a>(text: &'a str, format: SourceFormat, pointer: &str) -> (Option<&'a str>, &'a str) {
        let map = SourceMap::build(text, format);
        let found = map.find(&pointer.parse().unwrap()).unwrap();
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
        let found = map.occurrences(&"/a".parse().unwrap(), "b");
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
                map.find(&"/a/0".parse().unwrap());
            }
        }
    }
}
