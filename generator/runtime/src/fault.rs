//! What is wrong with a request or a client before anything is sent.

use std::error::Error as StdError;
use std::fmt;

use crate::boxed::BoxError;
use crate::single_line::SingleLine;

/// Why a request can't be sent: found while it was described, and kept until
/// somebody sends it, so that describing never fails.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) message: String,
    pub(crate) help: Option<&'static str>,
    pub(crate) source: Option<BoxError>,
}

impl Fault {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
            source: None,
        }
    }

    pub(crate) fn help(mut self, help: &'static str) -> Self {
        self.help = Some(help);
        self
    }

    pub(crate) fn source(mut self, source: BoxError) -> Self {
        self.source = Some(source);
        self
    }

    /// What lies behind it.
    pub(crate) fn cause(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

/// The message, its cause, and how to mend it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", SingleLine(&self.message, 500))?;
        if let Some(source) = &self.source {
            write!(f, ": {}", SingleLine(&source.to_string(), 500))?;
        }
        if let Some(help) = self.help {
            write!(f, " ({help})")?;
        }
        Ok(())
    }
}

/// A fault is kept in a call, and calls are cloned; of its cause, the text is
/// what counts.
impl Clone for Fault {
    fn clone(&self) -> Self {
        Self {
            message: self.message.clone(),
            help: self.help,
            source: self.source.as_ref().map(|source| repeat(source.as_ref())),
        }
    }
}

fn repeat(source: &(dyn StdError + Send + Sync + 'static)) -> BoxError {
    source.to_string().into()
}
