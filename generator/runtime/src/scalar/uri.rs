//! Addresses of resources.

use std::fmt;

use super::text::text_format;

/// A URI: `https://example.com/path`.
///
/// It begins with a scheme and holds neither spaces nor control characters; what comes
/// behind the scheme is the server's business. Compared as it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(Box<str>);

text_format!(Uri, "a URI such as https://example.com");

impl Uri {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The scheme, such as `https`.
    #[must_use]
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let of_a_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.chars().all(of_a_scheme);
        let of_a_uri = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"".contains(c);
        (is_scheme && !rest.is_empty() && rest.chars().all(of_a_uri)).then(|| Self(text.into()))
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
