//! A stack of tower inside of a client, and the client inside of one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use http::{Request, Response};
use oas_runtime::middleware::{TraceParent, trace_parent};
use oas_runtime::transport::{Body, TowerTransport, Transport as _, TransportError};
use oas_runtime::{BoxFuture, Bytes, Client, Error};
use tower_service::Service;

use crate::client;
use crate::emitted::client::Region;
use crate::script::{Script, response, response_with};

/// The script as a service, which is what a pool of connections is.
#[derive(Clone)]
struct Innermost(Script);

impl Service<Request<Body>> for Innermost {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let script = self.0.clone();
        Box::pin(async move { script.send(request).await })
    }
}

/// A layer that counts, and is ready when what lies below is.
#[derive(Clone)]
struct Counting<S>(S, Arc<AtomicU32>);

impl<S: Service<Request<Body>>> Service<Request<Body>> for Counting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> S::Future {
        self.1.fetch_add(1, Ordering::Relaxed);
        self.0.call(request)
    }
}

fn stacked(script: &Script, counted: &Arc<AtomicU32>) -> crate::emitted::client::Client {
    let service = Counting(Innermost(script.clone()), Arc::clone(counted));
    crate::emitted::client::Client::builder()
        .region(Region::Eu)
        .token("secret-token")
        .transport(TowerTransport::new(service, |_| std::future::pending()))
        .build()
        .unwrap()
}

#[test]
fn a_service_is_a_transport() {
    let script = Script::new([response(200, r#"{"id": "1"}"#)]);
    let counted = Arc::default();
    let client = stacked(&script, &counted);
    let ticket = client.tickets().get_ticket("1").send_blocking().unwrap();
    assert_eq!(ticket.id, "1");
    assert_eq!(counted.load(Ordering::Relaxed), 1);
    assert_eq!(
        script.sent()[0].headers["authorization"],
        "Bearer secret-token"
    );
}

fn ask<S>(service: &mut S, request: Request<Body>) -> Result<Response<Bytes>, Error>
where
    S: Service<Request<Body>, Response = Response<Bytes>, Error = Error>,
{
    let future = service.call(request);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(future)
}

#[test]
fn a_client_is_a_service() {
    let script = Script::new([
        response_with(200, &[("x-total", "2")], "[1]"),
        response(404, r#"{"errors": []}"#),
    ]);
    let counted = Arc::default();
    let runtime: Client = client(&script).runtime().clone();
    let mut service = Counting(runtime, Arc::clone(&counted));
    let request = Request::post("http://ignored.example/tags?all=1")
        .header("content-type", "text/plain")
        .header("x-own", "1")
        .body(Body::from("hello"))
        .unwrap();
    let received = ask(&mut service, request).unwrap();
    assert_eq!(
        (received.status().as_u16(), &received.body()[..]),
        (200, &b"[1]"[..])
    );
    assert_eq!(received.headers()["x-total"], "2");
    let sent = &script.sent()[0];
    assert_eq!(sent.uri, "https://api.eu.example.com/tags?all=1");
    assert_eq!(
        (sent.body.as_str(), &sent.headers["content-type"]),
        ("hello", &"text/plain".parse().unwrap())
    );
    assert_eq!(sent.headers["x-own"], "1");
    assert_eq!(sent.headers["authorization"], "Bearer secret-token");

    let error = ask(
        &mut service,
        Request::get("/none").body(Body::Empty).unwrap(),
    )
    .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(counted.load(Ordering::Relaxed), 2);
}

#[test]
fn each_sending_says_to_which_trace_it_belongs() {
    let script = Script::new([
        response(200, r#"{"id": "1"}"#),
        response(200, r#"{"id": "1"}"#),
    ]);
    let asked = AtomicU32::new(0);
    let client = crate::emitted::client::Client::builder()
        .region(Region::Eu)
        .token("secret-token")
        .transport(script.clone())
        .middleware(trace_parent(move || {
            let span = asked.fetch_add(1, Ordering::Relaxed).into();
            Some(TraceParent::new(7, span).sampled(false).state("vendor=1"))
        }))
        .build()
        .unwrap();
    for _ in 0..2 {
        client.tickets().get_ticket("1").send_blocking().unwrap();
    }
    let sent = script.sent();
    assert!(
        !sent[0].headers.contains_key("traceparent"),
        "a span of no id was sent"
    );
    let expected = format!("00-{:032}-{:016}-00", 7, 1);
    assert_eq!(sent[1].headers["traceparent"], expected);
    assert_eq!(sent[1].headers["tracestate"], "vendor=1");
}
