//! A response with what came along with it.

use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::auth::Secrets;
use crate::call::{Call, Header, Received, settings};
use crate::codec::{CodecError, Decode};
use crate::error::Error;
use crate::headers::ShownHeaders;
use crate::profile::ApiMetadata;
use crate::scalar::UnixTime;

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
    /// For `Debug`, which shows some of the headers.
    profile: &'static ApiMetadata,
    /// For `Debug`, as a server may repeat them anywhere.
    secrets: Secrets,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, received: Received) -> Self {
        Self {
            value,
            status: received.status,
            request_id: received.request_id(),
            rate_limit: received.rate_limit(),
            attempts: received.trail.attempts,
            headers: received.headers,
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

/// A call that gives a [`Response`] and not just its value.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone)]
pub struct ResponseCall<T> {
    pub(crate) call: Call<T>,
}

impl<T> ResponseCall<T> {
    pub(crate) fn new(call: Call<T>) -> Self {
        Self { call }
    }

    /// Sends the request and blocks this thread until the response is there; see
    /// [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// Those of awaiting the call; see [`Error`].
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        let received = crate::blocking::send(self.call.request)?;
        received.read_response(self.call.reader)
    }
}

settings! {
    ResponseCall<T>, call;
    /// Sets how long this call may take; see [`Call::timeout`].
    timeout
    /// Lets this call take as long as it takes; see [`Call::no_timeout`].
    no_timeout
}

impl<T> fmt::Debug for ResponseCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ResponseCall").field(&self.call).finish()
    }
}

/// What the server says about how much it will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests a window allows.
    pub limit: Option<u64>,
    /// How many are left in this one.
    pub remaining: Option<u64>,
    /// When the next begins, by the server's clock.
    pub reset: Option<UnixTime>,
}

impl RateLimit {
    /// Reads the headers that the profile names; none, if none of them is
    /// there and a number.
    pub(super) fn read(
        profile: &ApiMetadata,
        headers: &HeaderMap,
        secrets: &Secrets,
    ) -> Option<Self> {
        let names = profile.rate_limit?;
        // A token can be a number.
        let text = |name: &str| {
            let text = super::received::find(headers, name)?.to_str().ok()?;
            (!secrets.are_in(text.as_bytes())).then_some(text)
        };
        let number = |name: &str| text(name)?.trim().parse().ok();
        let seconds = |name: &str| text(name)?.trim().parse().ok();
        let read = Self {
            limit: number(names.limit),
            remaining: number(names.remaining),
            reset: seconds(names.reset).map(UnixTime::from_secs),
        };
        let found = read.limit.is_some() || read.remaining.is_some() || read.reset.is_some();
        found.then_some(read)
    }
}
