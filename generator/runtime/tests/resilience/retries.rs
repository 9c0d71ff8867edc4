//! What is sent again, when, and how often.

use std::time::Duration;

use crate::script::{Clients as _, response, scripted, with_status};
use http::Method;
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::retry::Decision;
use oas_runtime::test_util::TestResponse;
use oas_runtime::transport::TransportError;
use oas_runtime::transport::{Body, Phase, TransportErrorKind};
use oas_runtime::{Call, Client, Error, Idempotency, Operation, RetryPolicy};

static GET: Operation = Operation::get("get", "/a");
static PUT: Operation = Operation::put("put", "/a");
static DELETE: Operation = Operation::delete("delete", "/a");
static POST: Operation = Operation::post("post", "/a");
static SEARCH: Operation = Operation::post("search", "/search").safe();
static KEYED: Operation = Operation::post("pay", "/pay").idempotency_key("idempotency-key");
static ONCE: Operation = Operation::put("append", "/log").not_idempotent();

fn call(client: &Client, operation: &'static Operation) -> Call<()> {
    client.call(operation).json([1]).empty()
}

/// How often a request is sent whose every attempt fails so, and what kind of
/// error it comes to.
fn attempts(operation: &'static Operation, play: fn() -> TestResponse) -> (usize, ErrorKind) {
    let script = scripted(move |_| play());
    let error = call(&script.client(), operation)
        .send_blocking()
        .unwrap_err();
    assert_eq!(
        script.sent().len(),
        usize::try_from(error.attempts()).unwrap()
    );
    (script.sent().len(), error.kind())
}

#[test]
fn what_does_no_harm_is_repeated() {
    for operation in [&GET, &PUT, &DELETE, &SEARCH, &KEYED] {
        for status in [408, 425, 429, 500, 502, 503, 504] {
            let script = scripted(move |_| with_status(status));
            let error = call(&script.client(), operation)
                .send_blocking()
                .unwrap_err();
            assert_eq!(script.sent().len(), 4, "{operation} {status}");
            assert_eq!(error.kind(), ErrorKind::Api);
            assert_eq!(error.status().unwrap().as_u16(), status);
        }
        for status in [301, 400, 401, 404, 409, 499, 501, 505] {
            let script = scripted(move |_| with_status(status));
            call(&script.client(), operation)
                .send_blocking()
                .unwrap_err();
            assert_eq!(script.sent().len(), 1, "{operation} {status}");
        }
        assert_eq!(
            attempts(operation, TestResponse::connection_reset),
            (4, ErrorKind::Connection)
        );
        assert_eq!(
            attempts(operation, TestResponse::connection_refused),
            (4, ErrorKind::Connection)
        );
    }
}

#[test]
fn what_may_do_harm_is_repeated_only_if_it_was_not_done() {
    for operation in [&POST, &ONCE] {
        assert_eq!(
            attempts(operation, TestResponse::connection_refused),
            (4, ErrorKind::Connection)
        );
        assert_eq!(
            attempts(operation, || with_status(429)),
            (4, ErrorKind::Api)
        );
        // Too early to be carried out; but nobody promises that nothing was.
        assert_eq!(
            attempts(operation, || with_status(425)),
            (1, ErrorKind::Api)
        );
        let unknown = (1, ErrorKind::OutcomeUnknown);
        assert_eq!(attempts(operation, TestResponse::connection_reset), unknown);
        assert_eq!(attempts(operation, TestResponse::hang), unknown);
        for play in [
            || with_status(408),
            || with_status(500),
            || with_status(502),
            || with_status(503),
            || with_status(504),
            || response(503, &[("retry-after", "1")], Body::Empty),
        ] {
            assert_eq!(attempts(operation, play), unknown);
        }
    }
}

#[test]
fn what_will_never_succeed_is_not_repeated() {
    for kind in [
        TransportErrorKind::Request,
        TransportErrorKind::Encoding,
        TransportErrorKind::Interrupted,
    ] {
        let script =
            scripted(move |_| TransportError::new(Phase::NotSent, kind, "it broke").into());
        call(&script.client(), &GET).send_blocking().unwrap_err();
        assert_eq!(script.sent().len(), 1, "{kind:?}");
    }
}

