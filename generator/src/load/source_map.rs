//! Pointers to stretches of text.
//!
//! The parsers that make the tree can't say where its values stand, or say it
//! lines away. So the text is read once more by a parser of events, though only
//! when a finding is to be shown.

use std::ops::Range;

use super::Pointer;
use super::node::index_of;
use super::read::Format;

mod builder;
mod json;
mod yaml;

use builder::Builder;

/// A merge key may lead to a map that has merge keys itself. Nobody needs more
/// levels of it than this, and aliases could tie a knot.
const MOST_MERGES: usize = 16;

/// Where the values of one file stand.
#[derive(Debug, Default)]
pub(super) struct SourceMap {
    /// The root comes first. An alias is the index of what it stands for.
    values: Vec<Value>,
}

#[derive(Debug)]
struct Value {
    range: Range<usize>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Scalar,
    List(Vec<usize>),
    Map(Vec<Member>),
}

#[derive(Debug)]
struct Member {
    key: String,
    key_range: Range<usize>,
    value: usize,
}

/// What kind of value a stretch of text holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text, a number, a truth value or null.
    Scalar,
    /// A map or a list.
    Collection,
}

/// What was found for a pointer.
pub(super) struct Found {
    pub(super) value: Range<usize>,
    pub(super) key: Option<Range<usize>>,
    pub(super) shape: Shape,
}

impl SourceMap {
    pub(super) fn build(text: &str, format: Format) -> SourceMap {
        let mut builder = Builder::default();
        match format {
            Format::Json => json::scan(text, &mut builder),
            Format::Yaml => yaml::scan(text, &mut builder),
        }
        builder.finish()
    }

    /// The value that the pointer leads to, or the last one on the way there.
    pub(super) fn find(&self, pointer: &Pointer) -> Option<Found> {
        let mut value = self.values.first()?;
        let mut key = None;
        for token in pointer.tokens() {
            match &value.content {
                Content::Map(members) => {
                    let Some(member) = self.member(members, &token, MOST_MERGES) else {
                        break;
                    };
                    let Some(next) = self.values.get(member.value) else {
                        break;
                    };
                    key = Some(member.key_range.clone());
                    value = next;
                }
                Content::List(entries) => {
                    let entry = index_of(&token).and_then(|index| entries.get(index));
                    let Some(next) = entry.and_then(|entry| self.values.get(*entry)) else {
                        break;
                    };
                    key = None;
                    value = next;
                }
                Content::Scalar => break,
            }
        }
        let shape = match value.content {
            Content::Scalar => Shape::Scalar,
            Content::List(_) | Content::Map(_) => Shape::Collection,
        };
        Some(Found {
            value: value.range.clone(),
            key,
            shape,
        })
    }

    /// Every place at which a map has this key.
    pub(super) fn occurrences(&self, map: &Pointer, key: &str) -> Vec<Range<usize>> {
        let mut value = self.values.first();
        for token in map.tokens() {
            let next = match value.map(|value| &value.content) {
                Some(Content::Map(members)) => self
                    .member(members, &token, MOST_MERGES)
                    .map(|member| member.value),
                Some(Content::List(entries)) => {
                    index_of(&token).and_then(|index| entries.get(index).copied())
                }
                _ => None,
            };
            value = next.and_then(|next| self.values.get(next));
        }
        match value.map(|value| &value.content) {
            Some(Content::Map(members)) => members
                .iter()
                .filter(|member| member.key == key)
                .map(|member| member.key_range.clone())
                .collect(),
            _ => Vec::new(),
        }
    }

    fn member<'a>(&'a self, members: &'a [Member], key: &str, merges: usize) -> Option<&'a Member> {
        let own = members.iter().find(|member| member.key == key);
        if own.is_some() || merges == 0 {
            return own;
        }
        let sources = members.iter().filter(|member| member.key == "<<");
        sources
            .flat_map(|member| self.maps_at(member.value))
            .find_map(|members| self.member(members, key, merges - 1))
    }

    /// The map at an index, or the maps of the list there.
    fn maps_at(&self, index: usize) -> Vec<&[Member]> {
        match self.values.get(index).map(|value| &value.content) {
            Some(Content::Map(members)) => vec![members.as_slice()],
            Some(Content::List(entries)) => entries
                .iter()
                .filter_map(|entry| match &self.values.get(*entry)?.content {
                    Content::Map(members) => Some(members.as_slice()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look<'a>(text: &'a str, format: Format, pointer: &str) -> (Option<&'a str>, &'a str) {
        let map = SourceMap::build(text, format);
        let found = map.find(&pointer.parse().unwrap()).unwrap();
        (found.key.map(|range| &text[range]), &text[found.value])
    }

    #[test]
    fn yaml_values_are_found() {
        let text = "# ä comment\nä: 'ö''s'  # it's\nlist:\n- a: 1\n  b: \"x \\\" y\" # \"\n-   plain text  \nnone:\nflow: {k: [u, v]}\r\nlast: |\n  one\n  two\n";
        let yaml = |pointer| look(text, Format::Yaml, pointer);
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
        let json = |pointer| look(text, Format::Json, pointer);
        assert_eq!(json("/ab/0"), (None, "1"));
        assert_eq!(json("/ab/1/c"), (Some("\"c\""), "\"\\ud83d\\ude00 \\\"\""));
        assert_eq!(json("/ab/1"), (None, "{\"c\": \"\\ud83d\\ude00 \\\"\"}"));
        assert_eq!(json("/d"), (Some("\"d\""), "true"));
    }

    #[test]
    fn aliases_and_merges_lead_to_the_anchor() {
        let text = "base: &b {x: 1}\nuse: *b\nmore:\n  <<: *b\n  y: 2\n";
        let yaml = |pointer| look(text, Format::Yaml, pointer);
        assert_eq!(yaml("/use/x"), (Some("x"), "1"));
        assert_eq!(yaml("/more/x"), (Some("x"), "1"));
        assert_eq!(yaml("/more/y"), (Some("y"), "2"));
    }

    #[test]
    fn every_occurrence_of_a_key_is_found() {
        let text = "a:\n  b: 1\n  c: 2\n  b: 3\n";
        let map = SourceMap::build(text, Format::Yaml);
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
            for format in [Format::Json, Format::Yaml] {
                let map = SourceMap::build(text, format);
                map.find(&"/a/0".parse().unwrap());
            }
        }
    }
}
