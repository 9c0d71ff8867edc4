//! The two worlds of names, kept apart by type.

use std::fmt;

/// A name in Rust: valid where it stands, with `r#` already on it where it is
/// needed. Only the `names` module makes one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RustIdent(String);

impl RustIdent {
    /// Wraps a text that `names` has made safe.
    pub(crate) fn trusted(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier as it is written in code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without a leading `r#`: for file names, links and
    /// composed names.
    #[must_use]
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name as it travels: a property, a parameter, an enum value.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WireName(String);

impl WireName {
    /// Takes a name from a document, unchanged.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for WireName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
