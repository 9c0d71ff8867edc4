//! YAML, by `serde_yaml`.

use serde::de::DeserializeSeed;

use super::visitor::{Reading, Seed, TOO_MANY};
use super::{ParseError, ParseErrorKind, Parsed};

/// How many brackets may be open at a time. The parser looks at each of them
/// for every one that comes, long before it counts how deep it is.
const MOST_OPEN: usize = 10_000;

pub(super) fn parse(text: &str) -> Result<Parsed, ParseError> {
    if let Some(offset) = too_deep(text) {
        return Err(ParseError {
            kind: ParseErrorKind::TooLarge,
            message: format!("more than {MOST_OPEN} brackets are open"),
            offset: Some(offset),
        });
    }
    let context = Reading::yaml(text.len());
    let root = Seed(&context)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| failure(&error, text))?;
    Ok(Parsed {
        root,
        lost_digits: context.lost_digits.get(),
        half_character: None,
        duplicates: context.duplicates.into_inner(),
        tags: context.tags.into_inner(),
    })
}

/// Where too many brackets are open, those in texts counted as well.
fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MOST_OPEN
    })
}

fn failure(error: &serde_yaml::Error, text: &str) -> ParseError {
    let full = error.to_string();
    let message = full
        .split_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    let too_large = ["recursion limit", "repetition limit", TOO_MANY]
        .iter()
        .any(|limit| message.contains(limit));
    ParseError {
        kind: if too_large {
            ParseErrorKind::TooLarge
        } else {
            ParseErrorKind::Syntax
        },
        message: message.to_owned(),
        offset: error
            .location()
            .and_then(|location| offset_of(text, location.line(), location.column())),
    }
}

/// `serde_yaml` counts lines and columns from 1, columns in characters.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let skipped = line.checked_sub(1)?;
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(skipped).map(str::len).sum();
    let inside: usize = lines
        .next()
        .unwrap_or("")
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    Some(before + inside)
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
