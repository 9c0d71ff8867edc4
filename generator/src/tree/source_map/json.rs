//! The events of JSON.
//!
//! A YAML parser would do for most, but not for surrogate escapes nor for keys
//! of more than 1,024 characters. The text has passed a JSON parser before (or
//! its finding needs no pointer), so brackets and strings are all to look for.

use super::builder::Builder;
use std::borrow::Cow;

pub(super) fn scan(text: &str, builder: &mut Builder<'_>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' => _ = builder.start_map(start, 0),
            b'[' => _ = builder.start_list(start, 0),
            b'}' | b']' => builder.end(at),
            b'"' => {
                at = end_of_string(bytes, at);
                let literal = text.get(start..at).unwrap_or("");
                builder.scalar(start..at, &decode(literal));
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => {
                let rest = bytes.get(at..).unwrap_or(&[]);
                at += rest
                    .iter()
                    .take_while(|byte| is_inside_word(**byte))
                    .count();
                builder.scalar(start..at, "");
            }
        }
    }
}

fn is_inside_word(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
}

/// The index after the quote that ends the string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn decode(literal: &str) -> Cow<'_, str> {
    if literal.contains('\\') {
        Cow::Owned(serde_json::from_str(literal).unwrap_or_default())
    } else {
        Cow::Borrowed(literal.trim_matches('"'))
    }
}
