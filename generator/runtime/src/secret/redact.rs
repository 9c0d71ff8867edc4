//! The secrets of one request, kept out of whatever a server repeats.
//!
//! A server that shows the request it got, or a gateway before it, puts the
//! caller's credential into a response; an error that quotes the response would
//! carry it into logs. A secret is found
//!
//! - as it is, in any case of letters: "invalid token `…`", a redirect to a host;
//! - as our own messages write it: quoted by `{:?}`, percent-encoded, without
//!   its padding;
//! - with its end cut off, as the codec cuts the values that it quotes before
//!   anybody knows of secrets;
//! - behind escapes (`unescape.rs`): JSON in a string of JSON, a page of HTML, a
//!   URL in either. Whoever reads a log sees through them as easily. A text that
//!   is escaped more often than [`LAYERS`] counts as one that holds a secret.

use std::fmt;
use std::sync::OnceLock;

use http::{HeaderName, HeaderValue, header};

use crate::escape;
use crate::secret::Secret;
use crate::secret::unescape::unescape;

/// Shorter ones stay where they are: what they would take out is rarely the
/// secret, and always readability.
const SHORTEST: usize = 6;

/// What stands in a secret's place.
const REDACTED: &str = "[redacted]";

/// How often a text is unescaped, for JSON that is in a string of JSON, and the
/// like.
const LAYERS: usize = 4;

/// No layer of escapes that is undone here writes a byte as more than these.
const LONGEST_ESCAPE: usize = 16;

/// What must not appear in a message, even if the server repeats it.
///
/// Of most requests nothing is ever shown, so the spellings are made when they
/// are looked for.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    plain: Vec<Secret>,
    /// All ways in which a message may spell a secret, in lower case, as hosts
    /// and names of headers are; the longest first, since one may hold another.
    spellings: OnceLock<Vec<String>>,
}

impl Secrets {
    /// Adds a secret.
    pub(crate) fn add(&mut self, secret: &str) {
        if !self.knows(secret) {
            self.push(Secret::from(secret));
        }
    }

    /// Adds a secret that is one already.
    pub(crate) fn add_secret(&mut self, secret: &Secret) {
        if !self.knows(secret.expose()) {
            self.push(secret.clone());
        }
    }

    fn knows(&self, secret: &str) -> bool {
        self.plain.iter().any(|known| known.expose() == secret)
    }

    fn push(&mut self, secret: Secret) {
        self.plain.push(secret);
        self.spellings = OnceLock::new();
    }

    /// Each form in which texts that we make would show one.
    fn spellings(&self) -> &[String] {
        self.spellings.get_or_init(|| {
            let mut spellings = Vec::new();
            for secret in &self.plain {
                for form in forms(secret.expose()) {
                    let form = form.to_ascii_lowercase();
                    if form.len() >= SHORTEST && !spellings.contains(&form) {
                        spellings.push(form);
                    }
                }
            }
            spellings.sort_by_key(|form| std::cmp::Reverse(form.len()));
            spellings
        })
    }

    /// How long a text is at least that holds one; none is spelt shorter than
    /// without its padding.
    fn shortest(&self) -> Option<usize> {
        let lengths = self
            .plain
            .iter()
            .map(|secret| unpadded(secret.expose()).len());
        lengths.filter(|length| *length >= SHORTEST).min()
    }

    /// Adds what a sensitive header holds, without the words around it: those
    /// are in many a message.
    pub(crate) fn add_header(&mut self, name: &HeaderName, value: &HeaderValue) {
        let Ok(text) = value.to_str() else {
            return;
        };
        if *name == header::COOKIE {
            for (_, value) in text.split(';').filter_map(|pair| pair.split_once('=')) {
                self.add(value.trim());
            }
        } else if *name == header::AUTHORIZATION || *name == header::PROXY_AUTHORIZATION {
            self.add(text.split_once(' ').map_or(text, |(_, rest)| rest.trim()));
        } else {
            self.add(text);
        }
    }

