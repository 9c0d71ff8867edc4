//! The only seam to an HTTP library, an executor and a clock.

mod body;
mod error;
#[cfg(feature = "gzip")]
pub(crate) mod gzip;
mod park;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod reqwest_body;
#[cfg(feature = "reqwest")]
mod reqwest_builder;
#[cfg(feature = "reqwest")]
mod reqwest_error;
#[cfg(feature = "native-tls")]
mod reqwest_native_tls;
#[cfg(feature = "__rustls")]
mod reqwest_rustls;
#[cfg(feature = "reqwest")]
mod reqwest_tls;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "reqwest")]
mod worker;

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

pub use body::{Body, ByteStream, CollectedBody};
pub use error::{Phase, TransportError, TransportErrorKind};

#[cfg(feature = "__tls")]
pub use self::reqwest_tls::TlsBackend;
#[cfg(feature = "tower")]
pub use self::tower::TowerTransport;
#[cfg(feature = "webhooks")]
pub(crate) use self::tower::incoming;
#[cfg(feature = "reqwest")]
pub use self::{reqwest::ReqwestTransport, reqwest_builder::ReqwestTransportBuilder};
use crate::boxed::{BoxError, BoxFuture};

/// What to do about HTTPS in a program that has no TLS.
#[cfg(all(feature = "reqwest", not(feature = "__tls")))]
pub(crate) const NO_TLS: &str =
    "turn on one of the features `rustls-ring`, `rustls-aws-lc-rs` and `native-tls`";

/// Sends requests, waits, and runs futures to their end.
///
/// A client knows nothing else of the outside. An implementation brings an HTTP
/// library, or plays a script in a test.
///
/// What an implementation must keep to:
///
/// - It follows no redirect, since the credentials in the request are meant
///   for its own host and no other.
/// - It sends each request at most once. Whether a repeat is harmless is for
///   the client to judge.
/// - It gives a response of any status as `Ok`.
/// - A future that is dropped stops its work.
///
/// One that always gives the same response (for tests, the feature `test-util`
/// has one that does more, `test_util::TestTransport`):
///
/// ```
/// use std::time::Duration;
///
/// # use oas_runtime::http::{Method, Request, Response};
/// # use oas_runtime::transport::{Body, Transport, TransportError};
/// # use oas_runtime::{BoxFuture, Value};
/// struct Always(&'static str);
///
/// impl Transport for Always {
///     fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
///         let body = Body::from(self.0);
///         Box::pin(async { Ok(Response::new(body)) })
///     }
///
///     fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(tokio::time::sleep(duration))
///     }
/// }
///
/// # async fn example(builder: oas_runtime::ClientBuilder) -> Result<(), oas_runtime::Error> {
/// let client = builder.transport(Always(r#"{"name": "Tom"}"#)).build()?;
/// let pet: Value = client.request(Method::GET, "/pets/7").decode().await?;
/// assert_eq!(pet["name"], "Tom");
/// # Ok(())
/// # }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request with an absolute URL, and gives the response as soon as
    /// its head is there; the body may still be on its way.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] that says whether the request may have arrived.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Ends after the duration, counted from this call and not from the first
    /// poll. Timeouts and the waits before repeats are made
    /// from it, so a test with a clock of its own decides here when they end.
    /// One that never ends makes a call wait for ever before it is repeated.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// The time that [`sleep`](Self::sleep) goes by: it never goes back. Only
    /// differences of it mean anything.
    ///
    /// As it stands, it is the system's. A transport with a clock of its own
    /// adds that clock's time to an [`Instant`] that it keeps.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day, as far as this machine knows. It is corrected by the
    /// responses' `Date` where it counts.
    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Whether a blocking call can come to its end on this thread. It is asked
    /// before [`block_on`](Self::block_on).
    ///
    /// # Errors
    ///
    /// Why it would wait for ever; the call then fails with
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest).
    fn may_block(&self) -> Result<(), BoxError> {
        Ok(())
    }

    /// Runs a future to its end and blocks the calling thread meanwhile.
    ///
    /// As it stands, the future is polled on the calling thread, which parks
    /// between polls. A transport whose futures need an executor's reactor
    /// overrides this and runs them there. A future may be dropped unfinished
    /// if it can't be run; the blocking call then fails with an error.
    fn block_on(&self, future: BoxFuture<'static, ()>) {
        park::block_on(future);
    }
}

/// Lets several clients, or a client and a test, share one transport.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn time_of_day(&self) -> SystemTime {
        (**self).time_of_day()
    }

    fn may_block(&self) -> Result<(), BoxError> {
        (**self).may_block()
    }

    fn block_on(&self, future: BoxFuture<'static, ()>) {
        (**self).block_on(future);
    }
}
