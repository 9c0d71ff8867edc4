//! What an error means for a repeat.

use http::StatusCode;

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
    /// See [`Error::Transport`].
    Transport,
    /// See [`Error::Timeout`].
    Timeout,
    /// See [`Error::OutcomeUnknown`].
    OutcomeUnknown,
    /// See [`Error::Throttled`].
    Throttled,
    /// See [`Error::Request`].
    Request,
    /// See [`Error::Paging`].
    Paging,
}

/// Whether the server did what the call asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CarriedOut {
    /// It did: a status of success came.
    Yes,
    /// It did not: nothing reached it, or it refused.
    No,
    /// It can't be told. Look whether the thing is there before a repeat.
    Unknown,
}

impl Error {
    /// Whether the server did what the call asked for.
    ///
    /// - [`Yes`](CarriedOut::Yes): a status of success came, though the body
    ///   could not be read, broke off or took too long.
    /// - [`No`](CarriedOut::No): the request was never sent; or the server
    ///   refused it with a status of 300 to 499 other than 408 and 499, or with
    ///   501 or 505.
    /// - [`Unknown`](CarriedOut::Unknown): everything else: a timeout, a broken
    ///   connection, 408, 499, and the other statuses from 500 on, since a
    ///   gateway answers so without knowing what became of the request. Also
    ///   where the last attempt was refused and one before it may have been
    ///   carried out: a `DELETE` that is answered 404 behind one that got no
    ///   answer.
    #[must_use]
    pub fn carried_out(&self) -> CarriedOut {
        let unsettled = self.history().is_some_and(|history| history.unsettled);
        match self.last_carried_out() {
            CarriedOut::No if unsettled => CarriedOut::Unknown,
            last => last,
        }
    }

    /// The same for the last attempt alone.
    fn last_carried_out(&self) -> CarriedOut {
        match self {
            Self::Api(error) => of_status(error.status()),
            Self::Decode(error) => of_status(error.status()),
            Self::Transport(error) => match (error.status(), error.error().phase()) {
                (Some(status), _) => of_status(status),
                (None, Phase::NotSent) => CarriedOut::No,
                (None, Phase::Sent | Phase::Unknown) => CarriedOut::Unknown,
            },
            Self::Timeout(error) => match error.progress {
                Progress::Preparing => CarriedOut::No,
                Progress::Waiting => CarriedOut::Unknown,
                Progress::Reading(status) => of_status(status),
            },
            Self::OutcomeUnknown(_) => CarriedOut::Unknown,
            Self::Throttled(_) | Self::Request(_) => CarriedOut::No,
            Self::Paging(_) => CarriedOut::Yes,
        }
    }

    /// Whether the same call may be sent again: it can do no harm, and it has a
    /// chance.
    ///
    /// - True for any call if nothing was sent for want of a connection or of
    ///   room within the rate limit, or if the server answered 429.
    /// - True for calls that are [safe or idempotent](crate::Effect) also after
    ///   a timeout, a broken connection, 408, 425, 500, 502, 503 and 504.
    /// - False for everything else: for an answer that could not be read, since
    ///   that call was carried out, and where nobody can tell.
    ///
    /// A client has repeated such a call already, as often as its
    /// [`Retries`](crate::Retries) say. Wait before you do, as long as
    /// [`rate_limit`](Self::rate_limit) or the `Retry-After` header say.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let harmless = self.effect().is_repeatable();
        match self {
            Self::Api(error) => match error.status().as_u16() {
                429 => true,
                408 | 425 | 500 | 502 | 503 | 504 => harmless,
                _ => false,
            },
            Self::Transport(error) => match (error.error().phase(), error.error().kind()) {
                // As it is, it would come to the same for ever, or nobody
                // waits any more.
                (
                    _,
                    TransportErrorKind::Request
                    | TransportErrorKind::Encoding
                    | TransportErrorKind::Interrupted,
                ) => false,
                (Phase::NotSent, _) => true,
                (Phase::Sent | Phase::Unknown, _) => harmless,
            },
            Self::Timeout(error) => harmless || error.progress == Progress::Preparing,
            Self::Throttled(_) => true,
            Self::Decode(_) | Self::Request(_) | Self::Paging(_) | Self::OutcomeUnknown(_) => false,
        }
    }
}

fn of_status(status: StatusCode) -> CarriedOut {
    match status.as_u16() {
        200..=299 => CarriedOut::Yes,
        408 | 499 => CarriedOut::Unknown,
        300..=498 | 501 | 505 => CarriedOut::No,
        _ => CarriedOut::Unknown,
    }
}
