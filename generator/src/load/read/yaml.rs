//! YAML: the graph of its values as a tree.

use super::scalar::{self, CORE};
use super::visitor::{MOST_VALUES, TOO_MANY};
use super::{Named, ParseError, ParseErrorKind, Parsed, ParsedTag};
use crate::tree::{
    ComposeError, ComposedTag, Content, DEEPEST, HashMap, Node, NodeMap, RandomState, SourceMap,
    TOO_DEEP, add_member, compose,
};

/// Aliases can make a small file look like billions of values: so many it may
/// have anyway, and so many for each of its bytes.
const MOST_OF_ANY: usize = 100_000;
const MOST_A_BYTE: usize = 4;

pub(super) fn parse(text: &str) -> Result<Parsed, ParseError> {
    let composed = compose(text);
    if let Some(failure) = composed.failure {
        return Err(failure.into());
    }
    let most = text.len().saturating_mul(MOST_A_BYTE).max(MOST_OF_ANY);
    let mut construction = Construction {
        text,
        map: &composed.map,
        texts: composed.texts,
        tags: &composed.tags,
        has_aliases: composed.has_aliases,
        left: most.min(MOST_VALUES),
        path: Vec::new(),
        duplicates: Vec::new(),
        tagged: Vec::new(),
    };
    let root = construction.value(0, DEEPEST)?;
    Ok(Parsed {
        root,
        lost_digits: false,
        half_character: None,
        duplicates: construction.duplicates,
        tags: construction.tagged,
        map: Some(composed.map),
    })
}

impl From<ComposeError> for ParseError {
    fn from(error: ComposeError) -> ParseError {
        ParseError {
            kind: if error.is_too_deep {
                ParseErrorKind::TooLarge
            } else {
                ParseErrorKind::Syntax
            },
            message: error.message,
            offset: Some(error.offset),
        }
    }
}

/// What one construction of a file knows besides the value at hand.
struct Construction<'a> {
    text: &'a str,
    map: &'a SourceMap,
    texts: HashMap<u32, String>,
    tags: &'a HashMap<u32, ComposedTag>,
    /// Whether a value may be read more than once.
    has_aliases: bool,
    /// How many values more there may be.
    left: usize,
    path: Vec<Step>,
    duplicates: Vec<Named>,
    tagged: Vec<ParsedTag>,
}

enum Step {
    Key(u32),
    Index(usize),
}

impl Construction<'_> {
    fn value(&mut self, at: u32, depth: usize) -> Result<Node, ParseError> {
        let map = self.map;
        let too_large = |message| error(map, at, ParseErrorKind::TooLarge, message);
        let left = self.left.checked_sub(1);
        self.left = left.ok_or_else(|| too_large(TOO_MANY))?;
        let below = depth.checked_sub(1).ok_or_else(|| too_large(TOO_DEEP));
        match map.content(at) {
            None => Ok(Node::Null),
            Some(Content::Scalar { is_plain }) => self.scalar(at, is_plain),
            Some(Content::List(entries)) => {
                let below = below?;
                self.note_tag(at);
                let mut list = Vec::with_capacity(entries.len());
                for entry in entries {
                    self.path.push(Step::Index(list.len()));
                    list.push(self.value(*entry, below)?);
                    self.path.pop();
                }
                Ok(Node::List(list))
            }
            Some(Content::Map(members)) => {
                let below = below?;
                self.note_tag(at);
                self.map(members, below).map(Node::Map)
            }
        }
    }

    fn map(&mut self, members: &[[u32; 2]], below: usize) -> Result<NodeMap, ParseError> {
        let mut map = NodeMap::with_capacity_and_hasher(members.len(), RandomState::default());
        let mut merged = Vec::new();
        for [key, value] in members {
            self.path.push(Step::Key(*key));
            let value = self.value(*value, below)?;
            self.path.pop();
            let key = self.key(*key)?;
            if key == "<<" && is_mergeable(&value) {
                merged.push(value);
                continue;
            }
            if let Err(name) = add_member(&mut map, key, value) {
                self.duplicates.push(self.here(name));
            }
        }
        for source in merged {
            merge(&mut map, source);
        }
        Ok(map)
    }

    /// A key is the text that stands in the file, so that `200`, `y` and `2024-01-01` stay
    /// what they look like.
    fn key(&mut self, at: u32) -> Result<String, ParseError> {
        match self.map.content(at) {
            Some(Content::Scalar { .. }) => Ok(self.text_of(at)),
            _ => {
                let message = "a key has to be text";
                Err(error(self.map, at, ParseErrorKind::Syntax, message))
            }
        }
    }

    fn text_of(&mut self, at: u32) -> String {
        let text = if self.has_aliases {
            self.texts.get(&at).cloned()
        } else {
            self.texts.remove(&at)
        };
        text.unwrap_or_else(|| self.map.key(self.text, at).to_owned())
    }

    fn scalar(&mut self, at: u32, is_plain: bool) -> Result<Node, ParseError> {
        let tags = self.tags;
        let tag = tags.get(&at).map(|tag| tag.name.as_str());
        if let Some(kind) = tag.and_then(|tag| tag.strip_prefix(CORE)) {
            let text = self.text_of(at);
            return scalar::of_kind(kind, text)
                .map_err(|message| error(self.map, at, ParseErrorKind::Syntax, &message));
        }
        self.note_tag(at);
        let is_other = tag.is_some_and(|tag| !tag.starts_with('!'));
        let text = self.text_of(at);
        Ok(if is_plain && !is_other {
            scalar::plain(text)
        } else {
            Node::String(text)
        })
    }

    /// A tag that isn't YAML's own says nothing that OpenAPI knows: the value counts.
    fn note_tag(&mut self, at: u32) {
        if let Some(tag) = self.tags.get(&at)
            && let Some(name) = tag.name.strip_prefix('!')
        {
            let named = self.here(name.to_owned());
            let range = tag.range.clone();
            self.tagged.push(ParsedTag { named, range });
        }
    }

    fn here(&self, name: String) -> Named {
        let path = self.path.iter().map(|step| match step {
            Step::Key(key) => self.map.key(self.text, *key).to_owned(),
            Step::Index(index) => index.to_string(),
        });
        Named {
            path: path.collect(),
            name,
        }
    }
}