#[test]
fn a_success_behind_failures_is_a_success() {
    let script = scripted(|number| match number {
        0 => TestResponse::connection_refused(),
        1 => with_status(503),
        _ => with_status(200),
    });
    let response = call(&script.client(), &PUT)
        .response()
        .send_blocking()
        .unwrap();
    assert_eq!(response.attempts(), 3);
    let sent = script.sent();
    assert!(
        sent.iter()
            .all(|sent| sent.body == "[1]" && sent.method == Method::PUT)
    );
}

#[test]
fn off_is_one_word() {
    let script = scripted(|_| TestResponse::connection_refused());
    let client = script.builder().no_retries().build().unwrap();
    assert_eq!(
        call(&client, &GET).send_blocking().unwrap_err().attempts(),
        1
    );
    let client = script.client();
    assert_eq!(
        call(&client, &GET)
            .no_retries()
            .send_blocking()
            .unwrap_err()
            .attempts(),
        1
    );
    assert_eq!(script.sent().len(), 2);
    // And on again, for one call.
    let client = script.builder().no_retries().build().unwrap();
    let twice = call(&client, &GET).retry_policy(RetryPolicy::new().max_attempts(2));
    assert_eq!(twice.send_blocking().unwrap_err().attempts(), 2);
}

#[test]
fn a_caller_may_know_better() {
    let script = scripted(|_| TestResponse::connection_reset());
    let client = script.client();
    let error = call(&client, &POST)
        .idempotency(Idempotency::Idempotent)
        .send_blocking()
        .unwrap_err();
    assert_eq!((error.attempts(), error.kind()), (4, ErrorKind::Connection));
    assert!(error.is_retryable());
    let error = call(&client, &PUT)
        .idempotency(Idempotency::NonIdempotent)
        .send_blocking()
        .unwrap_err();
    assert_eq!(
        (error.attempts(), error.kind()),
        (1, ErrorKind::OutcomeUnknown)
    );
}

/// How often a request is sent to a server that always responds so, by a
/// classifier that wants every failure repeated.
fn insisting(operation: &'static Operation, play: fn() -> TestResponse) -> usize {
    let script = scripted(move |_| play());
    let policy = RetryPolicy::new().classify(|_: &Error| Decision::Retry);
    let call = call(&script.client(), operation).retry_policy(policy);
    call.send_blocking().unwrap_err();
    script.sent().len()
}

#[test]
fn a_classifier_may_repeat_more_and_less() {
    let conflict = || with_status(409);
    // Refused, so it was not done.
    assert_eq!(insisting(&POST, conflict), 4);
    assert_eq!(insisting(&GET, conflict), 4);

    let script = scripted(|_| with_status(503));
    let policy = RetryPolicy::new().classify(|failure: &Error| {
        match failure.status().map(|status| status.as_u16()) {
            Some(503) => Decision::Stop,
            _ => Decision::Default,
        }
    });
    let client = script.builder().retry_policy(policy).build().unwrap();
    call(&client, &GET).send_blocking().unwrap_err();
    assert_eq!(script.sent().len(), 1);
}

#[test]
fn a_classifier_does_no_harm() {
    // Nobody can tell whether these were done.
    assert_eq!(insisting(&POST, TestResponse::connection_reset), 1);
    assert_eq!(insisting(&POST, || with_status(502)), 1);
    assert_eq!(insisting(&SEARCH, || with_status(502)), 4);
}

#[test]
fn a_key_is_the_same_for_all_attempts_of_one_call() {
    let script = scripted(|_| with_status(502));
    let pay = call(&script.client(), &KEYED);
    pay.clone().send_blocking().unwrap_err();
    pay.send_blocking().unwrap_err();
    let keys: Vec<String> = script
        .sent()
        .iter()
        .map(|sent| sent.headers["idempotency-key"].to_str().unwrap().to_owned())
        .collect();
    assert!(keys[..4].iter().all(|key| *key == keys[0]), "{keys:?}");
    assert!(keys[4..].iter().all(|key| *key == keys[4]), "{keys:?}");
    assert_ne!(keys[0], keys[4]);
    // The caller's own goes before.
    call(&script.client(), &KEYED)
        .header("idempotency-key", "mine")
        .send_blocking()
        .unwrap_err();
    assert_eq!(
        script.sent().last().unwrap().headers["idempotency-key"],
        "mine"
    );
}

