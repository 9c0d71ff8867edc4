//! Calls that the client's own rate limiter did not let go.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::api::OperationRef;
use crate::error::write_failed;
use crate::response::AttemptHistory;

/// The rate limit leaves no room for the call within its time. Nothing was
/// sent.
///
/// It comes at once where it can be foreseen, and not only when the time is up.
pub struct RateLimitedError {
    pub(super) operation: OperationRef,
    wait: Duration,
    left: Duration,
    ahead: usize,
    pub(super) history: AttemptHistory,
}

impl RateLimitedError {
    pub(crate) fn new(
        operation: OperationRef,
        wait: Duration,
        left: Duration,
        ahead: usize,
    ) -> Self {
        Self {
            operation,
            wait,
            left,
            ahead,
            history: AttemptHistory::default(),
        }
    }

    /// How long the call would have had to wait for its turn, as far as can be
    /// foreseen.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// How much time there was for it.
    #[must_use]
    pub fn time_left(&self) -> Duration {
        self.left
    }

    /// How many calls were waiting before it.
    #[must_use]
    pub fn ahead(&self) -> usize {
        self.ahead
    }
}

impl fmt::Display for RateLimitedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation, &self.history)?;
        let Self {
            wait, left, ahead, ..
        } = self;
        write!(
            f,
            "the rate limit lets it go in about {:.1} s, and its time is up in {:.1} s; {ahead} \
             calls wait before it (nothing was sent)",
            wait.as_secs_f64(),
            left.as_secs_f64(),
        )
    }
}

impl fmt::Debug for RateLimitedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimitedError")
            .field("operation", &self.operation)
            .field("request_path", &self.history.path)
            .field("wait", &self.wait)
            .field("time_left", &self.left)
            .field("ahead", &self.ahead)
            .finish_non_exhaustive()
    }
}

impl StdError for RateLimitedError {}
