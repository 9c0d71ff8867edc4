//! What a scalar of YAML stands for, by the core schema, and binary numbers besides.

use crate::tree::Node;

/// What the tags begin with that YAML has itself.
pub(super) const CORE: &str = "tag:yaml.org,2002:";

/// A scalar without quotes.
pub(super) fn plain(text: String) -> Node {
    match resolved(&text) {
        Some(node) => node,
        None => Node::String(text),
    }
}

/// A scalar of a tag of YAML itself.
pub(super) fn of_kind(kind: &str, text: String) -> Result<Node, String> {
    let (node, expected) = match kind {
        "bool" => (boolean(&text), "a boolean"),
        "int" => (integer(&text), "an integer"),
        "float" => (float(&text).map(Node::Float), "a number"),
        "null" => (is_null(&text).then_some(Node::Null), "null"),
        _ => return Ok(Node::String(text)),
    };
    node.ok_or_else(|| format!("`{text}` is not {expected}"))
}

fn resolved(text: &str) -> Option<Node> {
    // Most texts are words.
    if !text.starts_with(|first| {
        matches!(
            first,
            '0'..='9' | '+' | '-' | '.' | '~' | 'n' | 'N' | 't' | 'T' | 'f' | 'F'
        )
    }) {
        return text.is_empty().then_some(Node::Null);
    }
    if is_null(text) {
        return Some(Node::Null);
    }
    boolean(text).or_else(|| integer(text)).or_else(|| {
        float(text)
            .filter(|_| !has_leading_zero(text))
            .map(Node::Float)
    })
}

fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL" | "~")
}

fn boolean(text: &str) -> Option<Node> {
    match text {
        "true" | "True" | "TRUE" => Some(Node::Bool(true)),
        "false" | "False" | "FALSE" => Some(Node::Bool(false)),
        _ => None,
    }
}

fn integer(text: &str) -> Option<Node> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            let is_digits = digits.chars().all(|sign| sign.is_digit(radix));
            let number = u128::from_str_radix(digits, radix).ok();
            let number = number.filter(|_| is_digits)?;
            return if text.starts_with('-') {
                0_i128.checked_sub_unsigned(number).map(Node::Integer)
            } else {
                Some(whole(&number.to_string()))
            };
        }
    }
    if unsigned.is_empty()
        || !unsigned.bytes().all(|byte| byte.is_ascii_digit())
        || has_leading_zero(text)
    {
        return None;
    }
    Some(whole(text.strip_prefix('+').unwrap_or(text)))
}

/// A whole number of any length.
fn whole(digits: &str) -> Node {
    let number = digits.parse();
    number.map_or_else(|_| Node::Big(digits.to_owned()), Node::Integer)
}

/// Digits behind a zero are text.
fn has_leading_zero(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => return Some(f64::NEG_INFINITY),
        ".inf" | ".Inf" | ".INF" => return Some(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if text.len() == unsigned.len() => return Some(f64::NAN),
        _ => {}
    }
    // Rust knows words for numbers besides.
    if !unsigned.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_the_rest_is_text() {
        let text = |text: &str| Node::String(text.to_owned());
        let nines = "9".repeat(400);
        for (written, node) in [
            ("", Node::Null),
            ("~", Node::Null),
            ("NULL", Node::Null),
            ("nULL", text("nULL")),
            ("True", Node::Bool(true)),
            ("yes", text("yes")),
            ("+12", Node::Integer(12)),
            ("-0", Node::Integer(0)),
            ("007", text("007")),
            ("-007", text("-007")),
            ("007.5", Node::Float(7.5)),
            ("0x1F", Node::Integer(31)),
            ("-0x1f", Node::Integer(-31)),
            ("0o17", Node::Integer(15)),
            ("0b11", Node::Integer(3)),
            ("0x-1", text("0x-1")),
            ("0x", text("0x")),
            ("1_000", text("1_000")),
            ("--1", text("--1")),
            ("-", text("-")),
            ("1e3", Node::Float(1000.0)),
            (".5", Node::Float(0.5)),
            (".", text(".")),
            ("1e999", text("1e999")),
            ("nan", text("nan")),
            ("infinity", text("infinity")),
            ("-.INF", Node::Float(f64::NEG_INFINITY)),
            (&nines, Node::Big(nines.clone())),
            (
                "0xffffffffffffffffffffffffffffffff",
                Node::Big(u128::MAX.to_string()),
            ),
        ] {
            assert_eq!(plain(written.to_owned()), node, "{written}");
        }
        assert!(matches!(plain(".nan".to_owned()), Node::Float(number) if number.is_nan()));
    }

    #[test]
    fn a_tag_says_what_a_text_is() {
        let of = |kind, text: &str| of_kind(kind, text.to_owned());
        assert_eq!(of("int", "5"), Ok(Node::Integer(5)));
        assert_eq!(of("float", "5"), Ok(Node::Float(5.0)));
        assert_eq!(of("str", "5"), Ok(Node::String("5".to_owned())));
        assert_eq!(of("bool", "yes"), Err("`yes` is not a boolean".to_owned()));
    }
}
