//! How much a client may repeat as a whole.

use std::sync::{Mutex, PoisonError};

/// Tokens for repeats, shared by all calls of a client: a repeat takes one, and
/// there is none where none is left.
///
/// Calls bring in a little, and successes more. So a few failures are always
/// repeated, and many failures among many successes too. But where nothing
/// succeeds any more, the traffic stays within a tenth of one attempt for each
/// call, and an outage isn't made worse by those who wait for its end.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: Mutex<f64>,
    most: f64,
}

/// What a call brings in by being sent the first time.
const PER_CALL: f64 = 0.1;

/// What a call brings in by its success.
const PER_SUCCESS: f64 = 0.6;

impl RetryBudget {
    pub(crate) fn new(most: u32) -> Self {
        Self {
            tokens: Mutex::new(f64::from(most)),
            most: f64::from(most),
        }
    }

    pub(crate) fn call(&self) {
        self.add(PER_CALL);
    }

    pub(crate) fn success(&self) {
        self.add(PER_SUCCESS);
    }

    /// Takes a token, if there is one.
    pub(crate) fn take(&self) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if *tokens < 1.0 {
            return false;
        }
        *tokens -= 1.0;
        true
    }

    fn add(&self, share: f64) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = (*tokens + share).min(self.most);
    }
}

#[cfg(test)]
mod tests {
    use super::RetryBudget;

    /// Repeats of calls of which none succeeds, three for each.
    fn outage(budget: &RetryBudget, calls: u32) -> u32 {
        let mut repeats = 0;
        for _ in 0..calls {
            budget.call();
            repeats += (0..3).filter(|_| budget.take()).count();
        }
        u32::try_from(repeats).unwrap()
    }

    #[test]
    fn an_outage_is_not_made_worse() {
        let budget = RetryBudget::new(50);
        let repeats = outage(&budget, 10_000);
        assert!((1000..=1060).contains(&repeats), "{repeats}");
    }

    #[test]
    fn failures_among_successes_are_repeated() {
        let budget = RetryBudget::new(50);
        for call in 0..10_000 {
            budget.call();
            // Every third call has to be sent twice.
            assert!(call % 3 != 0 || budget.take(), "{call}");
            budget.success();
        }
    }

    #[test]
    fn without_tokens_nothing_is_repeated() {
        assert_eq!(outage(&RetryBudget::new(0), 100), 0);
    }
}
