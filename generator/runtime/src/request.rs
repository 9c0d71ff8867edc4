//! A request that is described and not yet sent.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use crate::api::{ApiMetadata, OperationRef, SchemeKind, status_rule};
use crate::fault::Fault;
use crate::request_body::RequestBody;

/// Everything about a request but the credentials, which are added when it is
/// sent.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) profile: &'static ApiMetadata,
    pub(crate) operation: OperationRef,
    /// The path, escaped, and without the base URL's own.
    pub(crate) path: String,
    /// The path without the values that no message may show, if it has some.
    pub(crate) shown_path: Option<String>,
    /// The query, escaped, without its question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<RequestBody>,
    pub(crate) fault: Option<Fault>,
    /// Which statuses are responses; all others are errors, but for redirects
    /// that the operation names.
    pub(crate) expects: fn(StatusCode) -> bool,
}

impl Request {
    /// Whether a response of this status is none of the errors.
    pub(crate) fn is_expected(&self, status: StatusCode) -> bool {
        let redirects = self.operation.expected_redirects();
        (self.expects)(status)
            || (status.is_redirection() && status_rule(redirects, status).is_some())
    }

    /// Keeps the first fault.
    pub(crate) fn fail(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    /// Sets a header, which replaces one of the same name.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match header_pair(name, value, self.profile) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(fault) => self.fail(fault),
        }
    }

    /// The body, if there is one and it is no stream.
    pub(crate) fn body_bytes(&self) -> Option<&[u8]> {
        self.body.as_ref()?.as_bytes().map(|bytes| &bytes[..])
    }

    /// Whether it can be sent a second time: a stream is used up by the first.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body
            .as_ref()
            .is_none_or(|content| content.as_bytes().is_some())
    }

    /// The path as messages may show it.
    pub(crate) fn shown_path(&self) -> &str {
        self.shown_path.as_deref().unwrap_or(&self.path)
    }

    /// The path and query, as they go out.
    pub(crate) fn target(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }
}

/// A header from texts, marked sensitive where its name says so.
pub(crate) fn header_pair(
    name: &str,
    value: &str,
    profile: &ApiMetadata,
) -> Result<(HeaderName, HeaderValue), Fault> {
    let header = HeaderName::try_from(name).map_err(|_| {
        Fault::new(format!(
            "`{}` can't be a header's name",
            name.escape_debug()
        ))
    })?;
    // The value may be a secret, so the message doesn't show it.
    let mut value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
        Fault::new(format!("the value of the header `{header}` can't be sent"))
            .help("a header's value holds neither line breaks nor other control characters")
    })?;
    let is_key = profile.schemes.iter().any(|scheme| match scheme.kind() {
        SchemeKind::KeyInHeader(name) => header.as_str().eq_ignore_ascii_case(name),
        _ => false,
    });
    if is_key
        || header == header::AUTHORIZATION
        || header == header::PROXY_AUTHORIZATION
        || header == header::COOKIE
    {
        value.set_sensitive(true);
    }
    Ok((header, value))
}
