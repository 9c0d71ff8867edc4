//! Calls that fail, and what their errors know.

use std::net::TcpListener;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use oas_runtime::auth::{Token, TokenProvider};
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::transport::{Phase, ReqwestTransport, TransportErrorKind};
use oas_runtime::{BoxError, BoxFuture, Client, Error};
use oas_test_server::{Reaction, Server};

use crate::{API, GET, POST, client, ok, run, serve, within};

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
    let server = serve(ok());
    let nested = Client::builder(&API)
        .base_url(server.url())
        .token_provider(Nested(client(server.url())))
        .build()
        .unwrap();
    let error = within(Duration::from_secs(20), move || {
        nested.call(&GET).empty().send_blocking().unwrap_err()
    });
    assert!(
        error
            .to_string()
            .contains("blocking this thread would never end"),
        "{error}"
    );
    assert_eq!(error.outcome(), Outcome::No);
}

#[test]
fn awaiting_without_tokio_is_an_error_and_no_panic() {
    let server = serve(ok());
    let call = client(server.url()).call(&GET).empty().into_future();
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = pin!(call).poll(&mut context) else {
        panic!()
    };
    assert!(error.to_string().contains("tokio runtime"), "{error}");
    assert_eq!(error.outcome(), Outcome::No);
}

#[test]
fn a_redirect_is_an_error_and_nothing_goes_to_its_target() {
    let target = serve(ok());
    let location = format!("location: {}/b?token=x\r\n", target.url());
    let response =
        format!("HTTP/1.1 307 Temporary Redirect\r\n{location}content-length: 0\r\n\r\n");
    let server = serve(Reaction::raw(response));
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
    let Error::Connection(delivery) = &error else {
        panic!("{error}")
    };
    assert_eq!(delivery.error().phase(), Phase::NotSent);
    assert_eq!(delivery.error().kind(), TransportErrorKind::Connect);
    assert_eq!(error.outcome(), Outcome::No);
    assert!(error.is_retryable());
    let shown = format!("{error} {error:?} {:?}", delivery.error());
    assert!(shown.contains("refused"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_connection_closed_without_a_response_leaves_it_open() {
    let server = serve(Reaction::raw("").and_close());
    let error = client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    let unknown = error.as_outcome_unknown().unwrap();
    let oas_runtime::Error::Connection(lost) = unknown.cause() else {
        panic!("{error}");
    };
    assert_eq!(lost.error().kind(), TransportErrorKind::Reset, "{error:?}");
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert!(!error.is_retryable());
    assert_eq!(server.requests().len(), 1, "it is sent once");
}

#[test]
fn a_body_that_breaks_off_was_carried_out() {
    let server = serve(
        Reaction::raw("HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\": ").and_close(),
    );
    let error = client(server.url())
        .call(&POST)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.outcome(), Outcome::Yes);
}

#[test]
fn what_is_no_http_is_told() {
    let server = serve(Reaction::raw("SSH-2.0-OpenSSH_9\r\n").and_close());
    let error = client(server.url())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(
        error.to_string().starts_with("GET /a (get) failed: "),
        "{error}"
    );
}

#[test]
fn time_runs_out_where_the_server_hangs() {
    let slow_head = serve(Reaction::hang());
    let slow_body = serve(Reaction::raw(
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n1",
    ));
    let limit = Duration::from_secs(1);
    for (server, outcome) in [(slow_head, Outcome::Unknown), (slow_body, Outcome::Yes)] {
        let call = client(server.url()).call(&POST).empty().timeout(limit);
        for awaited in [false, true] {
            let begin = Instant::now();
            let call = call.clone();
            let result = if awaited {
                run(call.into_future())
            } else {
                call.send_blocking()
            };
            let error = result.unwrap_err();
            let kind = match outcome {
                Outcome::Unknown => ErrorKind::OutcomeUnknown,
                _ => ErrorKind::Timeout,
            };
            assert_eq!(error.kind(), kind);
            assert_eq!(error.outcome(), outcome);
            assert!(begin.elapsed() >= limit);
            assert!(begin.elapsed() < Duration::from_secs(30));
        }
    }
}

#[test]
fn a_response_that_announces_too_much_is_not_read() {
    let server = serve(Reaction::raw(
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

#[test]
fn dropping_a_call_gives_up_its_connection() {
    let server = Server::start(|request| {
        if request.method == "POST" {
            Reaction::hang()
        } else {
            ok()
        }
    })
    .unwrap();
    let client = client(server.url());
    run(async {
        let call = client.call(&POST).empty().into_future();
        let limit = Duration::from_secs(1);
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
    let server = serve(ok());
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
    assert_eq!(error.kind(), ErrorKind::Connection);
    client(server.url())
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap();
}

#[test]
fn an_https_client_can_be_made() {
    let client = Client::builder(&API)
        .base_url("https://localhost:1")
        .build()
        .unwrap();
    let error = client.call(&GET).empty().send_blocking().unwrap_err();
    assert_eq!(error.outcome(), Outcome::No);
}

/// A client on the caller's own reqwest client.
fn on_own_reqwest(url: &str) -> Client {
    let own = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .tls_backend_preconfigured(tls())
        .build()
        .unwrap();
    Client::builder(&API)
        .base_url(url)
        .token("secret-token")
        .no_retries()
        .transport(ReqwestTransport::from_client(own))
        .build()
        .unwrap()
}

/// The server speaks plain HTTP, so nothing is verified by it.
fn tls() -> rustls::ClientConfig {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth()
}

#[test]
fn blocking_the_thread_that_drives_a_shared_client_is_an_error_and_no_deadlock() {
    let server = serve(ok());
    let client = on_own_reqwest(server.url());
    let error = within(Duration::from_secs(20), move || {
        run(async {
            client.call(&GET).empty().await.unwrap();
            client.call(&GET).empty().send_blocking().unwrap_err()
        })
    });
    let told = error.to_string();
    assert!(
        told.contains("blocking this thread would never end: it drives the connections"),
        "{told}"
    );
    assert!(told.contains("spawn_blocking"), "{told}");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[test]
fn a_shared_client_blocks_where_nothing_stands_in_the_way() {
    let server = serve(ok());
    let url = server.url().to_owned();
    within(Duration::from_secs(20), move || {
        let client = on_own_reqwest(&url);
        // Outside of a runtime, and inside of one that drives nothing of it.
        client.call(&GET).empty().send_blocking().unwrap();
        run(async { client.call(&GET).empty().send_blocking().unwrap() });
        // Its own client has connections for each, and works everywhere.
        run(async {
            let own = crate::client(&url);
            own.call(&GET).empty().await.unwrap();
            own.call(&GET).empty().send_blocking().unwrap();
        });
    });
    assert_eq!(server.requests().len(), 4);
}
