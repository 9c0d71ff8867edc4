//! What every error tells, whichever it is.

use http::StatusCode;

use crate::api::{Idempotency, Operation};
use crate::error::{ApiError, DecodeError, Error, ErrorKind, OutcomeUnknownError};
use crate::response::{AttemptHistory, RateLimit};

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
            Self::Config(_) => ErrorKind::Config,
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
            Self::InvalidRequest(error) => &error.operation,
            Self::Config(_) => return None,
            Self::Pagination(error) => &error.operation,
        };
        Some(operation)
    }

    /// The path that was called, with its values but for those of sensitive
    /// parameters, and without the query; none where nothing was to be sent.
    #[must_use]
    pub fn request_path(&self) -> Option<&str> {
        self.history()?.path.as_deref()
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
            Self::RateLimited(_)
            | Self::Config(_)
            | Self::InvalidRequest(_)
            | Self::Pagination(_) => None,
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
            Self::RateLimited(_)
            | Self::Config(_)
            | Self::InvalidRequest(_)
            | Self::Pagination(_) => None,
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
        let chosen = self.history().and_then(|history| history.idempotency);
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
            Self::Config(_) | Self::Pagination(_) => None,
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
            Self::OutcomeUnknown(_) | Self::Config(_) | Self::Pagination(_) => return,
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
