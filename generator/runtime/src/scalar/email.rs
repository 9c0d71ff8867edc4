//! Addresses of mail.

use std::fmt;

use super::text::text_format;

/// An address of mail: `mara@example.com`.
///
/// It has a name and a domain, and no spaces. More is not looked at, for only the server
/// knows which addresses it takes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(Box<str>);

text_format!(Email, "an email address such as mara@example.com");

impl Email {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (name, domain) = text.rsplit_once('@')?;
        let is_allowed = |c: char| !c.is_whitespace() && !c.is_control();
        let quoted = name.len() > 1 && name.starts_with('"') && name.ends_with('"');
        let is_name =
            !name.is_empty() && (quoted || (!name.contains('@') && name.chars().all(is_allowed)));
        (is_name && !domain.is_empty() && domain.chars().all(is_allowed)).then(|| Self(text.into()))
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
