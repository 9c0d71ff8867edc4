//! Keys of objects, borrowed from the input where it can be.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A member's key.
///
/// serde's own `Cow<str>` always allocates when it is deserialized, which
/// costs a fifth of the decoding speed; this one borrows unless the key holds
/// an escape.
#[doc(hidden)]
#[derive(Debug)]
pub enum Key<'de> {
    /// A piece of the input.
    Borrowed(&'de str),
    /// A key that had to be unescaped, or whose owner gave it away.
    Owned(String),
}

impl Key<'_> {
    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Owned(text) => text,
        }
    }

    /// The key as a string of its own.
    #[must_use]
    pub fn into_string(self) -> String {
        match self {
            Self::Borrowed(text) => text.to_owned(),
            Self::Owned(text) => text,
        }
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key::Owned(text))
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}
