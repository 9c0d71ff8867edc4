//! A response with what came along with it.

mod attempt_history;
mod by_status;
mod header;
mod rate_limit;
mod raw;
mod reader;
mod retry_after;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub(crate) use attempt_history::AttemptHistory;
pub use by_status::{FromResponse, decode_body, lenient_body, no_response, raw_body, text_body};
pub use header::Header;
pub use rate_limit::RateLimit;
pub(crate) use raw::RawResponse;
pub(crate) use reader::{Reader, Unread};
pub(crate) use retry_after::{date, retry_after};

use crate::api::ApiMetadata;
use crate::codec::{CodecError, Decode};
use crate::headers::ShownHeaders;
use crate::secret::Secrets;

/// A response: its value, status and headers.
#[derive(Clone)]
pub struct Response<T> {
    /// What the body was read as.
    pub value: T,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    rate_limit: Option<RateLimit>,
    attempts: u32,
    described: bool,
    body: Bytes,
    /// For `Debug`, which shows some of the headers.
    profile: &'static ApiMetadata,
    /// For `Debug`, as a server may repeat them anywhere.
    secrets: Secrets,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, received: RawResponse) -> Self {
        Self {
            value,
            status: received.status,
            request_id: received.request_id(),
            rate_limit: received.rate_limit(),
            attempts: received.history.attempts,
            described: received.operation.describes(received.status),
            headers: received.headers,
            body: received.body,
            profile: received.profile,
            secrets: received.secrets,
        }
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status, a success unless the description says otherwise.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether the API's description has a response of this status. Where it has
    /// not, the value is what it describes for other successes: a 202, say, may hold
    /// something else, which [`body`](Self::body) has.
    #[must_use]
    pub fn is_described(&self) -> bool {
        self.described
    }

    /// All headers of the response.
    ///
    /// They are raw on purpose: where the server repeats a secret in one, it is
    /// in here, though `Debug` leaves it out.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header that the API describes; none if it is not there.
    ///
    /// # Errors
    ///
    /// The header does not hold what it is described to.
    pub fn header<H: Decode>(&self, header: &Header<H>) -> Result<Option<H>, CodecError> {
        header.read(&self.headers)
    }

    /// The body as it came: with what the value doesn't know, to be stored or
    /// handed on.
    ///
    /// It is raw on purpose: where the server repeats a secret in it, it is in
    /// here. `Debug` doesn't show it.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What identifies the request in the server's log, if a header has it;
    /// without secrets.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How many requests are left, if the server said so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.rate_limit
    }

    /// How often the request was sent: 1 if nothing went wrong.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// The value is shown as its own `Debug` has it, of most headers the names
/// alone, and secrets nowhere, even if the server repeats them.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = if f.alternate() {
            format!("{:#?}", self.value)
        } else {
            format!("{:?}", self.value)
        };
        f.debug_struct("Response")
            .field("value", &format_args!("{}", self.secrets.redact(value)))
            .field("status", &self.status)
            .field(
                "headers",
                &ShownHeaders {
                    headers: &self.headers,
                    profile: self.profile,
                    secrets: &self.secrets,
                },
            )
            .field("request_id", &self.request_id)
            .field("rate_limit", &self.rate_limit)
            .finish_non_exhaustive()
    }
}
