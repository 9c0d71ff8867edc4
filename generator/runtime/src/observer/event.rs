//! What an observer is told.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::StatusCode;

use crate::api::{Operation, OperationRef};
use crate::error::Error;

/// A call, as an [`Observer`](crate::observer::Observer) is told of it.
#[derive(Clone, Debug)]
pub struct ObservedCall {
    id: u64,
    client: Option<Arc<str>>,
    operation: OperationRef,
}

impl ObservedCall {
    pub(crate) fn new(client: Option<Arc<str>>, operation: OperationRef) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            client,
            operation,
        }
    }

    /// A number that no other call of this process has, by which start and end
    /// can be brought together.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The client's name, if it was given one
    /// ([`ClientBuilder::name`](crate::ClientBuilder::name)).
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.client.as_deref()
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }
}

/// What ended a call, or an attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Ending<'a> {
    /// Of a call: its value is there. Of an attempt: its response is there,
    /// whatever its status.
    Completed {
        /// The status of the response.
        status: StatusCode,
    },
    /// It came to an error other than a timeout.
    Failed {
        /// What the caller gets, or would get if this was the last attempt.
        error: &'a Error,
    },
    /// The time for it ran out: the call's, or what the server may be silent.
    TimedOut {
        /// What the caller gets, or would get if this was the last attempt.
        error: &'a Error,
    },
    /// Whoever waited for it went away: its future or stream was dropped.
    Cancelled,
}

impl<'a> Ending<'a> {
    pub(crate) fn of_call(error: &'a Error) -> Self {
        if error.is_timeout() {
            Self::TimedOut { error }
        } else {
            Self::Failed { error }
        }
    }

    /// To an attempt, an error of the server's is a response as any other.
    pub(crate) fn of_attempt(error: &'a Error) -> Self {
        match error {
            Error::Api(error) => Self::Completed {
                status: error.status(),
            },
            error => Self::of_call(error),
        }
    }

    /// `completed`, `failed`, `timed_out` or `cancelled`: a label for metrics.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Completed { .. } => "completed",
            Self::Failed { .. } => "failed",
            Self::TimedOut { .. } => "timed_out",
            Self::Cancelled => "cancelled",
        }
    }

    /// The status of the response, as far as one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Completed { status } => Some(*status),
            Self::Failed { error } | Self::TimedOut { error } => error.status(),
            Self::Cancelled => None,
        }
    }

    /// What it came to, if that is an error.
    #[must_use]
    pub fn error(&self) -> Option<&'a Error> {
        match *self {
            Self::Failed { error } | Self::TimedOut { error } => Some(error),
            Self::Completed { .. } | Self::Cancelled => None,
        }
    }
}

/// A status, an error's message, or `cancelled`.
impl fmt::Display for Ending<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Completed { status } => write!(f, "{status}"),
            Self::Failed { error } | Self::TimedOut { error } => error.fmt(f),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

/// The end of an attempt.
#[derive(Clone, Copy, Debug)]
pub struct AttemptEnd<'a> {
    pub(crate) number: u32,
    pub(crate) elapsed: Duration,
    pub(crate) ending: Ending<'a>,
}

impl<'a> AttemptEnd<'a> {
    /// 1 for the first attempt, 2 for the first repeat.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How long it took.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// What ended it.
    #[must_use]
    pub fn ending(&self) -> Ending<'a> {
        self.ending
    }
}

/// The end of a call.
#[derive(Clone, Copy, Debug)]
pub struct CallEnd<'a> {
    pub(crate) attempts: u32,
    pub(crate) queued: Duration,
    pub(crate) elapsed: Duration,
    pub(crate) sent: u64,
    pub(crate) received: u64,
    pub(crate) ending: Ending<'a>,
}

impl<'a> CallEnd<'a> {
    /// How many attempts there were.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long it waited for the rate limit, all attempts together.
    #[must_use]
    pub fn queued(&self) -> Duration {
        self.queued
    }

    /// How many bytes the bodies of its requests have, all attempts together, without
    /// those that come piece by piece.
    #[must_use]
    pub fn sent_bytes(&self) -> u64 {
        self.sent
    }

    /// How many bytes the body of its response has, unless it was read as a stream.
    #[must_use]
    pub fn received_bytes(&self) -> u64 {
        self.received
    }

    /// How long it took, with all attempts and waits.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// What ended it.
    #[must_use]
    pub fn ending(&self) -> Ending<'a> {
        self.ending
    }
}

/// A repeat that is about to come.
#[derive(Clone, Copy, Debug)]
pub struct RetryScheduled<'a> {
    pub(crate) number: u32,
    pub(crate) wait: Duration,
    pub(crate) error: &'a Error,
}

impl<'a> RetryScheduled<'a> {
    /// The number of the attempt that comes: 2 for the first repeat.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// How long it waits before.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// What the last attempt came to.
    #[must_use]
    pub fn error(&self) -> &'a Error {
        self.error
    }
}
