//! JSON, by `serde_json`.

use serde::de::DeserializeSeed;

use super::surrogates;
use super::visitor::{Reading, Seed, TOO_MANY};
use super::{ParseError, ParseErrorKind, Parsed};

pub(super) fn parse(text: &str) -> Result<Parsed, ParseError> {
    match read(text) {
        Err(error)
            if error.message.contains("surrogate") || error.message.contains("hex escape") =>
        {
            let (mended, first) = surrogates::mend(text);
            let parsed = first.map(|first| (first, read(&mended)));
            match parsed {
                Some((first, Ok(parsed))) => Ok(Parsed {
                    half_character: Some(first),
                    ..parsed
                }),
                // Something else is wrong as well.
                Some((_, Err(other))) => Err(other),
                None => Err(error),
            }
        }
        other => other,
    }
}

fn read(text: &str) -> Result<Parsed, ParseError> {
    let context = Reading::new();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let root = Seed(&context)
        .deserialize(&mut deserializer)
        .and_then(|root| deserializer.end().map(|()| root))
        .map_err(|error| failure(&error, text))?;
    Ok(Parsed {
        root,
        lost_digits: context.lost_digits.get(),
        duplicates: context.into_duplicates(),
        tags: Vec::new(),
        half_character: None,
        map: None,
    })
}

fn failure(error: &serde_json::Error, text: &str) -> ParseError {
    let full = error.to_string();
    let message = full
        .rsplit_once(" at line ")
        .map_or(full.as_str(), |(message, _)| message);
    let too_large = message.contains("recursion limit") || message.contains(TOO_MANY);
    ParseError {
        kind: if too_large {
            ParseErrorKind::TooLarge
        } else {
            ParseErrorKind::Syntax
        },
        message: message.to_owned(),
        offset: offset_of(text, error.line(), error.column()),
    }
}

/// `serde_json` counts lines from 1 and columns in bytes, 1 being the byte that
/// it read last.
fn offset_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    Some(before + column.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::Node;

    #[test]
    fn a_duplicate_is_noted_and_the_first_kept() {
        let parsed = parse(r#"{"a": [{"b": 1, "b": 2}]}"#).unwrap();
        assert_eq!(parsed.duplicates.len(), 1);
        assert_eq!(parsed.duplicates[0].path, ["a", "0"]);
        assert_eq!(
            parsed.root.at(&"/a/0/b".parse().unwrap()),
            Some(&Node::Integer(1))
        );
    }

    #[test]
    fn half_a_character_does_not_sink_a_document() {
        let parsed = parse(r#"{"a": "\ud83d\ude00", "b": "x\ud800y", "c": "\\ud800"}"#).unwrap();
        let text = |key: &str| parsed.root.get(key).and_then(Node::as_str).unwrap();
        assert_eq!(text("a"), "\u{1f600}");
        assert_eq!(text("b"), "x\u{fffd}y");
        assert_eq!(text("c"), "\\ud800");
        assert_eq!(parsed.half_character, Some(29));
        assert!(parse(r#"{"b": "\ud800", }"#).is_err());
        assert!(parse(r#"{"b": "\u12"}"#).is_err());
    }

    #[test]
    fn nesting_is_bounded() {
        let error = parse(&"[".repeat(100_000)).err().unwrap();
        assert_eq!(error.kind, ParseErrorKind::TooLarge);
    }

    #[test]
    fn an_error_knows_its_byte() {
        let text = "{\n  \"a\": 1,\n  \"b\" 2\n}";
        let error = parse(text).err().unwrap();
        let offset = error.offset.unwrap();
        assert_eq!(text.get(offset..=offset), Some("2"));
    }
}
