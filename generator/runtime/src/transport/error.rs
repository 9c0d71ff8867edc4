//! What can go wrong between a client and its server.

use std::error::Error as StdError;
use std::fmt;

use crate::boxed::BoxError;

/// How far a request had come when it failed.
///
/// It decides whether a write may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Nothing has reached the server: the host was not found, or refused the
    /// connection.
    NotSent,
    /// The server has the request: its response had begun.
    Sent,
    /// It can't be told.
    Unknown,
}

/// What kind of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about: DNS, TCP or TLS.
    Connect,
    /// The server's certificate can't be trusted, or it didn't trust ours. A
    /// repeat would come to the same.
    Certificate,
    /// The transport's own limit of time ran out.
    Timeout,
    /// The connection broke before a response came.
    Reset,
    /// The connection broke while a body was on its way.
    Body,
    /// The response's compression is broken, or it grows beyond measure.
    Encoding,
    /// The transport refused the request as it was.
    Request,
    /// Sending was given up by whoever ran it.
    Interrupted,
    /// Anything else.
    Other,
}

/// Why a transport could not bring back a response, or not all of it.
///
/// The message of the cause is part of `Display`, since HTTP libraries hide
/// what matters ("certificate expired", "connection refused") behind several
/// layers of sources.
#[derive(Debug)]
pub struct TransportError {
    phase: Phase,
    kind: TransportErrorKind,
    source: BoxError,
}

impl TransportError {
    /// A failure with what is known about it.
    ///
    /// The source must not hold credentials; a URL in it is a place where they
    /// hide.
    pub fn new(phase: Phase, kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self {
            phase,
            kind,
            source: source.into(),
        }
    }

    /// How far the request had come.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What kind of failure it was.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.source)?;
        // Libraries differ in whether a message repeats its source's, so a
        // source is written only where the text so far lacks it.
        let mut written = self.source.to_string();
        let mut next = self.source.source();
        while let Some(source) = next {
            let text = source.to_string();
            if !written.contains(&text) {
                write!(f, ": {text}")?;
                written.push_str(&text);
            }
            next = source.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
