//! HTTP's methods and paths, and where a document has them.

use crate::tree::{Node, NodeMap, Place};
use std::borrow::Cow;

/// A method of HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the method of its name")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    /// One that OpenAPI has no key for, as it is sent.
    Other(String),
}

impl Method {
    /// OpenAPI's key and the method, in the order in which OpenAPI lists them.
    const KEYS: [(&'static str, Self); 8] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
    ];

    /// The method in capitals, as HTTP writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Other(name) => name,
        }
    }

    /// The operations of the path item at `place`: of OpenAPI's own keys, of 3.2's
    /// `query`, and of its `additionalOperations`.
    #[must_use]
    pub fn operations(place: &Place, item: &Node) -> Vec<(Place, Self)> {
        let query = ("query", Self::Other("QUERY".to_owned()));
        let usual = Self::KEYS.into_iter().chain([query]);
        let usual = usual.filter(|(key, _)| item.get(key).is_some());
        let usual = usual.map(|(key, method)| (place.key(key), method));
        let map = place.key("additionalOperations");
        let others = item.get("additionalOperations").and_then(Node::as_map);
        let others = others.into_iter().flat_map(NodeMap::keys);
        let others = others.filter(|name| is_method(name));
        let others = others.map(|name| (map.key(name), Self::named(name)));
        usual.chain(others).collect()
    }

    fn named(name: &str) -> Self {
        let known = Self::KEYS.into_iter().map(|(_, method)| method);
        let mut known = known.filter(|method| method.as_str() == name);
        known.next().unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

/// The path that a key of `paths` stands for, which starts with a slash; none for
/// an extension.
#[must_use]
pub fn path_template(key: &str) -> Option<Cow<'_, str>> {
    if key.starts_with('/') {
        Some(Cow::Borrowed(key))
    } else if key.starts_with("x-") {
        None
    } else {
        Some(Cow::Owned(format!("/{key}")))
    }
}

/// The name that a variable of a path template has: `proxy` of `{proxy+}`, as AWS writes
/// it, of `{*proxy}`, `{proxy...}` and `{proxy:.*}`, as routers do.
#[must_use]
pub fn variable_name(variable: &str) -> &str {
    let name = variable.split_once(':').map_or(variable, |(name, _)| name);
    let name = name.trim_start_matches(['*', '+']);
    let name = name.trim_end_matches(['*', '+']).trim_end_matches("...");
    if name.is_empty() { variable } else { name }
}

/// Whether the value of a variable may be several segments of a path.
#[must_use]
pub fn spans_segments(variable: &str) -> bool {
    let (name, pattern) = variable.split_once(':').unwrap_or((variable, ""));
    name.starts_with(['*', '+'])
        || name.ends_with(['*', '+'])
        || name.ends_with("...")
        || ["path", "*", ".*", ".+"].contains(&pattern)
}

/// Whether HTTP allows a method of this name.
fn is_method(name: &str) -> bool {
    !name.starts_with("x-") && is_http_token(name)
}

/// Whether HTTP allows a method, a header or a cookie of this name.
pub(crate) fn is_http_token(text: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_allowed)
}
