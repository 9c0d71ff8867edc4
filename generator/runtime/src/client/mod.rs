//! The client: what all calls share.

mod attempt;
mod base_url;
pub(crate) mod blocking;
mod build;
mod builder;
mod deadline;
mod execution;
mod observation;
mod options;
mod pending;
mod prepare;
#[cfg(feature = "tracing")]
mod trace;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

pub use builder::ClientBuilder;
pub(crate) use execution::{Begun, begin, send};
pub(crate) use observation::{Observation, Received};
pub(crate) use options::{Limit, Options};
pub(crate) use pending::PendingRequest;

use self::base_url::BaseUrl;
use crate::api::{ApiMetadata, Operation};
use crate::auth::Credentials;
use crate::boxed::BoxFuture;
use crate::fault::Fault;
use crate::middleware::Middleware;
use crate::observer::Observer;
use crate::random::Rng;
use crate::rate_limiter::RateLimiter;
use crate::retry::{RetryBudget, RetryPolicy};
use crate::transport::Transport;
use crate::unforeseen::UnforeseenReporter;

impl Inner {
    /// The base URL of an operation that has one of its own, unless the caller
    /// has sent this client elsewhere than to the API's own servers. Where it is
    /// a path alone, it is on the client's host in any case.
    fn own_base(&self, operation: &Operation) -> Result<Option<BaseUrl>, Fault> {
        let Some(own) = operation.own_server() else {
            return Ok(None);
        };
        if own.starts_with('/') {
            let usual = match self.profile.servers.first() {
                Some(server) => BaseUrl::path_of(server.url()),
                None => self.profile.base_path,
            };
            return self.base.beside(usual, own).map(Some);
        }
        let base = self.base.as_str();
        let mut servers = self.profile.servers.iter();
        let is_known = servers.any(|server| server.url().trim_end_matches('/') == base);
        is_known.then(|| BaseUrl::parse(own)).transpose()
    }
}

/// Sends the calls of one API, with one set of credentials.
///
/// Cloning is cheap, and clones share connections. Emitted clients wrap it, and
/// add a method for each tag of the API.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    /// What this client is called in logs.
    name: Option<Arc<str>>,
    profile: &'static ApiMetadata,
    base: BaseUrl,
    /// Whether others could read credentials on their way, and the caller has
    /// not consented to that.
    exposed: bool,
    /// Whether the caller has consented to that.
    plain_http: bool,
    credentials: Credentials,
    /// What goes with every request: the user agent, the API's own headers, and
    /// the caller's.
    headers: HeaderMap,
    timeout: Option<Duration>,
    /// How long a server may be silent.
    idle: Option<Duration>,
    max_response_bytes: usize,
    retries: RetryPolicy,
    /// What all calls may repeat together.
    budget: RetryBudget,
    random: Arc<dyn Rng>,
    rate_limiter: Option<RateLimiter>,
    middlewares: Vec<Arc<dyn Middleware>>,
    observers: Vec<Arc<dyn Observer>>,
    unforeseen: Option<Arc<UnforeseenReporter>>,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// Starts to build a client for an API.
    pub fn builder(profile: &'static ApiMetadata) -> ClientBuilder {
        ClientBuilder::new(profile)
    }

    /// The base URL that paths are appended to, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.inner.base.as_str()
    }

    /// What this client is called in logs, if it was given a name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.inner.name.as_deref()
    }

    /// What is known about the API.
    #[must_use]
    pub fn metadata(&self) -> &'static ApiMetadata {
        self.inner.profile
    }

    /// What paces this client's calls, to be shared with another client.
    #[must_use]
    pub fn rate_limiter(&self) -> Option<&RateLimiter> {
        self.inner.rate_limiter.as_ref()
    }

    /// Waits by the transport's clock, as repeats do; in a test that may take no time.
    #[must_use = "a future does nothing until it is awaited"]
    pub fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let transport = Arc::clone(&self.inner.transport);
        Box::pin(async move { transport.sleep(duration).await })
    }

    pub(crate) fn rng(&self) -> &dyn Rng {
        self.inner.random.as_ref()
    }

    pub(crate) fn transport(&self) -> &Arc<dyn Transport> {
        &self.inner.transport
    }
}

/// Credentials and headers are left out.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("name", &self.inner.name)
            .field("api", &self.inner.profile.name())
            .field("base_url", &self.inner.base.as_str())
            .field("timeout", &self.inner.timeout)
            .finish_non_exhaustive()
    }
}
