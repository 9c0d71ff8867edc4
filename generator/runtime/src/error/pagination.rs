//! Lists that can't be followed to their end.

use std::error::Error as StdError;
use std::fmt;

use crate::api::OperationRef;
use crate::error::write_failed;
use crate::json_pointer::Obstacle;
use crate::response::AttemptHistory;
use crate::secret::Secrets;
use crate::single_line::SingleLine;

/// The pages of a list can't be followed: the server gave a cursor or a page for
/// the second time, or something that is none where the next one belongs.
///
/// All items of the pages so far were delivered.
pub struct PaginationError {
    pub(super) operation: OperationRef,
    problem: Problem,
}

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
        write_failed(f, &self.operation, &AttemptHistory::default())?;
        match &self.problem {
            Problem::Repeats(cursor) => write!(
                f,
                "the cursor `{}` came for the second time, so the pages repeat themselves",
                SingleLine(cursor, 200)
            ),
            Problem::SamePage => f.write_str(
                "two pages in a row are the same, so the server does not count as it should",
            ),
            Problem::Url { url, reason } => write!(
                f,
                "the URL of the next page, `{}`, can't be followed: {reason}; there may be more \
                 pages, and they can't be asked for",
                SingleLine(url, 500)
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

impl fmt::Debug for PaginationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaginationError")
            .field("message", &self.to_string())
            .finish_non_exhaustive()
    }
}

impl StdError for PaginationError {}
