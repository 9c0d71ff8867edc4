//! JSON in emitted files: of examples and of schemas.

use proc_macro2::Literal;
use serde_json::Value;

use super::tokens::raw_string;
use crate::tree::turns_direction;

/// How long a line of objects and lists may become.
const WIDTH: usize = 100;

/// The value as a string: each object and list on a line if it fits, and otherwise
/// each of its members on a line of its own.
pub(super) fn literal(value: &Value) -> Literal {
    let mut text = String::new();
    break_lines(value, 0, &mut text);
    raw_string(&text)
}

fn break_lines(value: &Value, indent: usize, text: &mut String) {
    let start = text.len();
    let line = text.rfind('\n').map_or(0, |newline| newline + 1);
    if write_line(value, line + WIDTH, text) {
        return;
    }
    text.truncate(start);
    let within = indent + 2;
    match value {
        Value::Object(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                start_line(index, within, text);
                write_text(key, text);
                text.push_str(": ");
                break_lines(value, within, text);
            }
            end_lines('}', indent, text);
        }
        Value::Array(items) => {
            text.push('[');
            for (index, value) in items.iter().enumerate() {
                start_line(index, within, text);
                break_lines(value, within, text);
            }
            end_lines(']', indent, text);
        }
        scalar => write_scalar(scalar, text),
    }
}

fn start_line(index: usize, indent: usize, text: &mut String) {
    text.push_str(if index == 0 { "\n" } else { ",\n" });
    text.extend(std::iter::repeat_n(' ', indent));
}

fn end_lines(bracket: char, indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
    text.push(bracket);
}

/// False, as soon as it is known, if the text would be longer than `end`.
fn write_line(value: &Value, end: usize, text: &mut String) -> bool {
    match value {
        Value::Object(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                write_text(key, text);
                text.push_str(": ");
                if !write_line(value, end, text) {
                    return false;
                }
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (index, value) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                if !write_line(value, end, text) {
                    return false;
                }
            }
            text.push(']');
        }
        Value::String(string) if text.len() + string.len() > end => return false,
        scalar => write_scalar(scalar, text),
    }
    text.len() <= end
}

fn write_scalar(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => write_text(string, text),
        other => text.push_str(&other.to_string()),
    }
}

/// A string of JSON in which what turns the direction of a text, which Rust refuses, is
/// escaped.
fn write_text(string: &str, text: &mut String) {
    for character in Value::from(string).to_string().chars() {
        if turns_direction(character) {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            text.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_stands_on_a_line() {
        let value = json!({
            "empty": {},
            "few": [1, 2.5, null, {"turned": "a\u{202e}b\n"}],
            "long": vec!["word"; 20],
            "text": "a".repeat(200),
        });
        let mut text = String::new();
        break_lines(&value, 0, &mut text);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[..5],
            [
                "{",
                r#"  "empty": {},"#,
                r#"  "few": [1, 2.5, null, {"turned": "a\u202eb\n"}],"#,
                r#"  "long": ["#,
                r#"    "word","#,
            ]
        );
        assert_eq!(lines.len(), 27, "{text}");
    }
}
