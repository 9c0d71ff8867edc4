//! What came before an error.

use crate::api::Idempotency;
use crate::response::RateLimit;

/// The attempts of a call up to its end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AttemptHistory {
    /// How often the request was sent, or tried to be.
    pub(crate) attempts: u32,
    /// What a repeat does; none where the operation's own says it.
    pub(crate) idempotency: Option<Idempotency>,
    /// Whether an attempt before the last may have been carried out.
    pub(crate) unsettled: bool,
    /// The latest that the client knows of the rate limit.
    pub(crate) rate_limit: Option<RateLimit>,
}
