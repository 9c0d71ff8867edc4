//! The default transport over real connections.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod server;

use std::collections::VecDeque;
use std::net::TcpListener;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use futures_core::Stream;
use http::Method;
use oas_runtime::{
    ApiProfile, Body, BoxError, BoxFuture, Bytes, CarriedOut, Client, Error, ErrorKind, Operation,
    Phase, ReqwestTransport, SecurityScheme, Token, TokenProvider, Transport, TransportError,
    TransportErrorKind,
};

use crate::server::{OK, Reaction, Server};

static API: ApiProfile = ApiProfile::new("loopback", "1.0.0").schemes(&[
    SecurityScheme::bearer("token"),
    SecurityScheme::api_key_query("key", "api_key"),
]);
static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

fn client(url: &str) -> Client {
    Client::builder(&API)
        .base_url(url)
        .token("secret-token")
        .build()
        .unwrap()
}

/// A tokio runtime with one thread, as the strictest there is.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Gives up a test that would wait for ever.
fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, waiting) = std::sync::mpsc::channel();
    thread::spawn(move || done.send(work()));
    waiting.recv_timeout(limit).expect("it is still waiting")
}

#[test]
fn awaited_and_blocking_calls_go_over_the_wire() {
    let server = Server::start(OK);
    let client = client(server.url());
    let call = client.call(&POST).json([1, 2]).decode::<i64>();
    assert_eq!(call.clone().send_blocking().unwrap(), 42);
    assert_eq!(run(call.into_future()).unwrap(), 42);
    for request in server.requests() {
        assert!(
            request.head.starts_with("post /a http/1.1\r\n"),
            "{}",
            request.head
        );
        assert!(
            request
                .head
                .contains("\r\nauthorization: bearer secret-token\r\n")
        );
        assert!(request.head.contains("\r\naccept: application/json\r\n"));
        assert!(
            request
                .head
                .contains("\r\ncontent-type: application/json\r\n")
        );
        assert!(
            request
                .head
                .contains("\r\nuser-agent: loopback/1.0.0 oas-runtime/")
        );
        assert!(
            request
                .head
                .contains(&format!("\r\nhost: {}\r\n", &server.url()[7..]))
        );
        assert_eq!(request.body, b"[1,2]");
    }
}

#[test]
fn connections_are_kept() {
    let server = Server::start(OK);
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
    let server = Server::start(OK);
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
fn blocking_on_the_thread_that_serves_blocking_calls_is_an_error() {
    struct Nested(Client);
    impl TokenProvider for Nested {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            Box::pin(async {
                self.0.call(&GET).empty().send_blocking()?;
                Ok(Token::new("t"))
            })
        }
    }
    let server = Server::start(OK);
    let nested = Client::builder(&API)
        .base_url(server.url())
        .token_provider(Nested(client(server.url())))
        .build()
        .unwrap();
    let error = within(Duration::from_secs(20), move || {
        nested.call(&GET).empty().send_blocking().unwrap_err()
    });
    assert!(
        error.to_string().contains("gave up a blocking call"),
        "{error}"
    );
    assert_eq!(error.carried_out(), CarriedOut::No);
}

#[test]
fn awaiting_without_tokio_is_an_error_and_no_panic() {
    let server = Server::start(OK);
    let call = client(server.url()).call(&GET).empty().into_future();
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = pin!(call).poll(&mut context) else {
        panic!()
    };
    assert!(error.to_string().contains("tokio runtime"), "{error}");
    assert_eq!(error.carried_out(), CarriedOut::No);
}

#[test]
fn a_post_without_a_body_says_so() {
    let server = Server::start(OK);
    client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap();
    assert!(
        server.requests()[0]
            .head
            .contains("\r\ncontent-length: 0\r\n")
    );
}

#[test]
fn a_delete_may_have_a_body() {
    let server = Server::start(OK);
    let call = client(server.url())
        .request(Method::DELETE, "/a")
        .json([1])
        .empty();
    call.send_blocking().unwrap();
    assert_eq!(server.requests()[0].body, b"[1]");
}

#[test]
fn chunks_are_put_together() {
    let server = Server::start(Reaction::Send(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n[1,\r\n2\r\n2]\r\n0\r\n\r\n",
    ));
    let call = client(server.url()).call(&GET).decode::<Vec<i64>>();
    assert_eq!(call.send_blocking().unwrap(), [1, 2]);
}

#[test]
fn a_redirect_is_an_error_and_nothing_goes_to_its_target() {
    let target = Server::start(OK);
    let location = format!("location: {}/b?token=x\r\n", target.url());
    let answer = format!("HTTP/1.1 307 Temporary Redirect\r\n{location}content-length: 0\r\n\r\n");
    let server = Server::start(Reaction::Send(answer.leak()));
    let error = client(server.url())
        .call(&POST)
        .json([1])
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert!(
        error.to_string().contains("points to http://127.0.0.1"),
        "{error}"
    );
    assert!(target.requests().is_empty());
}

