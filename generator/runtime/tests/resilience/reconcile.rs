//! Writes that got no response, and a function that looks what became of them.

use std::sync::{Arc, Mutex};

use http::Method;
use oas_runtime::call::Reconciliation;
use oas_runtime::error::ErrorKind;
use oas_runtime::{Error, Value, json};

use crate::script::{Script, Step};
use oas_runtime::transport::Body;

fn created() -> Step {
    Step::Response(200, &[], Body::from(r#"{"id": "new"}"#))
}

/// Creates something, and says each time that it was asked what it says.
fn create(
    script: &Script,
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
fn what_was_done_is_taken_for_the_answer() {
    let script = Script::new(|_| Step::Hang);
    let (outcome, asked) = create(&script, |_| Some(Some(json!({"id": "found"}))));
    assert_eq!(outcome.unwrap()["id"], "found");
    assert_eq!((script.sent().len(), asked), (1, 1));
}

#[test]
fn what_was_not_done_is_sent_again() {
    let script = Script::new(|number| match number {
        0 => Step::reset(),
        1 => Step::status(504),
        _ => created(),
    });
    let (outcome, asked) = create(&script, |_| Some(None));
    assert_eq!(outcome.unwrap()["id"], "new");
    assert_eq!((script.sent().len(), asked), (3, 2));
}

#[test]
fn what_nobody_finds_stays_an_error() {
    let script = Script::new(|_| Step::reset());
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
    for step in [created as fn() -> Step, || Step::status(400)] {
        let script = Script::new(move |_| step());
        let (_, asked) = create(&script, |_| None);
        assert_eq!(asked, 0);
    }
}
