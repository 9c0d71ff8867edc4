//! Server text in our messages: short, on one line, and without secrets.

use std::fmt;

use crate::auth::Secret;

/// Shows a text on one line and no longer than so many characters.
///
/// What a server sends ends up in terminals and logs, where control characters
/// could pass for something else.
pub(crate) struct Tame<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Display for Tame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, limit) = *self;
        let mut characters = text.chars();
        for character in characters.by_ref().take(limit) {
            let shown = match character {
                '\n' | '\r' | '\t' => ' ',
                // Marks that turn the direction of writing can make a line
                // read other than it is.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
                other if other.is_control() => '\u{fffd}',
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

/// Takes the secrets out of a text in which a server repeated them.
///
/// Very short ones stay: what they would take out is rarely the secret, and
/// always readability.
pub(crate) fn redact(text: String, secrets: &[Secret]) -> String {
    let mut text = text;
    for secret in secrets {
        let secret = secret.expose();
        if secret.len() >= 6 && text.contains(secret) {
            text = text.replace(secret, "[redacted]");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Tame, redact};
    use crate::auth::Secret;

    #[test]
    fn text_is_one_line_and_bounded() {
        assert_eq!(Tame("a\r\nb\tc", 10).to_string(), "a  b c");
        assert_eq!(
            Tame("a\u{1b}[0m\u{202e}", 10).to_string(),
            "a\u{fffd}[0m\u{fffd}"
        );
        assert_eq!(Tame("äöüß", 4).to_string(), "äöüß");
        assert_eq!(Tame("äöüß", 3).to_string(), "äöü…");
        assert_eq!(Tame("", 0).to_string(), "");
    }

    #[test]
    fn secrets_are_taken_out_unless_they_are_too_short_to_be_any() {
        let secrets = [Secret::from("tok-123"), Secret::from("a"), Secret::from("")];
        let text = redact("tok-123 and a tok-123".to_owned(), &secrets);
        assert_eq!(text, "[redacted] and a [redacted]");
    }
}
