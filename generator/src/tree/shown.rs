//! Texts of a document, as a terminal or a log may show them.

use std::fmt::Write as _;

use serde_json::Value;

/// What is told of a text is no longer than this.
const LONGEST: usize = 2_000;

/// A text on one line, without what a terminal would obey.
///
/// A document's names and values are quoted in what people read. A control
/// character among them could paint over what stands before, and a line break
/// begin a line that looks like one of ours, or that a runner of workflows takes
/// for a command.
#[must_use]
pub fn single_line(text: &str) -> String {
    let mut characters = text.chars();
    let shown = characters.by_ref().take(LONGEST);
    let mut shown: String = shown
        .map(|character| match character {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            other => printable(other),
        })
        .collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// A text of several lines, without what a terminal would obey.
///
/// For what is ours but for the names in it, such as those of files.
#[must_use]
pub fn printable_lines(text: &str) -> String {
    let shown = text.chars().map(|character| match character {
        '\n' | '\t' => character,
        other => printable(other),
    });
    shown.collect()
}

/// JSON on several lines, in which a terminal finds nothing that it would obey, and a program
/// what the value says: such characters are escaped.
#[must_use]
pub fn printable_json(value: &Value) -> String {
    escape_hidden(format!("{value:#}\n"))
}

/// JSON on one line, with the same characters escaped.
#[must_use]
pub fn printable_json_line(value: &Value) -> String {
    escape_hidden(format!("{value}\n"))
}

fn escape_hidden(text: String) -> String {
    // Line breaks within strings are escaped already.
    let is_hidden = |character: char| character != '\n' && printable(character) != character;
    if !text.contains(is_hidden) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            let _ = write!(shown, "\\u{:04x}", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// A character, or the sign for one that nobody should see: a terminal obeys
/// control characters, and marks of direction let a line read other than it is.
fn printable(character: char) -> char {
    let breaks_line = matches!(character, '\u{2028}' | '\u{2029}');
    if character.is_control() || breaks_line || turns_direction(character) {
        '\u{fffd}'
    } else {
        character
    }
}

/// Whether a character turns the direction of the text after it: rustc refuses such.
pub(crate) fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(single_line("a `b`\n::error::c"), "a `b` ::error::c");
        assert_eq!(
            single_line("\u{1b}[31m\u{9b}1m\u{7f}\u{202e}ä\u{2028}b"),
            "\u{fffd}[31m\u{fffd}1m\u{fffd}\u{fffd}ä b"
        );
        let long = single_line(&"ä".repeat(LONGEST + 1));
        assert_eq!(long.chars().count(), LONGEST + 1);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn lines_and_columns_stay() {
        assert_eq!(
            printable_lines("created a\u{1b}[2K\r\n\tb\u{2066}\u{85}ä\n"),
            "created a\u{fffd}[2K\u{fffd}\n\tb\u{fffd}\u{fffd}ä\n"
        );
    }

    #[test]
    fn a_program_reads_of_json_what_a_terminal_does_not_obey() {
        let value = serde_json::json!({"a\u{9b}1m": ["\u{1b}[2K\r\n", "\u{202e}ä\u{2028}"]});
        let shown = printable_json(&value);
        assert_eq!(shown, printable_lines(&shown));
        assert_eq!(serde_json::from_str::<Value>(&shown).unwrap(), value);
    }
}
