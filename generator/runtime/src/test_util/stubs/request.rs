//! A request as a stub sees it.

use std::ops::Deref;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::codec::{CodecError, Decode, decode_slice};
use crate::test_util::SentRequest;

/// A request that a stub was asked with: its body as the operation describes it, its
/// parameters, and, by `Deref`, all that was sent.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StubRequest<B> {
    /// The body; `()` where the operation takes none, or none of JSON.
    pub body: B,
    sent: Seen,
}

impl<B> StubRequest<B> {
    pub(super) fn new(body: B, sent: Seen) -> Self {
        Self { body, sent }
    }

    /// All that was sent, its bytes among it.
    #[must_use]
    pub fn sent(&self) -> &SentRequest {
        &self.sent.request
    }

    /// The value of a parameter in the path, by its name in the description.
    #[must_use]
    pub fn path_param(&self, name: &str) -> Option<&str> {
        let mut params = self.sent.path.iter();
        let (_, value) = params.find(|(known, _)| known == name)?;
        Some(value)
    }

    /// The first value of a parameter in the query.
    #[must_use]
    pub fn query_param(&self, name: &str) -> Option<String> {
        let query = self.sent.request.uri.query()?;
        let mut pairs = query.split('&').map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (plain(name), plain(value))
        });
        pairs.find(|(known, _)| known == name).map(|(_, it)| it)
    }
}

/// The request as it was sent.
impl<B> Deref for StubRequest<B> {
    type Target = SentRequest;

    fn deref(&self) -> &SentRequest {
        &self.sent.request
    }
}

/// A request with the parameters of its path.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) request: SentRequest,
    pub(super) path: Vec<(String, String)>,
}

impl Seen {
    /// The request of an operation whose path is `template`.
    pub(super) fn new(request: SentRequest, template: &str) -> Self {
        let path = params(template, request.uri.path());
        Self { request, path }
    }
}

/// The values that the path has in the places of the template. What a base URL
/// puts before is passed over.
fn params(template: &str, path: &str) -> Vec<(String, String)> {
    let pairs = template.rsplit('/').zip(path.rsplit('/'));
    let pairs = pairs.filter_map(|(piece, value)| {
        let (before, rest) = piece.split_once('{')?;
        let (name, after) = rest.split_once('}')?;
        let value = value.strip_prefix(before)?.strip_suffix(after)?;
        (!after.contains('{')).then(|| (name.to_owned(), plain(value)))
    });
    let mut params: Vec<_> = pairs.collect();
    params.reverse();
    params
}

fn plain(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// Reads a body of JSON; one that isn't there is null.
pub(super) fn read_json<B: Decode>(request: &SentRequest) -> Result<B, String> {
    let body = match &request.body[..] {
        [] => b"null",
        body => body,
    };
    match decode_slice(body) {
        Ok(value) => Ok(value),
        Err(error) => Err(unlike(std::any::type_name::<B>(), &error)),
    }
}

/// Why a body is no value of a type.
fn unlike(type_name: &str, error: &CodecError) -> String {
    let name = type_name.rsplit("::").next().unwrap_or(type_name);
    format!("the body is no `{name}`: {error}")
}

/// A body as messages show it.
pub(super) fn shown(request: &SentRequest) -> String {
    match request.json() {
        Value::Null if request.body.is_empty() => String::new(),
        Value::Null => format!(" with {} bytes", request.body.len()),
        json => format!(" with {json}"),
    }
}

#[cfg(test)]
mod tests {
    use super::params;

    #[test]
    fn parameters_are_read_from_the_end_of_the_path() {
        let found = params("/pets/{id}/toys/{toy}", "/v2/pets/a%2Fb/toys/7");
        let expected = [("id", "a/b"), ("toy", "7")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_parameter_may_be_part_of_a_segment() {
        let found = params("/files/{name}.json", "/files/list.json");
        assert_eq!(found, [("name".to_owned(), "list".to_owned())]);
    }
}
