//! Calls of which nobody can tell what became of them.

use std::error::Error as StdError;
use std::fmt;
use std::time::SystemTime;

use bytes::Bytes;

use crate::api::{Operation, OperationRef};
use crate::error::Error;
use crate::transport::Phase;

/// A call that changes something, and whose repeat might change it twice, was
/// sent, and no response tells what became of it.
///
/// It holds what is needed to find out: look on the server for what
/// [`request_body`](Self::request_body) asked for, and repeat the call only if
/// it isn't there. [`Call::reconcile`](crate::Call::reconcile) does both.
///
/// `Debug` and `Display` show neither body nor query.
pub struct OutcomeUnknownError {
    pub(super) operation: OperationRef,
    pub(super) cause: Error,
    path: String,
    body: Option<Bytes>,
    sent_at: SystemTime,
    failed_at: SystemTime,
}

/// What is known about a request by the time it is given up.
pub(crate) struct Sent {
    pub(crate) path: String,
    pub(crate) body: Option<Bytes>,
    pub(crate) begun: SystemTime,
    pub(crate) given_up: SystemTime,
}

impl OutcomeUnknownError {
    pub(crate) fn new(operation: OperationRef, cause: Error, sent: Sent) -> Self {
        Self {
            operation,
            cause,
            path: sent.path,
            body: sent.body,
            sent_at: sent.begun,
            failed_at: sent.given_up,
        }
    }

    /// What happened: an error of the transport, a timeout, or a response that
    /// leaves it open, such as a gateway's 502.
    #[must_use]
    pub fn cause(&self) -> &Error {
        &self.cause
    }

    /// The cause alone.
    #[must_use]
    pub fn into_cause(self) -> Error {
        self.cause
    }

    /// The operation that was called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// The path and query as they went out, behind the base URL and without
    /// credentials.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The body that was sent, unless it was a stream or there was none.
    #[must_use]
    pub fn request_body(&self) -> Option<&Bytes> {
        self.body.as_ref()
    }

    /// How far the request had come.
    #[must_use]
    pub fn phase(&self) -> Phase {
        match &self.cause {
            Error::Connection(error) => error.error().phase(),
            Error::Api(_) => Phase::Sent,
            _ => Phase::Unknown,
        }
    }

    /// When it was sent, by this machine's clock. The server's may differ.
    #[must_use]
    pub fn sent_at(&self) -> SystemTime {
        self.sent_at
    }

    /// When it was given up, by this machine's clock. It may still be carried
    /// out behind this moment.
    #[must_use]
    pub fn failed_at(&self) -> SystemTime {
        self.failed_at
    }
}

impl fmt::Display for OutcomeUnknownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(f)?;
        match &self.cause {
            // These say it themselves.
            Error::Connection(error) if error.error().phase() == Phase::Unknown => Ok(()),
            Error::Timeout(_) => Ok(()),
            _ => f.write_str(" (the request may have been carried out)"),
        }
    }
}

impl fmt::Debug for OutcomeUnknownError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutcomeUnknownError")
            .field("operation", &self.operation)
            .field("cause", &self.cause)
            .field("phase", &self.phase())
            .field("body_bytes", &self.body.as_ref().map(Bytes::len))
            .field("sent_at", &self.sent_at)
            .field("failed_at", &self.failed_at)
            .finish_non_exhaustive()
    }
}

impl StdError for OutcomeUnknownError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.cause)
    }
}
