//! A caller's own code around each sending.

use std::sync::{Arc, Mutex};

use crate::script::{Clients as _, scripted, with_status};
use http::{HeaderValue, Request, Response};
use oas_runtime::error::ErrorKind;
use oas_runtime::middleware::{Attempt, Middleware, Next, on_request, on_response};
use oas_runtime::transport::{Body, TransportError};
use oas_runtime::{BoxFuture, Operation};

static GET: Operation = Operation::get("get", "/a/{id}");

type Lines = Arc<Mutex<Vec<String>>>;

/// Notes what passes by.
struct Noting(&'static str, Lines);

impl Middleware for Noting {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        let attempt = request.extensions().get::<Attempt>().unwrap().clone();
        let (name, lines) = (self.0, &self.1);
        Box::pin(async move {
            lines
                .lock()
                .unwrap()
                .push(format!("{name} > {}", attempt.number()));
            let outcome = next.run(request).await;
            let status = outcome.as_ref().map(|response| response.status().as_u16());
            lines.lock().unwrap().push(format!("{name} < {status:?}"));
            outcome
        })
    }
}

#[test]
fn layers_see_each_attempt_from_the_outermost_on() {
    let lines = Lines::default();
    let script = scripted(|number| match number {
        0 => with_status(503),
        _ => with_status(200),
    });
    let client = script
        .builder()
        .middleware(Noting("outer", Arc::clone(&lines)))
        .middleware(Noting("inner", Arc::clone(&lines)))
        .build()
        .unwrap();
    client
        .call(&GET)
        .path("id", "7")
        .empty()
        .send_blocking()
        .unwrap();
    let lines = lines.lock().unwrap().clone();
    let expected = [
        "outer > 1",
        "inner > 1",
        "inner < Ok(503)",
        "outer < Ok(503)",
        "outer > 2",
        "inner > 2",
        "inner < Ok(200)",
        "outer < Ok(200)",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn functions_look_at_heads_and_change_them() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let note = Arc::clone(&seen);
    let script = scripted(|_| with_status(204));
    let client = script
        .builder()
        .middleware(on_request(|head| {
            head.headers
                .insert("x-tenant", HeaderValue::from_static("roastery"));
            Ok(())
        }))
        .middleware(on_response(move |head| {
            note.lock().unwrap().push(head.status);
        }))
        .build()
        .unwrap();
    client
        .call(&GET)
        .path("id", "7")
        .empty()
        .send_blocking()
        .unwrap();
    assert_eq!(script.sent()[0].headers["x-tenant"], "roastery");
    assert_eq!(*seen.lock().unwrap(), [204]);
}

#[test]
fn a_layer_may_refuse_and_then_nothing_is_sent() {
    let script = scripted(|_| with_status(200));
    let client = script
        .builder()
        .middleware(on_request(|_| Err("not on Sundays".into())))
        .build()
        .unwrap();
    let error = client
        .call(&GET)
        .path("id", "7")
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 1));
    assert!(
        error
            .to_string()
            .contains("not on Sundays (nothing was sent)"),
        "{error}"
    );
    assert!(script.sent().is_empty());
}

#[test]
fn layers_of_a_call_lie_around_those_of_the_client() {
    let lines = Lines::default();
    let noting = |name| Noting(name, Arc::clone(&lines));
    let script = scripted(|number| match number {
        0 => with_status(503),
        _ => with_status(200),
    });
    let client = script
        .builder()
        .middleware(noting("client"))
        .middleware(noting("inner"))
        .build()
        .unwrap();
    let call = || client.call(&GET).path("id", "7").empty();
    let own = call()
        .middleware(noting("own"))
        .middleware(noting("second"));
    own.response().send_blocking().unwrap();
    let expected = ["own", "second", "client", "inner"];
    let way = |number: u32, status: u16| {
        let there = expected
            .iter()
            .map(move |name| format!("{name} > {number}"));
        let back = expected.iter().rev();
        there.chain(back.map(move |name| format!("{name} < Ok({status})")))
    };
    let both: Vec<_> = way(1, 503).chain(way(2, 200)).collect();
    assert_eq!(*lines.lock().unwrap(), both);
    // The next call has none of them.
    lines.lock().unwrap().clear();
    call().send_blocking().unwrap();
    let of_clients = [
        "client > 1",
        "inner > 1",
        "inner < Ok(200)",
        "client < Ok(200)",
    ];
    assert_eq!(*lines.lock().unwrap(), of_clients);
}

#[test]
fn a_call_of_a_client_without_layers_may_have_some() {
    let lines = Lines::default();
    let script = scripted(|_| with_status(200));
    let client = script.client();
    let call = client.call(&GET).path("id", "7").empty();
    // The attempt is known there too, or this would panic.
    let call = call.middleware(Noting("own", Arc::clone(&lines)));
    call.send_blocking().unwrap();
    assert_eq!(*lines.lock().unwrap(), ["own > 1", "own < Ok(200)"]);
    let refusing = on_request(|_| Err("not on Sundays".into()));
    let call = client
        .call(&GET)
        .path("id", "7")
        .empty()
        .middleware(refusing);
    call.send_blocking().unwrap_err();
    assert_eq!(script.sent().len(), 1);
}
