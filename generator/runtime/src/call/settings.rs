//! What every kind of call can be told, and asked.

use std::time::Duration;

use http::{HeaderMap, Method};

use crate::api::{Idempotency, Operation};
use crate::call::Call;
use crate::client::Limit;
use crate::fault::Fault;
use crate::middleware::Middleware;
use crate::rate_limiter::Priority;
use crate::retry::RetryPolicy;

/// Settings of this call, in place of the client's.
impl<T, P, K> Call<T, P, K> {
    /// Sets how long this call may take, from its sending to the last byte of
    /// the response, with all attempts and the waits between them, in place of
    /// the client's own limit.
    ///
    /// It holds for each page of a list and for each sending of a call that
    /// [reconciles](Call::reconcile) anew. A response that is read as a stream
    /// has so long to begin, and then for each piece to come; all of it may take
    /// as long as it likes.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.pending.options.timeout = Limit::After(limit);
        self
    }

    /// Lets this call take as long as it takes. That the server may not be
    /// [silent](Self::idle_timeout) for long holds all the same, but for an
    /// response that is read as a stream: unless an idle timeout is set too, a
    /// server that has begun and goes silent is waited for without end.
    pub fn no_timeout(mut self) -> Self {
        self.pending.options.timeout = Limit::Off;
        self
    }

    /// Sets how long the server may be silent, before the head of its
    /// response and between any two pieces of its body, in place of the
    /// client's own limit. Silence is like a broken connection: what may
    /// be repeated is.
    ///
    /// Between the pieces of a response that is read as a stream, the
    /// client's limit doesn't count, and one that is set here does.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        let idle = Limit::After(limit);
        self.pending.options.set_idle(idle);
        self
    }

    /// Lets the server be silent for as long as the timeout allows.
    pub fn no_idle_timeout(mut self) -> Self {
        let idle = Limit::Off;
        self.pending.options.set_idle(idle);
        self
    }

    /// Sets what is repeated, and how often, in place of what the client
    /// does. Of a response that is read as a stream, nothing is repeated
    /// once it has begun.
    pub fn retry_policy(mut self, retries: RetryPolicy) -> Self {
        self.pending.options.set_retries(retries);
        self
    }

    /// Sends the request once and repeats nothing.
    pub fn no_retries(self) -> Self {
        self.retry_policy(RetryPolicy::off())
    }

    /// Says what a repeat of this call does, for one who knows it better
    /// than the description.
    pub fn idempotency(mut self, idempotency: Idempotency) -> Self {
        self.pending.options.idempotency = Some(idempotency);
        self
    }

    /// Sets how much of a hurry this call is in where calls wait for the
    /// rate limit.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.pending.options.priority = priority;
        self
    }

    /// Sends without waiting for the rate limit: before all calls that
    /// wait for their turn, and also while the server wants none. So it
    /// never ends in [`Error::RateLimited`](crate::Error::RateLimited), but
    /// the server may refuse it by 429; a repeat then waits for as long
    /// as the server says.
    ///
    /// The rate limiter counts it like any other and learns from its response,
    /// so that the others keep to what is left. It is for the few calls
    /// that can't wait.
    pub fn bypass_rate_limit(mut self) -> Self {
        self.pending.options.unpaced = true;
        self
    }

    /// Lets sending fail with [`Error::InvalidRequest`](crate::Error::InvalidRequest)
    /// and this message, and nothing reach the server: for what a crate around an
    /// emitted one knows to be wrong.
    pub fn refuse(mut self, message: impl Into<String>) -> Self {
        self.pending.request.fail(Fault::new(message));
        self
    }

    /// Adds code of yours around each sending of this call; see
    /// [`Middleware`].
    ///
    /// A call's own middlewares lie around the client's, the first that was
    /// added outermost. So the client's, such as one that signs or logs,
    /// see the request as these have made it.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.pending.options.add_middleware(middleware);
        self
    }

    /// Sets how many bytes of a response are read, in place of the
    /// client's own limit. Of events and lines it bounds a single one.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.pending.options.set_max_response_bytes(limit);
        self
    }

    /// Sets a header, in place of one with the same name.
    ///
    /// An `Authorization` header, or one in which an API key goes,
    /// replaces the client's own credentials for this call.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.pending.request.set_header(name, value);
        self
    }
}

/// What will be sent.
impl<T, P, K> Call<T, P, K> {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.pending.request.operation
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.pending.request.operation.method()
    }

    /// The path and query as they go out, escaped, behind the base URL.
    ///
    /// An API key that goes into the query isn't part of it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.target
    }

    /// The headers of this call, without credentials and without what
    /// the client adds to every request.
    #[must_use]
    pub fn request_headers(&self) -> &HeaderMap {
        &self.pending.request.headers
    }

    /// The body, if there is one and it doesn't come piece by piece.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.pending.request.body_bytes()
    }
}
