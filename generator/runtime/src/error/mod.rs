//! Everything that a call can end in but its response.

mod api;
mod decode;
mod delivery;
mod outcome;
mod outcome_unknown;
mod pagination;
mod questions;
mod rate_limited;
mod request;
mod timeout;

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

pub use api::ApiError;
pub use decode::DecodeError;
pub(crate) use decode::{decode, unreadable};
pub use delivery::ConnectionError;
pub use outcome::{ErrorKind, Outcome};
pub use outcome_unknown::OutcomeUnknownError;
pub(crate) use outcome_unknown::Sent;
pub use pagination::PaginationError;
pub use rate_limited::RateLimitedError;
pub use request::InvalidRequestError;
pub(crate) use timeout::Progress;
pub use timeout::TimeoutError;

use crate::api::{Idempotency, Operation, OperationRef};
use crate::response::{AttemptHistory, RateLimit};
use crate::single_line::SingleLine;

/// Why a call has no response to give.
///
/// `Display` alone is enough to file a support ticket: it names the operation,
/// the status, the server's code and message, and the request id. Neither it nor
/// `Debug` holds credentials, even if the server repeats them. Server text in it is cut to a sensible length, and control
/// characters are taken out; the whole body is in [`ApiError::body`] and
/// [`DecodeError::body`].
///
/// What may be repeated without harm was repeated before it came to an error,
/// unless that is turned off ([`RetryPolicy`](crate::RetryPolicy)). Ask
/// [`outcome`](Self::outcome) before repeating a write by hand.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The server responded to with an error.
    Api(Box<ApiError>),
    /// The server responded, and the response could not be read. The call **was
    /// carried out**; its result is in the body that the error keeps.
    Decode(Box<DecodeError>),
    /// No response came, or it broke off.
    Connection(Box<ConnectionError>),
    /// The time for the call ran out.
    Timeout(Box<TimeoutError>),
    /// A call that changes something was sent, a repeat might change it twice,
    /// and nobody can tell what became of it.
    OutcomeUnknown(Box<OutcomeUnknownError>),
    /// The rate limit leaves no room for the call within its time; it was not
    /// sent.
    RateLimited(Box<RateLimitedError>),
    /// The request was not sent, because something about it or about the
    /// client was wrong.
    InvalidRequest(Box<InvalidRequestError>),
    /// A list of pages can't be followed to its end: the server gave a cursor
    /// for the second time, or something else in a cursor's place.
    Pagination(Box<PaginationError>),
}

