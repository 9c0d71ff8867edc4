//! What an error means for a repeat.

use http::StatusCode;

use crate::api::Idempotency;
use crate::error::{Error, Progress};
use crate::transport::{Phase, TransportErrorKind};

/// The kinds of [`Error`], without what they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// See [`Error::Api`].
    Api,
    /// See [`Error::Decode`].
    Decode,
    /// See [`Error::Connection`].
    Connection,
    /// See [`Error::Timeout`].
    Timeout,
    /// See [`Error::OutcomeUnknown`].
    OutcomeUnknown,
    /// See [`Error::RateLimited`].
    RateLimited,
    /// See [`Error::Config`].
    Config,
    /// See [`Error::InvalidRequest`].
    InvalidRequest,
    /// See [`Error::Pagination`].
    Pagination,
}

/// Whether the server did what the call asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It did: a status of success came, or 303 behind a write.
    Yes,
    /// It did not: nothing reached it, or it refused.
    No,
    /// It can't be told. Look whether the thing is there before a repeat.
    Unknown,
}

impl Error {
    /// Whether the server did what the call asked for.
    ///
    /// - [`Yes`](Outcome::Yes): a status of success came, though the body
    ///   could not be read, broke off or took too long; or a call that changes
    ///   something got 303, which says where its result is.
    /// - [`No`](Outcome::No): the request was never sent; or the server
    ///   refused it with a status of 300 to 499 other than 408 and 499, or with
    ///   501 or 505.
    /// - [`Unknown`](Outcome::Unknown): everything else: a timeout, a broken
    ///   connection, 408, 499, a 300, 301 or 302 in response to a call that
    ///   changes something, and the other statuses from 500 on, since a
    ///   gateway responds so without knowing what became of the request. Also
    ///   where the last attempt was refused and one before it may have been
    ///   carried out: a `DELETE` that gets 404 behind one that got no
    ///   response.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let unsettled = self.history().is_some_and(|history| history.unsettled);
        match self.last_outcome() {
            Outcome::No if unsettled => Outcome::Unknown,
            last => last,
        }
    }

    /// The same for the last attempt alone.
    fn last_outcome(&self) -> Outcome {
        let of_status = |status| of_status(status, self.idempotency());
        match self {
            Self::Api(error) => of_status(error.status()),
            Self::Decode(error) => of_status(error.status()),
            Self::Connection(error) => match (error.status(), error.error().phase()) {
                (Some(status), _) => of_status(status),
                (None, Phase::NotSent) => Outcome::No,
                (None, Phase::Sent | Phase::Unknown) => Outcome::Unknown,
            },
            Self::Timeout(error) => match error.progress {
                Progress::Preparing => Outcome::No,
                Progress::Waiting => Outcome::Unknown,
                Progress::Reading(status) => of_status(status),
            },
            Self::OutcomeUnknown(_) => Outcome::Unknown,
            Self::RateLimited(_) | Self::Config(_) | Self::InvalidRequest(_) => Outcome::No,
            Self::Pagination(_) => Outcome::Yes,
        }
    }

    /// Whether the same call may be sent again: it can do no harm, and it has a
    /// chance.
    ///
    /// - True for any call if nothing was sent for want of a connection or of
    ///   room within the rate limit, or if the server responded 429.
    /// - True for calls that are [safe or idempotent](crate::Idempotency) also after
    ///   a timeout, a broken connection, 408, 425, 500, 502, 503 and 504.
    /// - False for everything else: for a response that could not be read, since
    ///   that call was carried out, and where nobody can tell.
    ///
    /// A client has repeated such a call already, as often as its
    /// [`RetryPolicy`](crate::RetryPolicy) say. Wait before you do, as long as
    /// [`rate_limit`](Self::rate_limit) or the `Retry-After` header say.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let harmless = self.idempotency().is_repeatable();
        match self {
            Self::Api(error) => match error.status().as_u16() {
                429 => true,
                408 | 425 | 500 | 502 | 503 | 504 => harmless,
                _ => false,
            },
            Self::Connection(error) => match (error.error().phase(), error.error().kind()) {
                // As it is, it would come to the same for ever, or nobody
                // waits any more.
                (
                    _,
                    TransportErrorKind::Request
                    | TransportErrorKind::Certificate
                    | TransportErrorKind::Encoding
                    | TransportErrorKind::Interrupted,
                ) => false,
                (Phase::NotSent, _) => true,
                (Phase::Sent | Phase::Unknown, _) => harmless,
            },
            Self::Timeout(error) => harmless || error.progress == Progress::Preparing,
            Self::RateLimited(_) => true,
            Self::Decode(_)
            | Self::Config(_)
            | Self::InvalidRequest(_)
            | Self::Pagination(_)
            | Self::OutcomeUnknown(_) => false,
        }
    }
}

fn of_status(status: StatusCode, idempotency: Idempotency) -> Outcome {
    let changes = idempotency != Idempotency::Safe;
    match status.as_u16() {
        200..=299 => Outcome::Yes,
        303 if changes => Outcome::Yes,
        // Some servers redirect instead of acting, and others once they have.
        300..=302 if changes => Outcome::Unknown,
        408 | 499 => Outcome::Unknown,
        300..=498 | 501 | 505 => Outcome::No,
        _ => Outcome::Unknown,
    }
}
