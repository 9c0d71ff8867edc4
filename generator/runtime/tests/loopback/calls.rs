//! Calls that succeed, awaited and blocking.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use futures_core::Stream;
use http::Method;
use oas_runtime::transport::{Body, ReqwestTransport, Transport, TransportError};
use oas_runtime::{Bytes, Client};
use oas_test_server::Reaction;

use crate::{API, GET, POST, client, ok, run, serve, within};

#[test]
fn awaited_and_blocking_calls_go_over_the_wire() {
    let server = serve(ok());
    let client = client(server.url());
    let call = client.call(&POST).json([1, 2]).decode::<i64>();
    assert_eq!(call.clone().send_blocking().unwrap(), 42);
    assert_eq!(run(call.into_future()).unwrap(), 42);
    for request in server.requests() {
        assert_eq!(request.line(), "POST /a");
        let host = server.url().get(7..).unwrap();
        for (name, value) in [
            ("authorization", "Bearer secret-token"),
            ("accept", "application/json"),
            ("content-type", "application/json"),
            ("host", host),
        ] {
            assert_eq!(request.header(name), Some(value));
        }
        let agent = request.header("user-agent").unwrap();
        assert!(agent.starts_with("loopback/1.0.0 oas-runtime/"), "{agent}");
        assert_eq!(request.body, b"[1,2]");
    }
}

#[test]
fn connections_are_kept() {
    let server = serve(ok());
    let client = client(server.url());
    for _ in 0..3 {
        client.call(&GET).decode::<i64>().send_blocking().unwrap();
    }
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.connection == 0)
    );
}

#[test]
fn blocking_works_inside_a_runtime_that_it_blocks() {
    let server = serve(ok());
    let client = client(server.url());
    within(Duration::from_secs(20), move || {
        run(async {
            // An idle connection of this runtime, which can't be driven while
            // its only thread is blocked.
            client.call(&GET).decode::<i64>().await.unwrap();
            let call = client.call(&GET).decode::<i64>();
            assert_eq!(call.send_blocking().unwrap(), 42);
        });
    });
}

#[test]
fn a_post_without_a_body_says_so() {
    let server = serve(ok());
    client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap();
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
}

#[test]
fn a_delete_may_have_a_body() {
    let server = serve(ok());
    let call = client(server.url())
        .request(Method::DELETE, "/a")
        .json([1])
        .empty();
    call.send_blocking().unwrap();
    assert_eq!(server.requests()[0].body, b"[1]");
}

#[test]
fn chunks_are_put_together() {
    let server = serve(Reaction::raw(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n",
    ));
    let call = client(server.url()).call(&GET).decode::<Vec<i64>>();
    assert_eq!(call.send_blocking().unwrap(), [1, 2]);
}

struct Pieces(VecDeque<&'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(piece.into())))
    }
}

#[test]
fn bodies_can_be_streams_both_ways() {
    let server = serve(ok());
    let transport = ReqwestTransport::new().unwrap();
    let request = http::Request::post(format!("{}/up", server.url()));
    let request = request
        .body(Body::stream(Pieces(["ab", "cd"].into())))
        .unwrap();
    let body = run(async {
        let response = transport.send(request).await.unwrap();
        assert_eq!(response.status(), 200);
        response.into_body().collect(100).await.unwrap()
    });
    assert_eq!(body.bytes, "42");
    assert_eq!(server.requests()[0].body, b"abcd");
}

#[test]
fn many_threads_may_block_at_once() {
    let server = serve(ok());
    let client = client(server.url());
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.call(&GET).decode::<i64>().send_blocking())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap().unwrap(), 42);
    }
}

#[test]
fn a_client_of_the_callers_own_can_send() {
    let server = serve(ok());
    // The program's own choice of cryptography, for which reqwest asks.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let transport = ReqwestTransport::from_client(own.build().unwrap());
    let builder = Client::builder(&API)
        .base_url(server.url())
        .transport(transport);
    let call = builder.build().unwrap().call(&GET).decode::<i64>();
    assert_eq!(call.clone().send_blocking().unwrap(), 42);
    assert_eq!(run(call.into_future()).unwrap(), 42);
}
