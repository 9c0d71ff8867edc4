//! Writes that got no response, and a function that looks what became of them.

use std::sync::{Arc, Mutex};

use crate::script::{Clients as _, response, scripted, with_status};
use http::Method;
use oas_runtime::call::Reconciliation;
use oas_runtime::error::ErrorKind;
use oas_runtime::test_util::{TestResponse, TestTransport};
use oas_runtime::{Error, Value, json};

use oas_runtime::transport::Body;

fn created() -> TestResponse {
    response(200, &[], Body::from(r#"{"id": "new"}"#))
}

/// Creates something, and says each time that it was asked what it says.
fn create(
    script: &TestTransport,
    says: fn(usize) -> Option<Option<Value>>,
) -> (Result<Value, Error>, usize) {
    let asked = Arc::new(Mutex::new(0));
    let count = Arc::clone(&asked);
    let outcome = script
        .client()
        .request(Method::POST, "/orders")
        .json([1])
        .decode::<Value>()
        .reconcile(move |lost| {
            let number = {
                let mut count = count.lock().unwrap();
                *count += 1;
                *count - 1
            };
            assert_eq!(lost.request_body().unwrap(), &b"[1]"[..]);
            async move {
                match says(number) {
                    Some(Some(value)) => Reconciliation::Applied(value),
                    Some(None) => Reconciliation::NotApplied,
                    None => Reconciliation::Unknown(lost),
                }
            }
        })
        .send_blocking();
    let asked = *asked.lock().unwrap();
    (outcome, asked)
}

#[test]
fn what_was_done_is_taken_for_the_response() {
    let script = scripted(|_| TestResponse::hang());
    let (outcome, asked) = create(&script, |_| Some(Some(json!({"id": "found"}))));
    assert_eq!(outcome.unwrap()["id"], "found");
    assert_eq!((script.sent().len(), asked), (1, 1));
}

#[test]
fn what_was_not_done_is_sent_again() {
    let script = scripted(|number| match number {
        0 => TestResponse::connection_reset(),
        1 => with_status(504),
        _ => created(),
    });
    let (outcome, asked) = create(&script, |_| Some(None));
    assert_eq!(outcome.unwrap()["id"], "new");
    assert_eq!((script.sent().len(), asked), (3, 2));
}

#[test]
fn what_nobody_finds_stays_an_error() {
    let script = scripted(|_| TestResponse::connection_reset());
    let (outcome, asked) = create(&script, |_| None);
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
    assert_eq!((script.sent().len(), asked), (1, 1));
    // And nothing goes on for ever.
    let (outcome, asked) = create(&script, |_| Some(None));
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::OutcomeUnknown);
    assert_eq!((script.sent().len(), asked), (4, 2));
}

#[test]
fn what_is_known_is_not_asked_for() {
    for step in [created as fn() -> TestResponse, || with_status(400)] {
        let script = scripted(move |_| step());
        let (_, asked) = create(&script, |_| None);
        assert_eq!(asked, 0);
    }
}