impl Error {
    /// What kind of error it is, to be matched on.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Api(_) => ErrorKind::Api,
            Self::Decode(_) => ErrorKind::Decode,
            Self::Connection(_) => ErrorKind::Connection,
            Self::Timeout(_) => ErrorKind::Timeout,
            Self::OutcomeUnknown(_) => ErrorKind::OutcomeUnknown,
            Self::RateLimited(_) => ErrorKind::RateLimited,
            Self::InvalidRequest(_) => ErrorKind::InvalidRequest,
            Self::Pagination(_) => ErrorKind::Pagination,
        }
    }

    /// The operation that was called; none if a client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&Operation> {
        let operation = match self {
            Self::Api(error) => &error.operation,
            Self::Decode(error) => &error.operation,
            Self::Connection(error) => &error.operation,
            Self::Timeout(error) => &error.operation,
            Self::OutcomeUnknown(error) => &error.operation,
            Self::RateLimited(error) => &error.operation,
            Self::InvalidRequest(error) => return error.operation.as_deref(),
            Self::Pagination(error) => &error.operation,
        };
        Some(operation)
    }

    /// The status of the response, as far as one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Connection(error) => error.status(),
            Self::Timeout(error) => error.status(),
            Self::OutcomeUnknown(error) => error.cause.status(),
            Self::RateLimited(_) | Self::InvalidRequest(_) | Self::Pagination(_) => None,
        }
    }

    /// The server's own code for the error.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.code(),
            Self::OutcomeUnknown(error) => error.cause.code(),
            _ => None,
        }
    }

    /// What identifies the request in the server's log.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Connection(error) => error.request_id(),
            Self::Timeout(error) => error.request_id(),
            Self::OutcomeUnknown(error) => error.cause.request_id(),
            Self::RateLimited(_) | Self::InvalidRequest(_) | Self::Pagination(_) => None,
        }
    }

    /// How many requests the server allows, as it said in this response or, if
    /// none came, as the client last heard.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        match self {
            Self::Api(error) if error.rate_limit().is_some() => error.rate_limit(),
            _ => self.history()?.rate_limit,
        }
    }

    /// How often the request was sent, or tried to be. 0 for one that never
    /// was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.history().map_or(0, |history| history.attempts)
    }

    /// What a repeat of the call does.
    pub(crate) fn idempotency(&self) -> Idempotency {
        let chosen = self.history().and_then(|history| history.effect);
        let described = || self.operation().map(Operation::idempotency);
        chosen
            .or_else(described)
            .unwrap_or(Idempotency::NonIdempotent)
    }

    pub(crate) fn history(&self) -> Option<&AttemptHistory> {
        match self {
            Self::Api(error) => Some(&error.history),
            Self::Decode(error) => Some(&error.history),
            Self::Connection(error) => Some(&error.history),
            Self::Timeout(error) => Some(&error.history),
            Self::OutcomeUnknown(error) => error.cause.history(),
            Self::RateLimited(error) => Some(&error.history),
            Self::InvalidRequest(error) => Some(&error.history),
            Self::Pagination(_) => None,
        }
    }

    /// Notes how it came to the error.
    pub(crate) fn set_history(&mut self, history: AttemptHistory) {
        let place = match self {
            Self::Api(error) => &mut error.history,
            Self::Decode(error) => &mut error.history,
            Self::Connection(error) => &mut error.history,
            Self::Timeout(error) => &mut error.history,
            Self::RateLimited(error) => &mut error.history,
            Self::InvalidRequest(error) => &mut error.history,
            Self::OutcomeUnknown(_) | Self::Pagination(_) => return,
        };
        *place = history;
    }

    /// The server's error response, if that is what it is, or what left the
    /// outcome unknown.
    #[must_use]
    pub fn as_api(&self) -> Option<&ApiError> {
        match self {
            Self::Api(error) => Some(error),
            Self::OutcomeUnknown(error) => error.cause.as_api(),
            _ => None,
        }
    }

    /// The call whose outcome nobody can tell, if that is what it is.
    #[must_use]
    pub fn as_outcome_unknown(&self) -> Option<&OutcomeUnknownError> {
        match self {
            Self::OutcomeUnknown(error) => Some(error),
            _ => None,
        }
    }

    /// The response that could not be read, if that is what it is.
    ///
    /// ```
    /// # use oas_runtime::Error;
    /// # fn example(error: Error) {
    /// if let Some(unread) = error.as_decode() {
    ///     // The call was carried out, and this is what came of it.
    ///     println!("{}", String::from_utf8_lossy(unread.body()));
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn as_decode(&self) -> Option<&DecodeError> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Connection(error) => error.fmt(f),
            Self::Timeout(error) => error.fmt(f),
            Self::OutcomeUnknown(error) => error.fmt(f),
            Self::RateLimited(error) => error.fmt(f),
            Self::InvalidRequest(error) => error.fmt(f),
            Self::Pagination(error) => error.fmt(f),
        }
    }
}

/// The causes that are errors themselves; their texts are part of `Display`.
impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Decode(error) => error.source(),
            Self::Connection(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::OutcomeUnknown(error) => error.source(),
            Self::RateLimited(error) => error.source(),
            Self::InvalidRequest(error) => error.source(),
            Self::Pagination(error) => error.source(),
        }
    }
}

/// ` [request id …]`, where there is one.
fn write_request_id(f: &mut fmt::Formatter<'_>, id: Option<&str>) -> fmt::Result {
    match id {
        Some(id) => write!(f, " [request id {}]", SingleLine(id, 100)),
        None => Ok(()),
    }
}

/// `POST /tickets (createTicket) failed`, as every message begins.
fn write_failed(f: &mut fmt::Formatter<'_>, operation: &OperationRef) -> fmt::Result {
    write!(f, "{} failed: ", **operation)
}

const _: () = assert!(
    size_of::<Error>() <= 16,
    "a result is as large as its error, and every call returns one"
);
