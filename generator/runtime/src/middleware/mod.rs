//! A caller's own code around each sending.

mod functions;
mod trace_parent;

use std::fmt;
use std::sync::Arc;

use http::{Request, Response};

pub use functions::{OnRequest, OnResponse, on_request, on_response};
pub use trace_parent::{TraceParent, trace_parent};

use crate::api::{Operation, OperationRef};
use crate::boxed::BoxFuture;
use crate::transport::{Body, Transport, TransportError};

/// Code of yours around each sending of a request.
///
/// Middlewares lie between the client and its [`Transport`]: behind retries and the
/// rate limiter, so that each attempt goes through them, and with everything in the
/// request that goes out, credentials included (their values are marked
/// sensitive; `Debug` of a header map doesn't show them). The first that was
/// added is the outermost. A single call may have middlewares of its own
/// ([`Call::middleware`](crate::Call::middleware)), which lie around the client's.
///
/// A middleware hands the request on with [`Next::run`], once. One that sends it
/// twice takes the promise away that a request which may not be repeated isn't.
/// One that responds by itself, or fails with
/// [`Phase::NotSent`](crate::transport::Phase::NotSent), keeps the request from going out.
///
/// A middleware that numbers requests, so that both sides' logs can be told
/// together:
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// # use oas_runtime::http::{HeaderValue, Request, Response};
/// # use oas_runtime::middleware::{Middleware, Next};
/// # use oas_runtime::transport::{Body, TransportError};
/// # use oas_runtime::BoxFuture;
/// #[derive(Default)]
/// struct RequestId(AtomicU64);
///
/// impl Middleware for RequestId {
///     fn send<'a>(
///         &'a self,
///         mut request: Request<Body>,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
///         let number = self.0.fetch_add(1, Ordering::Relaxed);
///         request.headers_mut().insert("x-request-id", HeaderValue::from(number));
///         next.run(request)
///     }
/// }
///
/// # fn example(builder: oas_runtime::ClientBuilder) -> Result<(), oas_runtime::Error> {
/// let client = builder.middleware(RequestId::default()).build()?;
/// # Ok(())
/// # }
/// ```
///
/// Which operation and which attempt it is, a middleware knows from [`Attempt`],
/// which every request carries among its extensions. It doesn't learn how each
/// ends, for its future is dropped where a timeout strikes: logs and metrics
/// are for an [`Observer`](crate::observer::Observer).
///
/// For code that only looks at a request or a response, or sets a header, there
/// are [`on_request`] and [`on_response`].
pub trait Middleware: Send + Sync + 'static {
    /// Sends a request by way of `next`, and gives its response.
    ///
    /// # Errors
    ///
    /// Those of `next`, or one of its own, which says in which phase it
    /// happened; it decides whether the request is repeated.
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>>;
}

/// What lies below a middleware: further middlewares, and at last the transport.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    /// The call's own, which go before the client's.
    own: &'a [Arc<dyn Middleware>],
    middlewares: &'a [Arc<dyn Middleware>],
    transport: &'a dyn Transport,
}

impl<'a> Next<'a> {
    pub(crate) fn new(
        own: &'a [Arc<dyn Middleware>],
        middlewares: &'a [Arc<dyn Middleware>],
        transport: &'a dyn Transport,
    ) -> Self {
        Self {
            own,
            middlewares,
            transport,
        }
    }

    /// Hands the request on.
    #[must_use]
    pub fn run(
        self,
        request: Request<Body>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        if let Some((middleware, own)) = self.own.split_first() {
            return middleware.send(request, Next { own, ..self });
        }
        match self.middlewares.split_first() {
            Some((middleware, middlewares)) => middleware.send(
                request,
                Next {
                    middlewares,
                    ..self
                },
            ),
            None => self.transport.send(request),
        }
    }

    /// The transport at the end, for its clock.
    #[must_use]
    pub fn transport(&self) -> &'a dyn Transport {
        self.transport
    }
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Next")
            .field("middlewares", &(self.own.len() + self.middlewares.len()))
            .finish_non_exhaustive()
    }
}

/// Which sending of which call a request is; one of the extensions of each
/// request that goes through a middleware.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub(crate) operation: OperationRef,
    pub(crate) number: u32,
    /// What is known of the API, and which credentials are in the request: for those
    /// who keep requests.
    #[cfg(feature = "test-util")]
    pub(crate) profile: &'static crate::api::ApiMetadata,
    #[cfg(feature = "test-util")]
    pub(crate) secrets: crate::secret::Secrets,
}

impl Attempt {
    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.operation
    }

    /// 1 for the first attempt, 2 for the first repeat.
    #[must_use]
    pub fn number(&self) -> u32 {
        self.number
    }
}
