//! The server behind a client, in process.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use futures_core::Stream;
use oas_runtime::BoxFuture;
use oas_runtime::http::{Request, Response};
use oas_runtime::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};

use crate::mock::Mock;
use crate::reply::{Delivery, FILLER, Reply};

/// Sends a client's requests to a [`Mock`] in the same process.
///
/// Everything waits by the mock's clock, the client's timeouts included: with a
/// [`VirtualClock`](crate::VirtualClock) a test of hours is over at once. No
/// executor is needed.
///
/// ```
/// use oas_mock::{Mock, MockTransport, Source};
/// use oas_runtime::api::ApiMetadata;
/// use oas_runtime::{Client, Value};
/// use oas_runtime::http::Method;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0");
/// # let source = Source::from_text("pets.yaml", "
/// # openapi: 3.0.3
/// # info: { title: Pets, version: '1' }
/// # paths:
/// #   /pets:
/// #     get:
/// #       responses:
/// #         '200':
/// #           description: All.
/// #           content: { application/json: { schema: { type: array, items: {} }, example: [{ name: Tom }] } }
/// # ");
/// let mock = Mock::builder(source).build()?;
/// let client = Client::builder(&API)
///     .base_url("https://pets.example")
///     .transport(MockTransport::new(mock.clone()))
///     .build()?;
/// let pets: Value = client.request(Method::GET, "/pets").decode().send_blocking()?;
/// assert_eq!(pets[0]["name"], "Tom");
/// assert_eq!(mock.records().len(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct MockTransport {
    mock: Mock,
    /// A moment of the system's clock, and what the mock's clock told then.
    origin: (Instant, Duration),
}

/// A request of a client is not longer than this.
const MOST: usize = 64 << 20;

impl MockTransport {
    /// A transport to this server.
    #[must_use]
    pub fn new(mock: Mock) -> Self {
        let origin = (Instant::now(), mock.clock().now());
        Self { mock, origin }
    }

    /// The server.
    #[must_use]
    pub fn mock(&self) -> &Mock {
        &self.mock
    }
}

impl Transport for MockTransport {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (mut head, body) = request.into_parts();
            let body = body.collect(MOST).await?.bytes;
            // Over TCP the server learns the host from a header.
            if let Some(host) = head.uri.authority().map(ToString::to_string)
                && let Ok(host) = host.parse()
            {
                head.headers
                    .entry(oas_runtime::http::header::HOST)
                    .or_insert(host);
            }
            let reply = self.mock.handle(Request::from_parts(head, body));
            if !reply.delay.is_zero() {
                self.mock.clock().sleep(reply.delay).await;
            }
            self.deliver(reply).await
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.mock.clock().sleep(duration)
    }

    fn now(&self) -> Instant {
        let (instant, then) = self.origin;
        let since = self.mock.clock().now().saturating_sub(then);
        instant.checked_add(since).unwrap_or(instant)
    }

    fn time_of_day(&self) -> SystemTime {
        let now = self.mock.clock().now();
        UNIX_EPOCH.checked_add(now).unwrap_or(UNIX_EPOCH)
    }
}

impl MockTransport {
    async fn deliver(&self, reply: Reply) -> Result<Response<Body>, TransportError> {
        let (head, body) = reply.response.into_parts();
        match reply.delivery {
            Delivery::Whole => return Ok(Response::from_parts(head, Body::from(body))),
            Delivery::Refused => {
                let (phase, kind) = (Phase::NotSent, TransportErrorKind::Connect);
                return Err(TransportError::new(phase, kind, "connection refused"));
            }
            Delivery::Reset => {
                let (phase, kind) = (Phase::Unknown, TransportErrorKind::Other);
                return Err(TransportError::new(phase, kind, "connection reset by peer"));
            }
            Delivery::Never => std::future::pending().await,
            Delivery::Half | Delivery::Drip(..) | Delivery::Endless => {}
        }
        let pieces = FaultyBody {
            left: reply.delivery.pieces(&body).into(),
            delivery: reply.delivery,
            mock: self.mock.clone(),
            pause: None,
        };
        Ok(Response::from_parts(head, Body::stream(pieces)))
    }
}

/// A body on a way with obstacles.
struct FaultyBody {
    left: VecDeque<Bytes>,
    delivery: Delivery,
    mock: Mock,
    /// The pause before the next piece, if it has begun.
    pause: Option<BoxFuture<'static, ()>>,
}

impl Stream for FaultyBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.left.is_empty() && self.delivery == Delivery::Half {
            let error = TransportError::new(
                Phase::Sent,
                TransportErrorKind::Body,
                "the connection was closed before the body was complete",
            );
            // Once, and then it is over.
            self.delivery = Delivery::Whole;
            return Poll::Ready(Some(Err(error)));
        }
        let goes_on = self.delivery == Delivery::Endless;
        if self.left.is_empty() && !goes_on {
            return Poll::Ready(None);
        }
        let length = self.delivery.pause();
        if !length.is_zero() {
            let clock = self.mock.clock();
            let pause = self.pause.get_or_insert_with(|| clock.sleep(length));
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        let piece = self.left.pop_front().unwrap_or(Bytes::from_static(FILLER));
        Poll::Ready(Some(Ok(piece)))
    }
}