    /// The text without the secrets. If one is hidden in it by escapes, nothing
    /// of the text is left.
    pub(crate) fn redact(&self, text: String) -> String {
        let mut text = text;
        for spelling in self.spellings() {
            text = replace(text, spelling);
            text = replace_cut(text, spelling);
        }
        if self.are_in(text.as_bytes()) {
            return REDACTED.to_owned();
        }
        text
    }

    /// Whether a secret is in a text as it stands, or behind escapes of JSON,
    /// URLs or HTML.
    pub(crate) fn are_in(&self, text: &[u8]) -> bool {
        // No escape is shorter than what it stands for.
        if self.shortest().is_none_or(|shortest| text.len() < shortest) {
            return false;
        }
        self.any(text, |text, spelling| {
            text.windows(spelling.len()).any(|part| part == spelling)
        })
    }

    /// Whether a secret is in a piece of a text, or is cut off by its end.
    pub(crate) fn are_in_piece(&self, piece: &[u8]) -> bool {
        self.are_in(piece)
            || self.any(piece, |text, spelling| {
                let mut beginnings =
                    (SHORTEST..spelling.len()).filter_map(|end| spelling.get(..end));
                beginnings.any(|beginning| text.ends_with(beginning))
            })
    }

    fn any(&self, text: &[u8], holds: fn(&[u8], &[u8]) -> bool) -> bool {
        if self.spellings().is_empty() {
            return false;
        }
        let mut text = text.to_ascii_lowercase();
        for _ in 0..LAYERS {
            let mut spellings = self.spellings().iter();
            if spellings.any(|spelling| holds(&text, spelling.as_bytes())) {
                return true;
            }
            let plain = unescape(&text).to_ascii_lowercase();
            if plain == text {
                return false;
            }
            text = plain;
        }
        // Escaped more often than anybody would by chance.
        true
    }

    /// How many bytes around a piece of text have to be looked at, so that no
    /// secret reaches into the piece from outside.
    pub(crate) fn reach(&self) -> usize {
        self.spellings().first().map_or(0, String::len) * LONGEST_ESCAPE
    }
}

/// The forms of a secret.
fn forms(secret: &str) -> [String; 4] {
    let quoted = format!("{secret:?}");
    [
        secret.to_owned(),
        unpadded(secret).to_owned(),
        quoted.trim_matches('"').to_owned(),
        escape::component(secret),
    ]
}

/// Padding gets lost where texts are cut into words.
fn unpadded(secret: &str) -> &str {
    secret.trim_end_matches('=')
}

