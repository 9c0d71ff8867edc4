//! Clients that can't be built.

use std::error::Error as StdError;
use std::fmt;

use crate::fault::Fault;

/// The client can't be built: something that it was given is wrong, or missing.
pub struct ConfigError {
    fault: Fault,
}

impl ConfigError {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault }
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

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the client can't be built: {}", self.fault)
    }
}

impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfigError")
            .field("message", &self.message())
            .field("help", &self.help())
            .finish_non_exhaustive()
    }
}

impl StdError for ConfigError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.fault.cause()
    }
}
