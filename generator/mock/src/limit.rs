//! How many requests are taken in a window of time.

use std::time::Duration;

/// What is left after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Requests in a window.
    pub limit: u64,
    /// Requests left in this one.
    pub remaining: u64,
    /// When it ends, in Unix seconds.
    pub reset: u64,
    /// The request was one too many.
    pub is_exceeded: bool,
}

/// Counts requests in windows of ten seconds, as they fall on the clock.
#[derive(Debug)]
pub(crate) struct Limiter {
    limit: Option<u64>,
    window: u64,
    used: u64,
}

/// The length of a window, in seconds.
const WINDOW: u64 = 10;

impl Limiter {
    /// So many requests a minute, in windows of ten seconds; none: no limit.
    pub(crate) fn new(per_minute: Option<u64>) -> Self {
        let limit = per_minute.filter(|limit| *limit > 0);
        Self {
            limit: limit.map(|limit| limit.div_ceil(60 / WINDOW)),
            window: 0,
            used: 0,
        }
    }

    /// Counts a request.
    pub(crate) fn take(&mut self, now: Duration) -> Option<Budget> {
        let limit = self.limit?;
        let window = now.as_secs() / WINDOW;
        if window != self.window {
            self.window = window;
            self.used = 0;
        }
        let is_exceeded = self.used >= limit;
        if !is_exceeded {
            self.used += 1;
        }
        Some(Budget {
            limit,
            remaining: limit - self.used,
            reset: (window + 1) * WINDOW,
            is_exceeded,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lasts_ten_seconds() {
        let mut limiter = Limiter::new(Some(12));
        let at = |second: u64| Duration::from_secs(second);
        let mut left = |second| {
            let budget = limiter.take(at(second)).unwrap();
            (!budget.is_exceeded).then_some((budget.remaining, budget.reset))
        };
        assert_eq!(left(1000), Some((1, 1010)));
        assert_eq!(left(1009), Some((0, 1010)));
        assert_eq!(left(1009), None);
        assert_eq!(left(1010), Some((1, 1020)));
    }

    #[test]
    fn a_thousand_a_minute_are_167_in_a_window() {
        let budget = Limiter::new(Some(1000)).take(Duration::ZERO).unwrap();
        assert_eq!(budget.limit, 167);
        assert_eq!(Limiter::new(Some(0)).take(Duration::ZERO), None);
    }
}
