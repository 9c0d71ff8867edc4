//! A transport made of a service of tower: feature `tower`.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;
use tower_service::Service;

use crate::boxed::{BoxError, BoxFuture};
use crate::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};

type ServiceTimer = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

/// Sends by any [`Service`] of HTTP requests: a connection pool, or a stack of layers.
///
/// The service is cloned for each request and is waited for until it is ready. An error
/// of its own may mean anything, so that a write behind it has an unknown outcome; a
/// [`TransportError`] says more, and is taken as it is. It has to follow no redirect and
/// to send each request at most once (see [`Transport`]).
///
/// ```
/// # use std::convert::Infallible;
/// # use std::future::{Ready, ready};
/// # use std::task::{Context, Poll};
/// # use oas_runtime::http::{Request, Response};
/// # use oas_runtime::transport::{Body, TowerTransport};
/// # #[derive(Clone)]
/// # struct Hello;
/// # impl tower_service::Service<Request<Body>> for Hello {
/// #     type Response = Response<Body>;
/// #     type Error = Infallible;
/// #     type Future = Ready<Result<Response<Body>, Infallible>>;
/// #     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
/// #         Poll::Ready(Ok(()))
/// #     }
/// #     fn call(&mut self, _: Request<Body>) -> Self::Future {
/// #         ready(Ok(Response::new(Body::from("hello"))))
/// #     }
/// # }
/// # let service = Hello;
/// let transport = TowerTransport::new(service, tokio::time::sleep);
/// ```
pub struct TowerTransport<S> {
    /// Services needn't be `Sync`; the lock is held for a clone.
    service: Mutex<S>,
    sleep: ServiceTimer,
}

impl<S> TowerTransport<S> {
    /// A transport of a service, and of the timer of the runtime that it runs on.
    pub fn new<F>(service: S, sleep: impl Fn(Duration) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            service: Mutex::new(service),
            sleep: Arc::new(move |duration| Box::pin(sleep(duration))),
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        Box::pin(async move {
            let ready = poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(|error| failed(Phase::NotSent, error.into()))?;
            let response = service.call(request).await;
            let response = response.map_err(|error| failed(Phase::Unknown, error.into()))?;
            Ok(response.map(incoming))
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (self.sleep)(duration)
    }
}

impl<S> std::fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

/// An error of ours says what it is; of another, only when it came is known.
fn failed(phase: Phase, error: BoxError) -> TransportError {
    match error.downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::new(phase, TransportErrorKind::Other, error),
    }
}

pub(crate) fn incoming<B>(body: B) -> Body
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    if body.is_end_stream() {
        return Body::Empty;
    }
    Body::stream(ServiceBody(Box::pin(body)))
}

/// The data of a body; its trailers, nobody asks for.
struct ServiceBody<B>(Pin<Box<B>>);

impl<B> Stream for ServiceBody<B>
where
    B: http_body::Body<Data = Bytes>,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Poll::Ready(frame) = self.0.as_mut().poll_frame(cx) else {
                return Poll::Pending;
            };
            let broken =
                |error: B::Error| TransportError::new(Phase::Sent, TransportErrorKind::Body, error);
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(broken(error)))),
            }
        }
    }
}

/// As services of HTTP take it.
impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        if let Body::Stream(stream) = &mut *self {
            let piece = stream.as_mut().poll_next(cx);
            return piece.map(|piece| piece.map(|piece| piece.map(Frame::data)));
        }
        match std::mem::take(&mut *self) {
            Body::Full(bytes) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            _ => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Body::Empty)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        match self {
            Body::Empty => http_body::SizeHint::with_exact(0),
            Body::Full(bytes) => http_body::SizeHint::with_exact(bytes.len() as u64),
            Body::Stream(_) => http_body::SizeHint::new(),
        }
    }
}
