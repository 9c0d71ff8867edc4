//! How long is waited before something is sent again, and for how long at all.

use std::time::Duration;

use crate::script::{Clients as _, response, scripted, with_status};
use oas_runtime::error::ErrorKind;
use oas_runtime::test_util::{TestResponse, TestTransport};
use oas_runtime::transport::Body;
use oas_runtime::{Call, Client, Operation, RetryPolicy};

static GET: Operation = Operation::get("get", "/a");

fn call(client: &Client, operation: &'static Operation) -> Call<()> {
    client.call(operation).json([1]).empty()
}

/// The waits between attempts, in seconds.
fn waits(script: &TestTransport) -> Vec<f64> {
    let at: Vec<f64> = script
        .sent()
        .iter()
        .map(|sent| sent.at.as_secs_f64())
        .collect();
    at.windows(2).map(|pair| pair[1] - pair[0] - 0.1).collect()
}

#[test]
fn waits_double_and_stay_below_the_cap() {
    let script = scripted(|_| with_status(503));
    let many = RetryPolicy::new()
        .max_attempts(12)
        .initial_backoff(Duration::from_secs(1))
        .max_backoff(Duration::from_secs(8))
        .max_elapsed(Duration::from_secs(600));
    let call = call(&script.client(), &GET).retry_policy(many);
    call.timeout(Duration::from_secs(600))
        .send_blocking()
        .unwrap_err();
    let waits = waits(&script);
    assert_eq!(waits.len(), 11);
    for (number, wait) in waits.iter().enumerate() {
        let bound = 2.0_f64.powi(i32::try_from(number).unwrap()).min(8.0);
        assert!((0.0..=bound + 1e-6).contains(wait), "{waits:?}");
    }
    assert!(waits.iter().any(|wait| *wait > 2.0), "{waits:?}");
}

#[test]
fn the_server_says_how_long() {
    // The clock begins at 20:26:40.370 UTC of 28 May 2026.
    type Headers = &'static [(&'static str, &'static str)];
    let cases: [(u16, Headers, f64); 5] = [
        (503, &[("retry-after", "7")], 7.0),
        (429, &[("retry-after", "3")], 3.0),
        (
            503,
            &[
                ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
                ("retry-after", "Sun, 06 Nov 1994 08:49:49 GMT"),
            ],
            12.0,
        ),
        (
            429,
            &[
                ("date", "Thu, 28 May 2026 20:26:40 GMT"),
                ("x-limit", "9"),
                ("x-left", "0"),
                ("x-reset", "1780000005"),
            ],
            5.0,
        ),
        (
            429,
            &[("x-limit", "9"), ("x-left", "0"), ("x-reset", "6")],
            6.0,
        ),
    ];
    for (status, headers, wait) in cases {
        let script = scripted(move |number| match number {
            0 => response(status, headers, Body::Empty),
            _ => with_status(200),
        });
        let client = script.builder().bypass_rate_limit().build().unwrap();
        call(&client, &GET).send_blocking().unwrap();
        let waited = waits(&script)[0];
        assert!(
            (wait..wait + 0.26).contains(&waited),
            "{headers:?}: {waited}"
        );
    }
}

#[test]
fn no_wait_goes_beyond_the_deadline() {
    let script = scripted(|_| response(503, &[("retry-after", "61")], Body::Empty));
    let client = script.client();
    let error = call(&client, &GET).send_blocking().unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (1, 503)
    );
    // It isn't waited for in vain.
    assert!(script.clock().elapsed() < Duration::from_secs(1));
    // Nor beyond the time for repeats, where there is no deadline.
    let client = script.builder().no_timeout().build().unwrap();
    let within = RetryPolicy::new().max_elapsed(Duration::from_secs(60));
    let error = call(&client, &GET)
        .retry_policy(within)
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.attempts(), 1);
    let error = call(&client, &GET).send_blocking().unwrap_err();
    assert_eq!(error.attempts(), 2);
}

#[test]
fn one_deadline_holds_for_all_attempts() {
    let script = scripted(|number| match number {
        0..3 => with_status(500),
        _ => TestResponse::hang(),
    });
    let limit = Duration::from_secs(5);
    let error = call(&script.client(), &GET)
        .timeout(limit)
        .send_blocking()
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 4));
    assert_eq!(script.clock().elapsed(), limit);
}
