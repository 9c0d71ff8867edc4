//! Calls whose time is up.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::api::OperationRef;
use crate::error::{write_failed, write_request_id};
use crate::response::AttemptHistory;

/// How far a call had come when its time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The token provider had not responded.
    Preparing,
    /// The request was on its way, or the server at work.
    Waiting,
    /// The response was on its way.
    Reading(StatusCode),
}

/// The time for the call ran out.
pub struct TimeoutError {
    pub(super) operation: OperationRef,
    limit: Duration,
    pub(crate) progress: Progress,
    request_id: Option<String>,
    pub(super) history: AttemptHistory,
}

impl TimeoutError {
    pub(crate) fn new(
        operation: OperationRef,
        limit: Duration,
        progress: Progress,
        request_id: Option<String>,
    ) -> Self {
        Self {
            operation,
            limit,
            progress,
            request_id,
            history: AttemptHistory::default(),
        }
    }

    /// How long the call was allowed to take.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// The status, if the response had begun.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.progress {
            Progress::Reading(status) => Some(status),
            Progress::Preparing | Progress::Waiting => None,
        }
    }

    /// What identifies the request in the server's log, if the response had
    /// begun.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation, &self.history)?;
        write!(f, "timed out after {:?} ", self.limit)?;
        match self.progress {
            Progress::Preparing => f.write_str("(waiting for a token; nothing was sent)")?,
            Progress::Waiting => f.write_str("(the request may have been carried out)")?,
            Progress::Reading(status) => {
                write!(
                    f,
                    "(the response had begun with status {})",
                    status.as_u16()
                )?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

impl fmt::Debug for TimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TimeoutError")
            .field("operation", &self.operation)
            .field("request_path", &self.history.path)
            .field("limit", &self.limit)
            .field("status", &self.status())
            .field("request_id", &self.request_id)
            .field("attempts", &self.history.attempts)
            .finish_non_exhaustive()
    }
}

impl StdError for TimeoutError {}
