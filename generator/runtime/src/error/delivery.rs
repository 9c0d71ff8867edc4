//! Requests that the transport could not deliver, or bring a response for.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use crate::api::OperationRef;
use crate::error::{write_failed, write_request_id};
use crate::response::AttemptHistory;
use crate::secret::Secrets;
use crate::single_line::SingleLine;
use crate::transport::{Phase, TransportError};

/// No response came, or it broke off.
pub struct ConnectionError {
    pub(super) operation: OperationRef,
    error: TransportError,
    /// The transport's message, without credentials, should it have put them
    /// there.
    message: String,
    status: Option<StatusCode>,
    request_id: Option<String>,
    pub(super) history: AttemptHistory,
}

impl ConnectionError {
    pub(crate) fn new(operation: OperationRef, error: TransportError, secrets: &Secrets) -> Self {
        let message = secrets.redact(error.to_string());
        // Whoever prints an error prints its sources too. One that would give
        // a secret away is replaced by what can be said of it.
        let error = if secrets.are_in(format!("{error} {error:?}").as_bytes()) {
            TransportError::new(error.phase(), error.kind(), message.clone())
        } else {
            error
        };
        Self {
            operation,
            message,
            error,
            status: None,
            request_id: None,
            history: AttemptHistory::default(),
        }
    }

    pub(crate) fn responded(mut self, status: StatusCode, request_id: Option<String>) -> Self {
        self.status = Some(status);
        self.request_id = request_id;
        self
    }

    /// What the transport says.
    #[must_use]
    pub fn error(&self) -> &TransportError {
        &self.error
    }

    /// The status, if the response had begun when it broke off.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// What identifies the request in the server's log, if the response had
    /// begun.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation, &self.history)?;
        write!(f, "{}", SingleLine(&self.message, 500))?;
        match (self.status, self.error.phase()) {
            (Some(status), _) => {
                write!(
                    f,
                    " (the response broke off behind status {})",
                    status.as_u16()
                )?;
            }
            (None, Phase::NotSent) => f.write_str(" (nothing was sent)")?,
            (None, Phase::Sent) => f.write_str(" (the request had been sent)")?,
            (None, Phase::Unknown) => f.write_str(" (the request may have been carried out)")?,
        }
        write_request_id(f, self.request_id())
    }
}

/// Of the transport's error, the message stands for all.
impl fmt::Debug for ConnectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionError")
            .field("operation", &self.operation)
            .field("request_path", &self.history.path)
            .field("phase", &self.error.phase())
            .field("kind", &self.error.kind())
            .field("message", &self.message)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

impl StdError for ConnectionError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.error)
    }
}
