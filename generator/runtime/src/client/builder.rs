//! Puts a client together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use crate::api::ApiMetadata;
use crate::auth::{Credentials, Token, TokenProvider};
use crate::client::Client;
use crate::error::{ConfigError, Error};
use crate::fault::Fault;
use crate::middleware::Middleware;
use crate::observer::Observer;
use crate::param::{Encoded, Param, Place, encode, to_tree};
use crate::random::Rng;
use crate::rate_limiter::RateLimiter;
use crate::retry::RetryPolicy;
use crate::secret::Secret;
use crate::transport::Transport;
use crate::unforeseen::{Unforeseen, UnforeseenReporter};

/// How long a call may take unless something else is said.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How long a server may be silent unless something else is said.
const IDLE: Duration = Duration::from_secs(30);

/// How many repeats all calls of a client have to their credit.
const REPEATS: u32 = 50;

/// How large a response may be unless something else is said.
const MAX_RESPONSE_BYTES: usize = 64 << 20;

/// Collects what a [`Client`] needs.
///
/// Nothing is checked before [`build`](Self::build).
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(super) name: Option<Arc<str>>,
    pub(super) profile: &'static ApiMetadata,
    pub(super) base_url: Option<String>,
    pub(super) credentials: Credentials,
    pub(super) headers: Vec<(String, String)>,
    pub(super) fault: Option<Fault>,
    pub(super) user_agent: Option<String>,
    pub(super) timeout: Option<Duration>,
    pub(super) idle: Option<Duration>,
    pub(super) connect: Option<Duration>,
    pub(super) max_response_bytes: usize,
    pub(super) retries: RetryPolicy,
    pub(super) repeats: u32,
    pub(super) random: Option<Arc<dyn Rng>>,
    pub(super) rate_limiter: Option<RateLimiter>,
    pub(super) middlewares: Vec<Arc<dyn Middleware>>,
    pub(super) observers: Vec<Arc<dyn Observer>>,
    pub(super) unforeseen: Option<Arc<UnforeseenReporter>>,
    pub(super) plain_http: bool,
    pub(super) transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    pub(super) fn new(profile: &'static ApiMetadata) -> Self {
        Self {
            name: None,
            profile,
            base_url: None,
            credentials: Credentials::default(),
            headers: Vec::new(),
            fault: None,
            user_agent: None,
            timeout: Some(TIMEOUT),
            idle: Some(IDLE),
            connect: None,
            max_response_bytes: MAX_RESPONSE_BYTES,
            retries: RetryPolicy::new(),
            repeats: REPEATS,
            random: None,
            rate_limiter: Some(RateLimiter::new()),
            middlewares: Vec::new(),
            observers: Vec::new(),
            unforeseen: None,
            plain_http: false,
            transport: None,
        }
    }

    /// What is known of the API.
    #[cfg(feature = "cli")]
    pub(crate) fn metadata(&self) -> &'static ApiMetadata {
        self.profile
    }

    /// Names the client, so that logs, metrics and spans of several can be told
    /// apart.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into().into());
        self
    }

    /// Sets the URL that paths are appended to, in place of the API's first
    /// server. A path in it, such as a proxy's, is kept.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the bearer token.
    pub fn token(self, token: impl Into<Secret>) -> Self {
        self.token_provider(Token::new(token))
    }

    /// Sets where bearer tokens come from, for those that change.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.credentials.bearer = Some(Arc::new(provider));
        self
    }

    /// Sets the name and password for basic authentication.
    pub fn basic(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credentials.basic = Some((user.into(), password.into()));
        self
    }

    /// Sets the key for the API-key scheme of that name.
    pub fn api_key(mut self, scheme: impl Into<String>, key: impl Into<Secret>) -> Self {
        let scheme = scheme.into();
        self.credentials.keys.retain(|(known, _)| *known != scheme);
        self.credentials.keys.push((scheme, key.into()));
        self
    }

    /// Lets calls go out without the credentials that their operations ask
    /// for, because a proxy adds them, or a test needs none.
    pub fn allow_missing_credentials(mut self) -> Self {
        self.credentials.anonymous = true;
        self
    }

    /// Lets credentials travel over plain `http://` to hosts other than this
    /// machine. Whoever is on the way can read them.
    pub fn allow_plain_http(mut self) -> Self {
        self.plain_http = true;
        self
    }

    /// Sets how long a call may take, from its sending to the last byte of the
    /// response, with all attempts and the waits between them; 60 seconds unless
    /// set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Lets calls take as long as they take.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// Sets how long the server may be silent, before the head of its response and
    /// between any two pieces of its body; 30 seconds unless set. Silence is
    /// like a broken connection: what may be repeated is.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle = Some(limit);
        self
    }

    /// Lets the server be silent for as long as a call may take.
    pub fn no_idle_timeout(mut self) -> Self {
        self.idle = None;
        self
    }

    /// Sets how long a connection may take to come about, for the transport
    /// that the client makes itself; 10 seconds unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect = Some(limit);
        self
    }

    /// Sets what is repeated, and how often; see [`RetryPolicy`] for what is done
    /// unless this is set.
    pub fn retry_policy(mut self, retries: RetryPolicy) -> Self {
        self.retries = retries;
        self
    }

    /// Sends every request once and repeats nothing.
    pub fn no_retries(self) -> Self {
        self.retry_policy(RetryPolicy::off())
    }

    /// Sets how many repeats all calls together have to their credit; 50 unless
    /// set. A repeat takes one. Successes, and a little each new call, bring
    /// them back. While none is left, nothing is repeated, so that an outage
    /// doesn't multiply the traffic.
    pub fn retry_budget(mut self, repeats: u32) -> Self {
        self.repeats = repeats;
        self
    }

    /// Sets where random numbers come from, for a test that has to come out the
    /// same each time.
    pub fn rng(mut self, random: impl Rng) -> Self {
        self.random = Some(Arc::new(random));
        self
    }

    /// Sets what paces the calls, in place of a rate limiter of this client's own:
    /// one that it shares with other clients of the same token, or one that
    /// knows a limit before the first response.
    pub fn rate_limiter(mut self, rate_limiter: RateLimiter) -> Self {
        self.rate_limiter = Some(rate_limiter);
        self
    }

    /// Sends without regard to the server's rate limit. For one call there is
    /// [`Call::bypass_rate_limit`](crate::Call::bypass_rate_limit).
    pub fn bypass_rate_limit(mut self) -> Self {
        self.rate_limiter = None;
        self
    }

    /// Adds code of yours around each sending; see [`Middleware`].
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middlewares.push(Arc::new(middleware));
        self
    }

    /// Adds code of yours that is told what happens to calls; see [`Observer`].
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Sets code of yours that is told, once each, what responses hold that the API's
    /// description doesn't foresee; see [`unforeseen`](crate::unforeseen).
    pub fn on_unforeseen(mut self, tell: impl Fn(&Unforeseen) + Send + Sync + 'static) -> Self {
        self.unforeseen = Some(Arc::new(UnforeseenReporter::new(tell)));
        self
    }

    /// Adds a header to every request. It goes before one of the API's own of
    /// the same name, and a call's own goes before it.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Adds a header parameter to every request; `None` adds none. A call's own
    /// goes before it. Like a header that can't be sent, a value that can't be
    /// written is an error of [`build`](Self::build).
    pub fn header_param<T: Serialize>(mut self, param: &Param, value: T) -> Self {
        let encoded =
            to_tree(&value).map(|(tree, json)| encode(Place::Header, param, &tree, &json));
        match encoded {
            Ok(Some(Encoded::Text(text))) => self.headers.push((param.name().to_owned(), text)),
            Ok(_) => {}
            Err(error) => {
                let name = param.name();
                let fault = Fault::new(format!("the header `{name}` can't be written: {error}"));
                self.fault.get_or_insert(fault);
            }
        }
        self
    }

    /// Sets the `User-Agent`, which names this client's crate unless set.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = Some(text.into());
        self
    }

    /// Sets how many bytes of a response are read; 64 MiB unless set. A larger
    /// one is an [`Error::Decode`]. Of error responses at most 1 MiB is kept.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.max_response_bytes = limit;
        self
    }

    /// Sets what sends the requests, in place of reqwest.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`Error::Config`], with a suggested fix, if the base URL or a header can't
    /// be used, if the credentials that the API asks for are missing, empty or
    /// would go over plain HTTP, or if there is no transport.
    pub fn build(self) -> Result<Client, Error> {
        self.try_build()
            .map_err(|fault| Error::Config(Box::new(ConfigError::new(fault))))
    }
}

/// Credentials and headers are left out.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.profile.name())
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .finish_non_exhaustive()
    }
}
