//! Requests that can't be sent.

use std::error::Error as StdError;
use std::fmt;

use crate::api::OperationRef;
use crate::fault::Fault;
use crate::response::AttemptHistory;

/// The request was not sent, because something about it was wrong.
pub struct InvalidRequestError {
    pub(super) operation: OperationRef,
    fault: Fault,
    pub(super) history: AttemptHistory,
}

impl InvalidRequestError {
    pub(crate) fn new(operation: OperationRef, fault: Fault) -> Self {
        Self {
            operation,
            fault,
            history: AttemptHistory::default(),
        }
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.fault.message
    }

    /// How to mend it, if that can be told.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.fault.help
    }
}

impl fmt::Display for InvalidRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: {}", *self.operation, self.fault)
    }
}

impl fmt::Debug for InvalidRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvalidRequestError")
            .field("operation", &self.operation)
            .field("message", &self.message())
            .field("help", &self.help())
            .finish_non_exhaustive()
    }
}

impl StdError for InvalidRequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.fault.cause()
    }
}
