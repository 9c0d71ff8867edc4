//! Text that must not be seen by accident.

mod redact;
mod unescape;

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

pub(crate) use redact::Secrets;

/// A token, password or key.
///
/// It prints as `[redacted]`, is never part of an error, and goes into headers
/// that are marked sensitive. The text comes out by [`expose`](Self::expose)
/// alone, which is easy to search for.
///
/// ```
/// # use oas_runtime::Secret;
/// let secret = Secret::from("dG9rOjE2");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "dG9rOjE2");
/// assert_eq!("dG9rOjE2".parse(), Ok(secret));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Takes a text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().into())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

/// Any text is a secret.
impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

/// For configurations. It isn't written, so that it gets into none by accident.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}
