//! What came before an error.

use std::sync::Arc;

use crate::api::Idempotency;
use crate::response::RateLimit;

/// The attempts of a call up to its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttemptHistory {
    /// The path with its values, as messages may show it; none where nothing was
    /// to be sent.
    pub(crate) path: Option<Arc<str>>,
    /// How often the request was sent, or tried to be.
    pub(crate) attempts: u32,
    /// What a repeat does; none where the operation's own says it.
    pub(crate) idempotency: Option<Idempotency>,
    /// Whether an attempt before the last may have been carried out.
    pub(crate) unsettled: bool,
    /// The latest that the client knows of the rate limit.
    pub(crate) rate_limit: Option<RateLimit>,
}
