//! A server that was asked for by a name that none has.

use std::error::Error;
use std::fmt;

/// A text that names none of the API's servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownServer {
    text: String,
    names: Vec<String>,
}

impl fmt::Display for UnknownServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.names.join(", ");
        write!(f, "no server is called {:?}; there are {names}", self.text)
    }
}

impl Error for UnknownServer {}

/// The server that a configuration names: by its variant's name, whatever the case,
/// with or without hyphens, or by its URL.
///
/// # Errors
/// It is none of them.
#[doc(hidden)]
pub fn server_named<T: Copy>(text: &str, servers: &[(&str, &str, T)]) -> Result<T, UnknownServer> {
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| !matches!(c, '-' | '_' | ' '));
        letters.flat_map(char::to_lowercase).collect()
    };
    let is_it = |name: &str, url: &str| {
        plain(text) == plain(name) || text.trim_end_matches('/') == url.trim_end_matches('/')
    };
    let named = servers.iter().find(|(name, url, _)| is_it(name, url));
    named
        .map(|(.., server)| *server)
        .ok_or_else(|| UnknownServer {
            text: text.to_owned(),
            names: servers
                .iter()
                .map(|(name, ..)| name.to_lowercase())
                .collect(),
        })
}
