//! Requests that can't be sent, and clients that can't be built.

use std::error::Error as StdError;
use std::fmt;

use crate::api::OperationRef;
use crate::fault::Fault;
use crate::response::AttemptHistory;
use crate::single_line::SingleLine;

/// The request was not sent, because something about it or about the client was
/// wrong.
#[derive(Debug)]
pub struct InvalidRequestError {
    pub(super) operation: Option<OperationRef>,
    fault: Fault,
    pub(super) history: AttemptHistory,
}

impl InvalidRequestError {
    pub(crate) fn new(operation: Option<OperationRef>, fault: Fault) -> Self {
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

    /// A suggested fix, if there is one.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.fault.help
    }
}

impl fmt::Display for InvalidRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.operation {
            Some(operation) => write!(f, "{} was not sent: ", **operation)?,
            None => f.write_str("the client can't be built: ")?,
        }
        write!(f, "{}", SingleLine(&self.fault.message, 500))?;
        if let Some(source) = &self.fault.source {
            write!(f, ": {}", SingleLine(&source.to_string(), 500))?;
        }
        if let Some(help) = self.fault.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

impl StdError for InvalidRequestError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.fault.source.as_deref()?;
        Some(source)
    }
}
