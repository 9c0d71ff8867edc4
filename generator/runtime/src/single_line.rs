//! Server text in our messages: short, and on one line.

use std::fmt;

/// Shows a text on one line and no longer than so many characters.
///
/// What a server sends ends up in terminals and logs, where control characters
/// could pass for something else.
pub(crate) struct SingleLine<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Display for SingleLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, limit) = *self;
        let mut characters = text.chars();
        for character in characters.by_ref().take(limit) {
            let shown = match character {
                '\n' | '\r' | '\t' => ' ',
                other if is_active(other) => '\u{fffd}',
                other => other,
            };
            write!(f, "{shown}")?;
        }
        if characters.next().is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}

/// Whether a terminal may take it for more than a character. Marks that turn the
/// direction of writing can make a line read other than it is.
pub(crate) fn is_active(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::SingleLine;

    #[test]
    fn text_is_one_line_and_bounded() {
        assert_eq!(SingleLine("a\r\nb\tc", 10).to_string(), "a  b c");
        assert_eq!(
            SingleLine("a\u{1b}[0m\u{202e}", 10).to_string(),
            "a\u{fffd}[0m\u{fffd}"
        );
        assert_eq!(SingleLine("äöüß", 4).to_string(), "äöüß");
        assert_eq!(SingleLine("äöüß", 3).to_string(), "äöü…");
        assert_eq!(SingleLine("", 0).to_string(), "");
    }
}
