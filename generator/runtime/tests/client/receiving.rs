//! The service that receives messages: what it responds, and what it handles.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, Method, Request, StatusCode};
use oas_runtime::codec::{CodecError, decode_slice};
use oas_runtime::transport::{Body, Phase, TransportError, TransportErrorKind};
use oas_runtime::webhooks::{Algorithm, Location, SignatureScheme, SignedMessage, WebhookService};
use oas_runtime::{BoxError, Secret, UnixTime};
use tower_service::Service as _;

/// A message is a number of cups.
struct Cups(u32);

impl SignedMessage for Cups {
    const SCHEME: SignatureScheme = SignatureScheme::new("x-signature", Algorithm::Sha256)
        .topic(Location::Header("x-topic"))
        .id(Location::Header("x-id"));

    fn decode(_topic: &str, body: &[u8]) -> Result<Self, CodecError> {
        decode_slice(body).map(Self)
    }
}

/// A service whose handler fails at 13 cups, panics at 14, and is slow at 15.
struct Bar {
    service: WebhookService<Cups>,
    handled: Arc<AtomicUsize>,
    errors: Arc<Mutex<Vec<String>>>,
}

fn bar(secret: &str) -> Bar {
    let handled = Arc::<AtomicUsize>::default();
    let errors = Arc::<Mutex<Vec<String>>>::default();
    let (counted, noted) = (Arc::clone(&handled), Arc::clone(&errors));
    let service = WebhookService::new([Secret::from(secret)], tokio::spawn, move |delivery| {
        let (cups, counted): (Cups, _) = (delivery.message, Arc::clone(&counted));
        async move {
            match cups.0 {
                13 => return Err(BoxError::from("out of cups")),
                14 => panic!("a cup fell"),
                15 => tokio::time::sleep(Duration::from_millis(20)).await,
                _ => {}
            }
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
    });
    let note = move |error: &BoxError| noted.lock().unwrap().push(error.to_string());
    Bar {
        service: service.on_error(note).max_body_size(100),
        handled,
        errors,
    }
}

impl Bar {
    async fn send(&self, method: Method, headers: HeaderMap, body: Body) -> StatusCode {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.headers_mut() = headers;
        let response = self.service.clone().call(request).await;
        response.unwrap().status()
    }

    async fn post(&self, id: &str, body: &'static str) -> u16 {
        let body = Body::from(body);
        self.send(Method::POST, headers(id, &body), body)
            .await
            .as_u16()
    }

    fn seen(&self) -> (usize, Vec<String>) {
        let errors = std::mem::take(&mut *self.errors.lock().unwrap());
        (self.handled.load(Ordering::Relaxed), errors)
    }
}

fn headers(id: &str, body: &Body) -> HeaderMap {
    let (secret, now) = (Secret::from("s"), UnixTime::now());
    let body = match body {
        Body::Full(bytes) => bytes.clone(),
        _ => panic!("bodies are whole here"),
    };
    let headers = Cups::SCHEME.sign(&secret, id, now, &body);
    let mut headers = headers.unwrap();
    headers.insert("x-topic", "cup.filled".parse().unwrap());
    headers
}

#[tokio::test]
async fn each_message_is_handled_once() {
    let bar = bar("s");
    for _ in 0..2 {
        assert_eq!(bar.post("n-1", "1").await, 200);
    }
    assert_eq!(bar.post("n-2", "1").await, 200);
    assert_eq!(bar.seen(), (2, vec![]));
}

#[tokio::test]
async fn what_was_not_handled_may_come_again() {
    let bar = bar("s");
    assert_eq!(bar.post("n-1", "13").await, 500);
    assert_eq!(bar.post("n-1", "14").await, 500);
    let (handled, errors) = bar.seen();
    assert_eq!((handled, errors.len()), (0, 2));
    assert_eq!(errors[0], "out of cups");
    assert!(errors[1].contains("panicked"), "{}", errors[1]);
    assert_eq!(bar.post("n-1", "1").await, 200);
    assert_eq!(bar.seen(), (1, vec![]));
}

#[tokio::test]
async fn who_goes_away_ends_no_handler() {
    let bar = bar("s");
    let waiting = tokio::time::timeout(Duration::from_millis(2), bar.post("n-1", "15"));
    assert!(waiting.await.is_err());
    tokio::time::sleep(Duration::from_millis(40)).await;
    assert_eq!(bar.post("n-1", "15").await, 200);
    assert_eq!(bar.seen(), (1, vec![]));
}

#[tokio::test]
async fn what_is_no_message_is_refused() {
    let service = bar("s");
    let signed = headers("n-1", &Body::from("1"));
    let send = |method, headers: &HeaderMap, body| service.send(method, headers.clone(), body);
    assert_eq!(send(Method::HEAD, &signed, Body::Empty).await, 200);
    assert_eq!(send(Method::GET, &signed, Body::Empty).await, 405);
    let none = HeaderMap::new();
    assert_eq!(send(Method::POST, &none, Body::from("1")).await, 401);
    assert_eq!(send(Method::POST, &signed, Body::from("2")).await, 401);
    let long = Body::from("1".repeat(101));
    assert_eq!(send(Method::POST, &signed, long).await, 413);
    assert_eq!(send(Method::POST, &signed, broken()).await, 400);
    assert_eq!(service.post("n-1", "many").await, 422);
    let (handled, errors) = service.seen();
    assert_eq!((handled, errors.len()), (0, 3));
    assert!(errors[2].starts_with("the webhook `cup.filled` (n-1) can't be read"));
    // No fault of whoever sends.
    let without = bar("");
    assert_eq!(without.post("n-1", "1").await, 500);
    assert_eq!(without.seen().1.len(), 1);
}

/// A body that ends before it has begun.
fn broken() -> Body {
    struct Broken;
    impl futures_core::Stream for Broken {
        type Item = Result<oas_runtime::Bytes, TransportError>;

        fn poll_next(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            let error = TransportError::new(Phase::Sent, TransportErrorKind::Body, "reset");
            std::task::Poll::Ready(Some(Err(error)))
        }
    }
    Body::stream(Broken)
}
