//! What a caller says about which failures are repeated.

use std::fmt;
use std::sync::Arc;

use crate::api::Idempotency;
use crate::error::{Error, Outcome};

/// What is to be done about a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// What is done without a classifier; see
    /// [`RetryPolicy`](crate::RetryPolicy).
    Default,
    /// The request is sent again, if that can do no harm; see
    /// [`RetryPolicy::classify`](crate::RetryPolicy::classify).
    Retry,
    /// The call ends with this failure.
    Stop,
}

/// Tells which failures are repeated; see
/// [`RetryPolicy::classify`](crate::RetryPolicy::classify).
///
/// Functions from a failure to a [`Decision`] are classifiers.
pub trait Classify: Send + Sync + 'static {
    /// What is to be done about a failed attempt.
    fn classify(&self, failure: &Error) -> Decision;
}

impl<F: Fn(&Error) -> Decision + Send + Sync + 'static> Classify for F {
    fn classify(&self, failure: &Error) -> Decision {
        self(failure)
    }
}

/// A classifier that policies share. Two are the same if one is a clone of the
/// other.
#[derive(Clone)]
pub(super) struct Classifier(pub(super) Arc<dyn Classify>);

impl PartialEq for Classifier {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Classifier {}

impl fmt::Debug for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Classifier")
    }
}

/// Whether the request may be sent again, by the decision of a caller.
pub(super) fn is_retried(decision: Decision, failure: &Error) -> bool {
    match decision {
        Decision::Default => failure.is_retryable(),
        Decision::Stop => false,
        Decision::Retry => {
            let harmless = failure.idempotency() != Idempotency::NonIdempotent;
            let can_differ = matches!(failure, Error::Api(_) | Error::Connection(_));
            can_differ && (harmless || failure.outcome() == Outcome::No)
        }
    }
}
