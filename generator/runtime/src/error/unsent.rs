//! Calls to which no response came, or none that could end them.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::auth::Secrets;
use crate::error::text::Tame;
use crate::error::trail::Trail;
use crate::error::{write_failed, write_request_id};
use crate::operation::OperationRef;
use crate::pointer::Obstacle;
use crate::request::Fault;
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
    pub(super) trail: Trail,
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
            trail: Trail::default(),
        }
    }

    pub(crate) fn answered(mut self, status: StatusCode, request_id: Option<String>) -> Self {
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
        write_failed(f, &self.operation)?;
        write!(f, "{}", Tame(&self.message, 500))?;
        match (self.status, self.error.phase()) {
            (Some(status), _) => {
                write!(
                    f,
                    " (the answer broke off behind status {})",
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

/// How far a call had come when its time ran out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    /// The token provider had not answered.
    Preparing,
    /// The request was on its way, or the server at work.
    Waiting,
    /// The response was on its way.
    Reading(StatusCode),
}

/// The time for the call ran out.
#[derive(Debug)]
pub struct TimeoutError {
    pub(super) operation: OperationRef,
    limit: Duration,
    pub(crate) progress: Progress,
    request_id: Option<String>,
    pub(super) trail: Trail,
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
            trail: Trail::default(),
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
        write_failed(f, &self.operation)?;
        write!(f, "not done after {:?} ", self.limit)?;
        match self.progress {
            Progress::Preparing => f.write_str("(waiting for a token; nothing was sent)")?,
            Progress::Waiting => f.write_str("(the request may have been carried out)")?,
            Progress::Reading(status) => {
                write!(f, "(the answer had begun with status {})", status.as_u16())?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

impl StdError for TimeoutError {}

/// The request was not sent, because something about it or about the client was
/// wrong.
#[derive(Debug)]
pub struct InvalidRequestError {
    pub(super) operation: Option<OperationRef>,
    fault: Fault,
    pub(super) trail: Trail,
}

impl InvalidRequestError {
    pub(crate) fn new(operation: Option<OperationRef>, fault: Fault) -> Self {
        Self {
            operation,
            fault,
            trail: Trail::default(),
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
        match &self.operation {
            Some(operation) => write!(f, "{} was not sent: ", **operation)?,
            None => f.write_str("the client can't be built: ")?,
        }
        write!(f, "{}", Tame(&self.fault.message, 500))?;
        if let Some(source) = &self.fault.source {
            write!(f, ": {}", Tame(&source.to_string(), 500))?;
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

/// The pages of a list can't be followed: the server gave a cursor or a page for
/// the second time, or something that is none where the next one belongs.
///
/// All items of the pages so far were delivered.
#[derive(Debug)]
pub struct PaginationError {
    pub(super) operation: OperationRef,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Repeats(String),
    SamePage,
    Obstacle(Obstacle),
    Url { url: String, reason: &'static str },
}

impl PaginationError {
    /// The cursor is server text.
    pub(crate) fn repeats(operation: OperationRef, cursor: String, secrets: &Secrets) -> Self {
        let problem = Problem::Repeats(secrets.redact(cursor));
        Self { operation, problem }
    }

    pub(crate) fn same_page(operation: OperationRef) -> Self {
        let problem = Problem::SamePage;
        Self { operation, problem }
    }

    /// The URL is server text.
    pub(crate) fn url(
        operation: OperationRef,
        url: String,
        reason: &'static str,
        secrets: &Secrets,
    ) -> Self {
        let url = secrets.redact(url);
        let problem = Problem::Url { url, reason };
        Self { operation, problem }
    }

    pub(crate) fn obstacle(operation: OperationRef, obstacle: Obstacle) -> Self {
        let problem = Problem::Obstacle(obstacle);
        Self { operation, problem }
    }

    /// The cursor that came again, if that is what happened; without secrets.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        match &self.problem {
            Problem::Repeats(cursor) => Some(cursor),
            Problem::SamePage | Problem::Obstacle(_) | Problem::Url { .. } => None,
        }
    }

    /// The URL of the next page that can't be followed, if that is what
    /// happened; without secrets.
    #[must_use]
    pub fn url_refused(&self) -> Option<&str> {
        match &self.problem {
            Problem::Url { url, .. } => Some(url),
            Problem::Repeats(_) | Problem::SamePage | Problem::Obstacle(_) => None,
        }
    }

    /// Where in the page something stands that leads to no cursor, as a JSON
    /// pointer, if that is what happened.
    #[must_use]
    pub fn obstacle_at(&self) -> Option<&str> {
        match &self.problem {
            Problem::Obstacle(obstacle) => Some(obstacle.at),
            Problem::Repeats(_) | Problem::SamePage | Problem::Url { .. } => None,
        }
    }
}

impl fmt::Display for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation)?;
        match &self.problem {
            Problem::Repeats(cursor) => write!(
                f,
                "the cursor `{}` came for the second time, so the pages repeat themselves",
                Tame(cursor, 200)
            ),
            Problem::SamePage => f.write_str(
                "two pages in a row are the same, so the server does not count as it should",
            ),
            Problem::Url { url, reason } => write!(
                f,
                "the URL of the next page, `{}`, can't be followed: {reason}; there may be more \
                 pages, and they can't be asked for",
                Tame(url, 500)
            ),
            Problem::Obstacle(Obstacle { wanted, at, found }) => {
                let place = match *at {
                    "" => "the page".to_owned(),
                    at => format!("`{at}`"),
                };
                write!(
                    f,
                    "the cursor of the next page should be at `{wanted}`, but {place} is {found}; \
                     there may be more pages, and they can't be asked for"
                )
            }
        }
    }
}

impl StdError for PaginationError {}
