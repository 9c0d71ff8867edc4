//! Sending again what failed: what may be repeated, when, and how often.

mod budget;
mod classify;
mod wait;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use budget::RetryBudget;
use classify::{Classifier, is_retried};
pub use classify::{Classify, Decision};
pub(crate) use wait::wait_of;

use crate::error::Error;
use crate::random::{Rng, fraction};

/// How often a call is sent again after a failure, and how long it waits
/// before.
///
/// Not everything is repeated:
///
/// | failed with | [safe, idempotent](crate::Idempotency) | [unsafe](crate::Idempotency) |
/// |---|---|---|
/// | no connection (DNS, TCP, TLS): nothing was sent | yes | yes |
/// | 429 | yes | yes |
/// | 408, 425, 500, 502, 503, 504 | yes | no |
/// | a connection that broke, a response that broke off, silence beyond the idle limit | yes | no |
/// | anything else | no | no |
///
/// Of an unsafe call whose outcome can't be told, the caller gets
/// [`Error::OutcomeUnknown`].
/// A body that is a stream can't be sent again, and so isn't. Nor is anything
/// repeated whose wait would go beyond the call's [timeout](crate::Call::timeout),
/// which is one for all attempts and the waits between them.
///
/// The wait before a repeat is a random part of a bound that doubles each time
/// ("full jitter"), so that clients which failed together don't come back
/// together. A `Retry-After` (seconds or a date) or, behind a 429, the reset of
/// the rate limit makes it longer.
///
/// ```
/// use std::time::Duration;
///
/// # use oas_runtime::RetryPolicy;
/// let patient = RetryPolicy::new()
///     .max_attempts(8)
///     .initial_backoff(Duration::from_secs(1))
///     .max_backoff(Duration::from_secs(30));
/// assert_ne!(patient, RetryPolicy::new());
/// assert_eq!(RetryPolicy::off(), RetryPolicy::new().max_attempts(1));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    pub(crate) max_attempts: u32,
    pub(crate) initial_backoff: Duration,
    max_backoff: Duration,
    pub(crate) max_elapsed: Duration,
    classifier: Option<Classifier>,
}

impl RetryPolicy {
    /// What a client does unless it is told otherwise: at most 4 attempts, up
    /// to 0.25 s before the second, twice as much before each further one and
    /// never more than 10 s, and none later than 2 minutes from the start.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            max_attempts: 4,
            initial_backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(10),
            max_elapsed: Duration::from_secs(120),
            classifier: None,
        }
    }

    /// One attempt, and no repeat of anything.
    #[must_use]
    pub const fn off() -> Self {
        Self::new().max_attempts(1)
    }

    /// Sets how often a request is sent at most, the first time included. 0
    /// counts as 1.
    #[must_use]
    pub const fn max_attempts(mut self, most: u32) -> Self {
        self.max_attempts = if most == 0 { 1 } else { most };
        self
    }

    /// Sets the bound of the wait before the second attempt; it doubles with
    /// each further one.
    #[must_use]
    pub const fn initial_backoff(mut self, bound: Duration) -> Self {
        self.initial_backoff = bound;
        self
    }

    /// Sets the bound that the doubling never exceeds. What a server asks for
    /// may be longer.
    #[must_use]
    pub const fn max_backoff(mut self, bound: Duration) -> Self {
        self.max_backoff = bound;
        self
    }

    /// Sets how long behind the start of a call its last attempt may begin. The
    /// call's timeout holds besides.
    #[must_use]
    pub const fn max_elapsed(mut self, limit: Duration) -> Self {
        self.max_elapsed = limit;
        self
    }

    /// Asks a function of yours about each failed attempt, before what is said
    /// above counts: it may have more repeated, or less.
    ///
    /// It can't make a repeat do harm. [`Decision::Retry`] holds for calls whose
    /// repeat does none, and for all others if the server [did not do](Error::outcome)
    /// what it was asked for. Who knows that a repeat of another call does no
    /// harm says so by [`Call::idempotency`](crate::Call::idempotency).
    /// The number of attempts, the time for them and the retry budget hold all
    /// the same. Only error responses and failures of the connection can be
    /// repeated: time that is up, and requests that are wrong, stay so.
    ///
    /// ```
    /// # use oas_runtime::retry::Decision;
    /// # use oas_runtime::{Error, RetryPolicy};
    /// // Somebody else holds the lock; the server has done nothing.
    /// let policy = RetryPolicy::new().classify(|failure: &Error| match failure.status() {
    ///     Some(status) if status.as_u16() == 409 => Decision::Retry,
    ///     _ => Decision::Default,
    /// });
    /// ```
    #[must_use]
    pub fn classify(mut self, classify: impl Classify) -> Self {
        self.classifier = Some(Classifier(Arc::new(classify)));
        self
    }

    /// Whether the same request may be sent again behind this failure.
    pub(crate) fn retries(&self, failure: &Error) -> bool {
        match &self.classifier {
            None => failure.is_retryable(),
            Some(Classifier(classify)) => is_retried(classify.classify(failure), failure),
        }
    }

    /// A random wait before the attempt behind that many.
    pub(crate) fn wait(&self, behind: u32, random: &dyn Rng) -> Duration {
        let doublings = behind.saturating_sub(1).min(30);
        let bound = self
            .initial_backoff
            .saturating_mul(1 << doublings)
            .min(self.max_backoff);
        bound.mul_f64(fraction(random))
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::RetryPolicy;
    use crate::random::SeededRng;

    #[test]
    fn waits_are_jittered_over_all_of_a_bound_that_doubles() {
        let retries = RetryPolicy::new()
            .initial_backoff(Duration::from_secs(1))
            .max_backoff(Duration::from_secs(5));
        let random = SeededRng::new(1);
        for (behind, bound) in [(1, 1.0), (2, 2.0), (3, 4.0), (4, 5.0), (60, 5.0)] {
            let waits: Vec<f64> = (0..1000)
                .map(|_| retries.wait(behind, &random).as_secs_f64())
                .collect();
            let (least, most) = waits
                .iter()
                .fold((f64::MAX, 0.0_f64), |(least, most), wait| {
                    (least.min(*wait), most.max(*wait))
                });
            assert!(least < bound * 0.02, "{behind}: {least}");
            assert!(most > bound * 0.98 && most <= bound, "{behind}: {most}");
        }
    }
}