fn error(map: &SourceMap, at: u32, kind: ParseErrorKind, message: &str) -> ParseError {
    ParseError {
        kind,
        message: message.to_owned(),
        offset: Some(map.start(at)),
    }
}

fn is_mergeable(value: &Node) -> bool {
    match value {
        Node::Map(_) => true,
        Node::List(list) => list.iter().all(|entry| matches!(entry, Node::Map(_))),
        _ => false,
    }
}

/// A member of the map itself wins over a merged one, an earlier merged one
/// over a later one.
fn merge(into: &mut NodeMap, source: Node) {
    match source {
        Node::Map(map) => {
            for (key, value) in map {
                _ = add_member(into, key, value);
            }
        }
        Node::List(list) => {
            for entry in list {
                merge(into, entry);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Node;

    fn at(text: &str, pointer: &str) -> Option<Node> {
        parse(text)
            .unwrap()
            .root
            .at(&pointer.parse().unwrap())
            .cloned()
    }

    #[test]
    fn keys_become_their_text() {
        let text = "200: a\ny: b\ntrue: c\n2024-01-01: d\n1.10: e\n~: f\n";
        for (key, value) in [
            ("200", "a"),
            ("y", "b"),
            ("true", "c"),
            ("2024-01-01", "d"),
            ("1.10", "e"),
            ("~0", "f"),
        ] {
            let found = at(text, &format!("/{key}"));
            assert_eq!(found, Some(Node::String(value.to_owned())), "{key}");
        }
    }

    #[test]
    fn values_keep_their_kind() {
        assert_eq!(
            at("a: 18446744073709551616", "/a"),
            Some(Node::Integer(1 << 64))
        );
        assert_eq!(at("a: 09:00", "/a"), Some(Node::String("09:00".to_owned())));
        assert_eq!(at("a: y", "/a"), Some(Node::String("y".to_owned())));
        assert_eq!(at("a: !tag b", "/a"), Some(Node::String("b".to_owned())));
        assert_eq!(at("a:", "/a"), Some(Node::Null));
        assert_eq!(at("a: !!str 1", "/a"), Some(Node::String("1".to_owned())));
        assert_eq!(at("a: !x \"1\"", "/a"), Some(Node::String("1".to_owned())));
        assert!(parse("a: !!int b").is_err());
        assert!(parse("? [a]\n: b").is_err());
    }

    #[test]
    fn blocks_end_where_the_text_ends() {
        for (text, value) in [
            ("a: |\n  b", "b"),
            ("a: |\n  b\n", "b\n"),
            ("a: |\n  b\n  ", "b\n"),
            ("a: |\n  b\n    ", "b\n  "),
            ("a: >-\n  b\n  c", "b c"),
            ("a: |+\n  b\n\n", "b\n\n"),
        ] {
            assert_eq!(
                at(text, "/a"),
                Some(Node::String(value.to_owned())),
                "{text:?}"
            );
        }
    }

    #[test]
    fn merge_keys_are_applied() {
        let text =
            "one: &one {a: 1, b: 2}\ntwo: &two {b: 3, c: 4}\nall: {<<: [*one, *two], a: 9}\n";
        assert_eq!(at(text, "/all/a"), Some(Node::Integer(9)));
        assert_eq!(at(text, "/all/b"), Some(Node::Integer(2)));
        assert_eq!(at(text, "/all/c"), Some(Node::Integer(4)));
        assert_eq!(at(text, "/all/<<"), None);
    }

    #[test]
    fn bombs_are_refused() {
        use std::fmt::Write;
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let below = level - 1;
            writeln!(
                bomb,
                "a{level}: &a{level} [{}]",
                format!("*a{below}, ").repeat(9)
            )
            .unwrap();
        }
        assert_eq!(parse(&bomb).err().unwrap().kind, ParseErrorKind::TooLarge);
        let deep = "[".repeat(100_000);
        assert_eq!(parse(&deep).err().unwrap().kind, ParseErrorKind::TooLarge);
    }
}
