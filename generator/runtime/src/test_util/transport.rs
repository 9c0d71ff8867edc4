//! A transport that gives the responses of a test.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri};
use serde_json::Value;

use super::clock::VirtualClock;
use crate::boxed::BoxFuture;
use crate::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};

/// A request that a [`TestTransport`] was given.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SentRequest {
    /// How many came before it.
    pub number: usize,
    /// When it came, by the transport's clock.
    pub at: Duration,
    /// The method.
    pub method: Method,
    /// The address.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl SentRequest {
    /// The path with the query.
    #[must_use]
    pub fn target(&self) -> &str {
        self.uri
            .path_and_query()
            .map_or("/", |target| target.as_str())
    }

    /// The body as JSON; null if it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What a request comes to.
#[derive(Debug)]
pub struct TestResponse(Reaction);

#[derive(Debug)]
enum Reaction {
    Response(Response<Body>),
    Error(TransportError),
    Never,
}

impl TestResponse {
    /// A response of JSON.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::body(status, body.to_string()).header("content-type", "application/json")
    }

    /// A response with a body.
    #[must_use]
    pub fn body(status: u16, body: impl Into<Body>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(Reaction::Response(response))
    }

    /// A response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self::body(status, Body::Empty)
    }

    /// No connection comes about.
    #[must_use]
    pub fn connection_refused() -> Self {
        let (phase, kind) = (Phase::NotSent, TransportErrorKind::Connect);
        TransportError::new(phase, kind, "connection refused").into()
    }

    /// The connection breaks before the response, and nobody knows whether the
    /// request arrived.
    #[must_use]
    pub fn connection_reset() -> Self {
        let (phase, kind) = (Phase::Unknown, TransportErrorKind::Reset);
        TransportError::new(phase, kind, "connection reset by peer").into()
    }

    /// Nothing comes, and the connection stays.
    #[must_use]
    pub fn hang() -> Self {
        Self(Reaction::Never)
    }

    /// What comes of it: nothing, for ever, if it hangs.
    pub(super) async fn outcome(self) -> Result<Response<Body>, TransportError> {
        match self.0 {
            Reaction::Response(response) => Ok(response),
            Reaction::Error(error) => Err(error),
            Reaction::Never => std::future::pending().await,
        }
    }

    /// The same with another header, if it is a response and the header is
    /// valid.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Reaction::Response(response) = &mut self.0
            && let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
        {
            response.headers_mut().append(name, value);
        }
        self
    }
}

impl From<Response<Body>> for TestResponse {
    fn from(response: Response<Body>) -> Self {
        Self(Reaction::Response(response))
    }
}

impl From<TransportError> for TestResponse {
    fn from(error: TransportError) -> Self {
        Self(Reaction::Error(error))
    }
}

type Respond = dyn Fn(&SentRequest) -> TestResponse + Send + Sync;

/// A transport without a network: a function, or a list, says what comes back.
///
/// All waiting is by its [clock](Self::clock), which jumps: timeouts, the waits
/// before repeats and those for the rate limit take no time of the test. Copies
/// are the same transport.
#[derive(Clone)]
pub struct TestTransport {
    clock: VirtualClock,
    latency: Duration,
    /// What comes before `respond` is asked.
    queue: Arc<Mutex<VecDeque<TestResponse>>>,
    respond: Arc<Respond>,
    sent: Arc<Mutex<Vec<SentRequest>>>,
}

impl fmt::Debug for TestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestTransport").finish_non_exhaustive()
    }
}

impl TestTransport {
    /// Responds as the function says.
    #[must_use]
    pub fn new(respond: impl Fn(&SentRequest) -> TestResponse + Send + Sync + 'static) -> Self {
        Self {
            clock: VirtualClock::new(),
            latency: Duration::ZERO,
            queue: Arc::default(),
            respond: Arc::new(respond),
            sent: Arc::default(),
        }
    }

    /// Gives these responses in their order; after them no connection comes
    /// about.
    #[must_use]
    pub fn sequence(responses: impl IntoIterator<Item = TestResponse>) -> Self {
        let transport = Self::new(|_| TestResponse::connection_refused());
        lock(&transport.queue).extend(responses);
        transport
    }

    /// Adds a response, which comes after those that were added before.
    pub fn push(&self, response: TestResponse) {
        lock(&self.queue).push_back(response);
    }

    /// Goes by this clock.
    #[must_use]
    pub fn with_clock(mut self, clock: &VirtualClock) -> Self {
        self.clock = clock.clone();
        self
    }

    /// Lets each response take so long.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// The clock that all waiting is by.
    #[must_use]
    pub fn clock(&self) -> &VirtualClock {
        &self.clock
    }

    /// What was sent so far.
    #[must_use]
    pub fn sent(&self) -> Vec<SentRequest> {
        lock(&self.sent).clone()
    }

    /// What was sent since the last time that this was asked.
    #[must_use]
    pub fn take_sent(&self) -> Vec<SentRequest> {
        std::mem::take(&mut *lock(&self.sent))
    }

    fn respond(&self, request: &SentRequest) -> TestResponse {
        let queued = lock(&self.queue).pop_front();
        queued.unwrap_or_else(|| (self.respond)(request))
    }

    /// Keeps a request that was sent, with all of its body.
    pub(super) async fn note(&self, request: Request<Body>) -> Result<SentRequest, TransportError> {
        let (head, body) = request.into_parts();
        let body = body.collect(usize::MAX).await?.bytes;
        let mut sent = lock(&self.sent);
        let request = SentRequest {
            number: sent.len(),
            at: self.clock.elapsed(),
            method: head.method,
            uri: head.uri,
            headers: head.headers,
            body,
        };
        sent.push(request.clone());
        Ok(request)
    }
}

/// What a test has locked stays usable behind a panic of it.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Transport for TestTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = self.note(request).await?;
            if !self.latency.is_zero() {
                self.clock.sleep(self.latency).await;
            }
            self.respond(&request).outcome().await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.clock.instant()
    }

    fn time_of_day(&self) -> SystemTime {
        self.clock.time_of_day()
    }

    fn block_on(&self, future: BoxFuture<'static, ()>) {
        // What waits for ever is dropped, which a blocking call tells.
        let _ = self.clock.run(vec![future]);
    }
}
