//! Text that must not be seen by accident.

mod redact;
mod unescape;

use std::fmt;
use std::sync::Arc;

pub(crate) use redact::Secrets;

/// A token, password or key.
///
/// It prints as `[redacted]`, is never part of an error, and goes into headers
/// that are marked sensitive. The text comes out by [`expose`](Self::expose)
/// alone, which is easy to search for.
///
/// ```
/// use oas_runtime::Secret;
///
/// let secret = Secret::from("dG9rOjE2");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "dG9rOjE2");
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

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}