#[test]
fn a_stream_is_sent_once() {
    struct Two(u8);
    impl futures_core::Stream for Two {
        type Item = Result<oas_runtime::Bytes, oas_runtime::transport::TransportError>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            self.0 += 1;
            std::task::Poll::Ready((self.0 <= 2).then(|| Ok("x".into())))
        }
    }
    for play in [
        TestResponse::connection_refused as fn() -> TestResponse,
        TestResponse::connection_reset,
        || with_status(429),
    ] {
        let script = scripted(move |_| play());
        let body = Body::stream(Two(0));
        let upload = script.client().call(&PUT).body("text/plain", body).empty();
        assert_eq!(upload.send_blocking().unwrap_err().attempts(), 1);
        assert_eq!(script.sent().len(), 1);
        assert_eq!(script.sent()[0].body, "xx");
    }
}

#[test]
fn silence_is_repeated_and_a_deadline_is_not() {
    let script = scripted(|number| match number {
        0 => TestResponse::hang(),
        _ => with_status(200),
    });
    let client = script
        .builder()
        .idle_timeout(Duration::from_secs(4))
        .build()
        .unwrap();
    let response = call(&client, &GET).response().send_blocking().unwrap();
    assert_eq!(response.attempts(), 2);
    // A POST that heard nothing is not.
    let script = scripted(|_| TestResponse::hang());
    let client = script
        .builder()
        .idle_timeout(Duration::from_secs(4))
        .build()
        .unwrap();
    let error = call(&client, &POST).send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(script.clock().elapsed(), Duration::from_secs(4));
}

#[test]
fn a_refusal_behind_an_unknown_outcome_leaves_it_unknown() {
    let script = scripted(|number| match number {
        0 => TestResponse::connection_reset(),
        _ => with_status(404),
    });
    let error = call(&script.client(), &DELETE).send_blocking().unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 404);
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "the first may have deleted it"
    );
    // Behind an attempt that did nothing, a refusal is what it says.
    let script = scripted(|number| match number {
        0 => TestResponse::connection_refused(),
        _ => with_status(404),
    });
    let error = call(&script.client(), &DELETE).send_blocking().unwrap_err();
    assert_eq!(error.outcome(), Outcome::No);
}

#[test]
fn all_calls_together_repeat_no_more_than_their_credit() {
    let script = scripted(|_| with_status(503));
    let client = script.builder().retry_budget(5).build().unwrap();
    for _ in 0..100 {
        call(&client.clone(), &GET).send_blocking().unwrap_err();
    }
    let sent = script.sent().len();
    assert!((105..=115).contains(&sent), "{sent}");
}

#[test]
fn what_is_needed_to_find_out_is_kept() {
    let script = scripted(|_| TestResponse::hang());
    let call = script
        .client()
        .request(Method::POST, "/orders?draft=1")
        .json(["beans"])
        .empty();
    let error = call
        .timeout(Duration::from_secs(3))
        .send_blocking()
        .unwrap_err();
    let unknown = error.as_outcome_unknown().unwrap();
    assert_eq!(unknown.path(), "/orders?draft=1");
    assert_eq!(unknown.request_body().unwrap(), &br#"["beans"]"#[..]);
    assert_eq!(unknown.operation().method(), Method::POST);
    assert_eq!(unknown.phase(), Phase::Unknown);
    let took = unknown
        .failed_at()
        .duration_since(unknown.sent_at())
        .unwrap();
    assert_eq!(took, Duration::from_secs(3));
    assert!(!format!("{unknown:?}{unknown}").contains("beans"));
}

#[test]
fn a_call_that_is_dropped_stops_and_leaves_nothing_behind() {
    // While it is sent, while it waits for its repeat, while it reads.
    for after in [50, 150, 1000, 5000] {
        let script = scripted(|_| with_status(503));
        let client = script.client();
        let clock = script.clock().clone();
        let slow = RetryPolicy::new()
            .initial_backoff(Duration::from_secs(3))
            .max_backoff(Duration::from_secs(3));
        let call = call(&client, &GET).retry_policy(slow).into_future();
        script.clock().clone().block_on(async move {
            let mut call = Box::pin(call);
            let mut sleep = clock.sleep(Duration::from_millis(after));
            std::future::poll_fn(move |cx| {
                if call.as_mut().poll(cx).is_ready() {
                    return std::task::Poll::Ready(());
                }
                sleep.as_mut().poll(cx)
            })
            .await;
        });
        let sent = script.sent().len();
        assert_eq!(script.clock().sleepers(), 0, "a timer is left");
        assert_eq!(client.rate_limiter().unwrap().queue_len(), 0);
        assert_eq!(script.sent().len(), sent);
    }
}
