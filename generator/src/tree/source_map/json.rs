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
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest.iter().take_while(|byte| is_between(**byte)).count();
        let Some(byte) = bytes.get(at) else {
            return;
        };
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

/// Whether a character says nothing but that a value ends before it.
fn is_between(byte: u8) -> bool {
    matches!(byte, b',' | b':' | b' ' | b'\t' | b'\r' | b'\n')
}

fn is_inside_word(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"')
}

/// The index after the quote that ends the string.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let is_sign = |byte: &u8| matches!(byte, b'"' | b'\\');
        let Some(found) = rest.iter().position(is_sign) else {
            return bytes.len();
        };
        at += found + 1;
        if bytes.get(at - 1) == Some(&b'"') {
            return at;
        }
        // What is escaped ends nothing.
        at += 1;
    }
}

fn decode(literal: &str) -> Cow<'_, str> {
    if literal.contains('\\') {
        Cow::Owned(serde_json::from_str(literal).unwrap_or_default())
    } else {
        Cow::Borrowed(literal.trim_matches('"'))
    }
}