#[test]
fn a_refused_connection_means_that_nothing_was_sent() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let client = Client::builder(&API)
        .base_url(format!("http://{closed}"))
        .api_key("key", "hunter2-key")
        .build()
        .unwrap();
    let error = client.call(&POST).empty().send_blocking().unwrap_err();
    let Error::Transport(delivery) = &error else {
        panic!("{error}")
    };
    assert_eq!(delivery.error().phase(), Phase::NotSent);
    assert_eq!(delivery.error().kind(), TransportErrorKind::Connect);
    assert_eq!(error.carried_out(), CarriedOut::No);
    assert!(error.is_retryable());
    let shown = format!("{error} {error:?} {:?}", delivery.error());
    assert!(shown.contains("refused"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_connection_closed_without_an_answer_leaves_it_open() {
    let server = Server::start(Reaction::SendAndClose(""));
    let error = client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.carried_out(), CarriedOut::Unknown);
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1, "it is sent once");
}

#[test]
fn a_body_that_breaks_off_was_carried_out() {
    let server = Server::start(Reaction::SendAndClose(
        "HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\": ",
    ));
    let error = client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.carried_out(), CarriedOut::Yes);
}

#[test]
fn what_is_no_http_is_told() {
    let server = Server::start(Reaction::SendAndClose("SSH-2.0-OpenSSH_9\r\n"));
    let error = client(server.url())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(
        error.to_string().starts_with("GET /a (get) failed: "),
        "{error}"
    );
}

#[test]
fn time_runs_out_where_the_server_hangs() {
    let slow_head = Server::start(Reaction::Hang);
    let slow_body =
        Server::start_with(|_| Reaction::Send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1"));
    let limit = Duration::from_millis(200);
    for (server, carried_out) in [
        (slow_head, CarriedOut::Unknown),
        (slow_body, CarriedOut::Yes),
    ] {
        let call = client(server.url()).call(&POST).empty().timeout(limit);
        for awaited in [false, true] {
            let begin = Instant::now();
            let call = call.clone();
            let outcome = if awaited {
                run(call.into_future())
            } else {
                call.send_blocking()
            };
            let error = outcome.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout);
            assert_eq!(error.carried_out(), carried_out);
            assert!(begin.elapsed() >= limit);
            assert!(begin.elapsed() < Duration::from_secs(10));
        }
    }
}

#[test]
fn an_answer_that_announces_too_much_is_not_read() {
    let server = Server::start(Reaction::Send(
        "HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\n\r\n1",
    ));
    let error = client(server.url())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert!(
        error.to_string().contains("larger than 67108864 bytes"),
        "{error}"
    );
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
    let server = Server::start(OK);
    let transport = ReqwestTransport::new().unwrap();
    let request = http::Request::post(format!("{}/up", server.url()));
    let request = request
        .body(Body::stream(Pieces(["ab", "cd"].into())))
        .unwrap();
    let body = run(async {
        let answer = transport.send(request).await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.into_body().collect(100).await.unwrap()
    });
    assert_eq!(body.bytes, "42");
    assert_eq!(server.requests()[0].body, b"abcd");
}

#[test]
fn many_threads_may_block_at_once() {
    let server = Server::start(OK);
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
fn dropping_a_call_gives_up_its_connection() {
    let server = Server::start_with(|head| {
        if head.starts_with("post") {
            Reaction::Hang
        } else {
            OK
        }
    });
    let client = client(server.url());
    run(async {
        let call = client.call(&POST).empty().into_future();
        let limit = Duration::from_millis(200);
        assert!(tokio::time::timeout(limit, call).await.is_err());
        client.call(&GET).empty().await.unwrap();
    });
    let connections: Vec<usize> = server
        .requests()
        .iter()
        .map(|request| request.connection)
        .collect();
    assert_eq!(connections, [0, 1]);
}

#[test]
fn a_provider_that_panics_ends_its_call_and_no_other() {
    struct Panics;
    impl TokenProvider for Panics {
        fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
            panic!("a provider with a mistake (this message is expected)")
        }
    }
    let server = Server::start(OK);
    let broken = Client::builder(&API)
        .base_url(server.url())
        .token_provider(Panics);
    let error = broken
        .build()
        .unwrap()
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    client(server.url())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap();
}

#[test]
fn a_client_of_the_callers_own_can_send() {
    let server = Server::start(OK);
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

#[test]
fn an_https_client_can_be_made() {
    let client = Client::builder(&API)
        .base_url("https://localhost:1")
        .build()
        .unwrap();
    let error = client.call(&GET).empty().send_blocking().unwrap_err();
    assert_eq!(error.carried_out(), CarriedOut::No);
}
