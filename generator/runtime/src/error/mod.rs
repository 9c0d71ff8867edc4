//! Everything that a call can end in but its response.

mod access;
mod api;
mod config;
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

pub use api::ApiError;
pub use config::ConfigError;
pub use decode::{DecodeError, DecodeErrorKind};
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

use crate::api::OperationRef;
use crate::response::AttemptHistory;
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
    /// The server responded, and the response is not what is described. The call
    /// **was carried out**; its result is in the body that the error keeps.
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
    /// The client can't be built: something that it was given is wrong, or
    /// missing.
    Config(Box<ConfigError>),
    /// The request was not sent, because something about it was wrong.
    InvalidRequest(Box<InvalidRequestError>),
    /// A list of pages can't be followed to its end: the server gave a cursor
    /// for the second time, or something else in a cursor's place.
    Pagination(Box<PaginationError>),
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
            Self::Config(error) => error.fmt(f),
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
            Self::Config(error) => error.source(),
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

/// `GET /tickets/90210 (getTicket) failed`, as every message begins.
fn write_failed(
    f: &mut fmt::Formatter<'_>,
    operation: &OperationRef,
    history: &AttemptHistory,
) -> fmt::Result {
    let Some(path) = &history.path else {
        return write!(f, "{} failed: ", **operation);
    };
    write!(f, "{} {}", operation.method(), SingleLine(path, 200))?;
    if !operation.id().is_empty() {
        write!(f, " ({})", operation.id())?;
    }
    f.write_str(" failed: ")
}

const _: () = assert!(
    size_of::<Error>() <= 16,
    "a result is as large as its error, and every call returns one"
);