impl FromIterator<Secret> for Secrets {
    fn from_iter<I: IntoIterator<Item = Secret>>(secrets: I) -> Self {
        let mut all = Self::default();
        for secret in secrets {
            all.add(secret.expose());
        }
        all
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Replaces a spelling, whatever the case of its letters.
fn replace(text: String, spelling: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut clean = String::new();
    let mut done = 0;
    for (at, _) in lower.match_indices(spelling) {
        clean.push_str(text.get(done..at).unwrap_or_default());
        clean.push_str(REDACTED);
        done = at + spelling.len();
    }
    if done == 0 {
        return text;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

/// Replaces the beginning of a spelling where `…` says that the rest was cut.
fn replace_cut(text: String, spelling: &str) -> String {
    let mut clean = String::new();
    let mut done = 0;
    for (cut, _) in text.match_indices('…') {
        let before = text.get(done..cut).unwrap_or_default();
        let lower = before.to_ascii_lowercase();
        let beginning = (SHORTEST..spelling.len()).rev().find(|&length| {
            spelling
                .get(..length)
                .is_some_and(|part| lower.ends_with(part))
        });
        if let Some(length) = beginning {
            clean.push_str(before.get(..before.len() - length).unwrap_or_default());
            clean.push_str(REDACTED);
            done = cut;
        }
    }
    if done == 0 {
        return text;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    clean
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue, header};

    use super::Secrets;
    use crate::secret::Secret;

    fn secrets(texts: &[&str]) -> Secrets {
        texts.iter().map(|text| Secret::from(*text)).collect()
    }

    #[test]
    fn secrets_are_taken_out_unless_they_are_too_short_to_be_any() {
        let secrets = secrets(&["tok-123", "a", ""]);
        let redact = |text: &str| secrets.redact(text.to_owned());
        assert_eq!(
            redact("tok-123 and a tok-123"),
            "[redacted] and a [redacted]"
        );
        assert_eq!(
            redact("https://TOK-123.example"),
            "https://[redacted].example"
        );
        assert_eq!(redact("nothing"), "nothing");
    }

    #[test]
    fn one_that_holds_another_goes_as_a_whole() {
        let secrets = secrets(&["secret", "my-secret-key"]);
        assert_eq!(secrets.redact("my-secret-key".to_owned()), "[redacted]");
    }

    #[test]
    fn quotes_escapes_and_lost_padding_do_not_hide_one() {
        let awkward = secrets(&[r#"to"k\en é"#]);
        for text in [
            format!("{:?}", r#"to"k\en é"#),
            "to%22k%5Cen%20%C3%A9".to_owned(),
        ] {
            assert!(!awkward.redact(text.clone()).contains("en"), "{text}");
        }
        let padded = secrets(&["dG9rOjE2MTg="]);
        assert_eq!(padded.redact("dG9rOjE2MTg".to_owned()), "[redacted]");
    }

    #[test]
    fn the_beginning_of_one_before_a_cut_goes_too() {
        let secrets = secrets(&["secret-token"]);
        let redact = |text: &str| secrets.redact(text.to_owned());
        assert_eq!(redact("a… secret-t…, b"), "a… [redacted]…, b");
        assert_eq!(redact("at secre…"), "at secre…");
        assert_eq!(redact("it ends with secret"), "it ends with secret");
        assert!(secrets.are_in_piece(b"cut at its end: \\u0073ecret-"));
        assert!(!secrets.are_in_piece(b"secret- and more"));
    }

    #[test]
    fn escapes_of_any_kind_are_seen_through() {
        let secrets = secrets(&["dG9rOm=="]);
        for text in [
            r"\u0064G9rOm",
            r"\u0064\u0047\u0039\u0072\u004f\u006D\u003D\u003d",
            r"\\u0064G9rOm",
            r"d\x47\/9rOm \x64G9rOm",
            "%64G9rOm",
            "%2564G9rOm",
            "&#100;G9rOm&#x3D;&#61",
            "&amp;#100;G9rOm",
        ] {
            assert!(secrets.are_in(text.as_bytes()), "{text}");
            assert_eq!(secrets.redact(text.to_owned()), "[redacted]");
        }
        for text in [
            "",
            r"\",
            r"\u00",
            "%",
            "%zz",
            "&#;",
            "&",
            "&#99999999;",
            r"\ud800",
        ] {
            assert!(!secrets.are_in(text.as_bytes()), "{text}");
            assert_eq!(secrets.redact(text.to_owned()), text);
        }
    }

    #[test]
    fn headers_hold_more_than_the_secret() {
        let mut secrets = Secrets::default();
        for (name, value) in [
            (header::AUTHORIZATION, "Bearer dG9rOmE"),
            (header::COOKIE, "session=5e55104; theme=dark"),
            (HeaderName::from_static("x-key"), "an odd key"),
        ] {
            secrets.add_header(&name, &HeaderValue::from_static(value));
        }
        for (text, clean) in [
            ("not a Bearer: dG9rOmE", "not a Bearer: [redacted]"),
            ("no session 5e55104", "no session [redacted]"),
            ("an odd key!", "[redacted]!"),
        ] {
            assert_eq!(secrets.redact(text.to_owned()), clean);
        }
        assert_eq!(format!("{secrets:?}"), "[redacted]");
    }
}
