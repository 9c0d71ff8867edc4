//! What a caller says for one call alone.

use std::sync::Arc;
use std::time::Duration;

use crate::api::Idempotency;
use crate::middleware::Middleware;
use crate::rate_limiter::Priority;
use crate::retry::RetryPolicy;

/// A limit of time, as a call sets it for itself.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Limit {
    /// The client's counts.
    #[default]
    Clients,
    Off,
    After(Duration),
}

impl Limit {
    /// What counts, beside the client's own.
    pub(crate) fn or(self, clients: Option<Duration>) -> Option<Duration> {
        match self {
            Self::Clients => clients,
            Self::Off => None,
            Self::After(limit) => Some(limit),
        }
    }
}

/// What holds for one call, in place of what the client or the description
/// says.
///
/// Every call has room for it, so what few of them set lies in a box.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Limit,
    pub(crate) idempotency: Option<Idempotency>,
    pub(crate) priority: Priority,
    /// Whether it goes without waiting for the rate limiter.
    pub(crate) unpaced: bool,
    rare: Option<Box<Rare>>,
}

const _: () = assert!(size_of::<Options>() <= 4 * size_of::<usize>());

#[derive(Clone, Default)]
struct Rare {
    retries: Option<RetryPolicy>,
    idle: Limit,
    max_response_bytes: Option<usize>,
    middlewares: Vec<Arc<dyn Middleware>>,
}

impl Options {
    fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    pub(crate) fn set_retries(&mut self, retries: RetryPolicy) {
        self.rare().retries = Some(retries);
    }

    pub(crate) fn set_idle(&mut self, idle: Limit) {
        self.rare().idle = idle;
    }

    pub(crate) fn set_max_response_bytes(&mut self, limit: usize) {
        self.rare().max_response_bytes = Some(limit);
    }

    pub(crate) fn add_middleware(&mut self, middleware: impl Middleware) {
        self.rare().middlewares.push(Arc::new(middleware));
    }

    pub(crate) fn retry_policy(&self) -> Option<&RetryPolicy> {
        self.rare.as_ref()?.retries.as_ref()
    }

    pub(crate) fn idle(&self) -> Limit {
        self.rare.as_ref().map_or(Limit::Clients, |rare| rare.idle)
    }

    pub(crate) fn max_response_bytes(&self) -> Option<usize> {
        self.rare.as_ref()?.max_response_bytes
    }

    /// This call's own, the outermost first.
    pub(crate) fn middlewares(&self) -> &[Arc<dyn Middleware>] {
        self.rare.as_ref().map_or(&[], |rare| &rare.middlewares)
    }
}
