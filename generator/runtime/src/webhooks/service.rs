//! A service of tower that receives messages.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{ALLOW, HeaderValue};
use http::{Method, Request, Response, StatusCode};
use tower_service::Service;

use super::delivery::{Delivery, SignedMessage};
use super::error::WebhookError;
use super::store::{DeliveryStore, InMemoryDeliveryStore};
use crate::boxed::{BoxError, BoxFuture};
use crate::secret::Secret;
use crate::transport::{Body, incoming};
use crate::unix_time::UnixTime;

/// What handles a message, in a task of its own.
type Task = BoxFuture<'static, Result<(), BoxError>>;
type Handler<T> = dyn Fn(Arc<dyn DeliveryStore>, Delivery<T>) -> Task + Send + Sync;

/// A service of HTTP requests for the URL that messages are sent to: it says which are
/// genuine, and gives each to a handler once. With axum it is a route as it is
/// (`Router::route_service`).
///
/// | request | response |
/// |---|---|
/// | a genuine message that was handled, now or before | 200 |
/// | a genuine message whose handler failed; it may come again | 500 |
/// | a genuine message that can't be read | 422, with the reason |
/// | a message that no secret fits, or that is too old | 401, with the reason |
/// | a body that is too long, or that breaks off | 413, 400 |
/// | `HEAD`, by which some senders try the URL | 200 |
/// | any other method | 405 |
///
/// Senders wait for seconds (Intercom for 5), and send what they got no 2xx to again. So
/// a handler puts what takes longer into a queue, and is done. Who goes away while it
/// runs does not end it, and when the message comes again, it is not handled twice.
///
/// ```
/// # use oas_runtime::codec::{CodecError, decode_slice};
/// # use oas_runtime::webhooks::{SignatureScheme, SignedMessage};
/// # struct Webhook(oas_runtime::Value); // the enum of an emitted crate
/// # impl SignedMessage for Webhook {
/// #     const SCHEME: SignatureScheme = SignatureScheme::STANDARD;
/// #     fn decode(_topic: &str, body: &[u8]) -> Result<Self, CodecError> {
/// #         decode_slice(body).map(Self)
/// #     }
/// # }
/// # use oas_runtime::webhooks::{Delivery, WebhookService};
/// # use oas_runtime::{BoxError, Secret};
/// let secrets = [Secret::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")];
/// let service = WebhookService::new(secrets, tokio::spawn, async |delivery| {
///     let delivery: Delivery<Webhook> = delivery;
///     println!("{}", delivery.topic);
///     Ok::<_, BoxError>(())
/// });
/// ```
pub struct WebhookService<T> {
    secrets: Arc<[Secret]>,
    handler: Arc<Handler<T>>,
    store: Arc<dyn DeliveryStore>,
    on_error: Arc<dyn Fn(&BoxError) + Send + Sync>,
    max_body_size: usize,
}

impl<T: SignedMessage> WebhookService<T> {
    /// A service that gives messages to `handle`. Several secrets are for the days in
    /// which one replaces another.
    ///
    /// `spawn` starts a task that goes on even if nobody waits for it any longer, as
    /// `tokio::spawn` does.
    pub fn new<J, P, F, E>(
        secrets: impl IntoIterator<Item = Secret>,
        spawn: impl Fn(Task) -> J + Send + Sync + 'static,
        handle: impl Fn(Delivery<T>) -> F + Send + Sync + 'static,
    ) -> Self
    where
        J: Future<Output = Result<Result<(), BoxError>, P>> + Send + 'static,
        P: Into<BoxError>,
        F: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let handle = Arc::new(handle);
        let handler = move |store: Arc<dyn DeliveryStore>, delivery: Delivery<T>| {
            let (handle, ids) = (Arc::clone(&handle), Arc::clone(&store));
            let id = delivery.id.clone();
            let task = spawn(Box::pin(async move {
                let handled = delivery.once(&*ids, |delivery| {
                    let handled = handle(delivery);
                    async { handled.await.map_err(Into::into) }
                });
                handled.await.map(drop)
            }));
            let handled: Task = Box::pin(async move {
                let panicked = match task.await {
                    Ok(handled) => return handled,
                    Err(panicked) => panicked.into(),
                };
                if let Some(id) = id {
                    store.remove(&id).await?;
                }
                Err(panicked)
            });
            handled
        };
        Self {
            secrets: secrets.into_iter().collect(),
            handler: Arc::new(handler),
            store: Arc::new(InMemoryDeliveryStore::default()),
            on_error: Arc::new(|_| {}),
            max_body_size: 1 << 20,
        }
    }

    /// Where it is noted what was handled. Without it, in the memory of this process.
    #[must_use]
    pub fn store(mut self, store: impl DeliveryStore + 'static) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Is told why a message was refused or not handled: a [`WebhookError`], or the
    /// handler's own error.
    #[must_use]
    pub fn on_error(mut self, on_error: impl Fn(&BoxError) + Send + Sync + 'static) -> Self {
        self.on_error = Arc::new(on_error);
        self
    }

    /// How long a body may be: 1 MiB unless set.
    #[must_use]
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    async fn respond(self, request: Request<Body>) -> Response<Body> {
        match *request.method() {
            Method::POST => {}
            Method::HEAD => return empty(StatusCode::OK),
            _ => {
                let mut response = empty(StatusCode::METHOD_NOT_ALLOWED);
                let allowed = HeaderValue::from_static("HEAD, POST");
                response.headers_mut().insert(ALLOW, allowed);
                return response;
            }
        }
        let (head, body) = request.into_parts();
        let body = match body.collect(self.max_body_size).await {
            Ok(body) if body.truncated => return empty(StatusCode::PAYLOAD_TOO_LARGE),
            Ok(body) => body.bytes,
            Err(_) => return empty(StatusCode::BAD_REQUEST),
        };
        let (headers, now) = (&head.headers, UnixTime::now());
        let received = T::SCHEME.receive(headers, &body, &self.secrets, now, T::decode);
        let failed = match received {
            Ok(delivery) => match (self.handler)(self.store, delivery).await {
                Ok(()) => return empty(StatusCode::OK),
                Err(error) => (empty(StatusCode::INTERNAL_SERVER_ERROR), error),
            },
            Err(error) => (refusal(&error), error.into()),
        };
        (self.on_error)(&failed.1);
        failed.0
    }
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::Empty);
    *response.status_mut() = status;
    response
}

/// What the sender is told. A secret that can't be one is no fault of theirs.
fn refusal(error: &WebhookError) -> Response<Body> {
    let status = match error {
        WebhookError::Secret(_) => return empty(StatusCode::INTERNAL_SERVER_ERROR),
        error if error.is_genuine() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::UNAUTHORIZED,
    };
    let mut response = Response::new(Body::from(error.to_string()));
    *response.status_mut() = status;
    response
}

impl<T, B> Service<Request<B>> for WebhookService<T>
where
    T: SignedMessage,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let (service, request) = (self.clone(), request.map(incoming));
        Box::pin(async move { Ok(service.respond(request).await) })
    }
}

impl<T> Clone for WebhookService<T> {
    fn clone(&self) -> Self {
        Self {
            secrets: Arc::clone(&self.secrets),
            handler: Arc::clone(&self.handler),
            store: Arc::clone(&self.store),
            on_error: Arc::clone(&self.on_error),
            max_body_size: self.max_body_size,
        }
    }
}

impl<T> fmt::Debug for WebhookService<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").finish_non_exhaustive()
    }
}
