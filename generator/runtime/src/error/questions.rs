//! Questions that callers ask of any error, whichever it is.

use http::StatusCode;

use crate::error::Error;
use crate::transport::TransportErrorKind;

impl Error {
    /// Whether time ran out: the call's own ([`Error::Timeout`]), what the
    /// server may be silent, or the transport's ([`Error::Connection`]), also
    /// where that left the [outcome unknown](Error::OutcomeUnknown).
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self.last() {
            Self::Timeout(_) => true,
            Self::Connection(error) => error.error().kind() == TransportErrorKind::Timeout,
            _ => false,
        }
    }

    /// Whether no connection came about: DNS, TCP or TLS. Nothing was sent.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match self.last() {
            Self::Connection(error) => matches!(
                error.error().kind(),
                TransportErrorKind::Connect | TransportErrorKind::Certificate
            ),
            _ => false,
        }
    }

    /// Whether the rate limit was in the way: the server responded 429, or the
    /// client had no room for the call within its time
    /// ([`Error::RateLimited`]).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        match self.last() {
            Self::RateLimited(_) => true,
            error => error.status() == Some(StatusCode::TOO_MANY_REQUESTS),
        }
    }

    /// Whether a success came and could not be read ([`Error::Decode`]).
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self, Self::Decode(_))
    }

    /// Whether the server says that the credentials are missing or not good
    /// enough: 401 or 403.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        let status = self.as_api().map(super::ApiError::status);
        matches!(
            status,
            Some(StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
        )
    }

    /// Whether the server says that there is no such thing: 404 or 410.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        let status = self.as_api().map(super::ApiError::status);
        matches!(status, Some(StatusCode::NOT_FOUND | StatusCode::GONE))
    }

    /// What the last attempt came to.
    fn last(&self) -> &Self {
        match self {
            Self::OutcomeUnknown(error) => &error.cause,
            error => error,
        }
    }
}
