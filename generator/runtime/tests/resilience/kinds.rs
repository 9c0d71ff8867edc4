//! What a call sets holds for all that it sends, whatever kind of call it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::script::{Clients as _, response, scripted, with_status};
use oas_runtime::call::Reconciliation;
use oas_runtime::error::ErrorKind;
use oas_runtime::middleware::{Middleware, on_response};
use oas_runtime::pagination::{CursorLocation, Pagination};
use oas_runtime::stream::StreamCall;
use oas_runtime::test_util::TestResponse;
use oas_runtime::transport::Body;
use oas_runtime::{Call, Client, Operation, Value};

use crate::settings::{SILENCE, dripping};

static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

fn get(client: &Client) -> Call<()> {
    client.call(&GET).empty()
}

/// Counts how often a middleware is gone through.
fn counting() -> (Arc<AtomicUsize>, impl Middleware) {
    let count = Arc::new(AtomicUsize::new(0));
    let middleware = on_response({
        let count = Arc::clone(&count);
        move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });
    (count, middleware)
}

#[test]
fn settings_hold_for_each_page() {
    let script = scripted(|number| match number {
        0 => response(200, &[], Body::from(r#"{"items": [1, 2], "next": "b"}"#)),
        1 => TestResponse::hang(),
        _ => response(200, &[], Body::from(r#"{"items": [3]}"#)),
    });
    let items = |page: Value| page["items"].as_array().unwrap().clone();
    let paging = Pagination::cursor(items, "/next", CursorLocation::Query("after"));
    let client = script.client();
    let (count, middleware) = counting();
    let list = || client.call(&GET).pages(paging).header("x-shift", "late");
    let found = list()
        .idle_timeout(SILENCE)
        .middleware(middleware)
        .items_blocking();
    assert_eq!(found.map(Result::unwrap).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(count.load(Ordering::Relaxed), 2);
    let sent = script.sent();
    assert!(sent.iter().all(|sent| sent.headers["x-shift"] == "late"));
    assert!(sent[2].at < Duration::from_secs(5));
    let small = list().max_response_bytes(5).send_blocking().unwrap_err();
    assert_eq!(small.kind(), ErrorKind::Decode);
}

#[test]
fn settings_hold_for_each_sending_of_a_call_that_is_looked_into() {
    let script = scripted(|number| match number {
        0 => TestResponse::hang(),
        _ => with_status(200),
    });
    let (count, middleware) = counting();
    let call = script.client().call(&POST).empty();
    call.reconcile(|_| async { Reconciliation::NotApplied })
        .timeout(SILENCE)
        .header("x-shift", "late")
        .middleware(middleware)
        .send_blocking()
        .unwrap();
    let sent = script.sent();
    assert_eq!((sent.len(), sent[1].at), (2, SILENCE));
    assert!(sent.iter().all(|sent| sent.headers["x-shift"] == "late"));
    assert_eq!(count.load(Ordering::Relaxed), 1);
}

#[test]
fn settings_come_before_or_behind_the_wish_for_the_whole_response() {
    let script = scripted(|_| TestResponse::hang());
    let call = get(&script.client()).response().timeout(SILENCE);
    assert_eq!((call.method().as_str(), call.path()), ("GET", "/a"));
    let error = call.send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(script.clock().elapsed(), SILENCE);
}

#[test]
fn an_item_may_be_as_large_as_its_call_says() {
    let events = &[("content-type", "text/event-stream")];
    let script = dripping(events, &[(1, "data: 12345"), (1, "67890\n\n")]);
    let stream = || script.client().call(&GET).events::<i64>();
    let first = |call: StreamCall<_>| call.events_blocking().next().unwrap();
    assert_eq!(first(stream()).unwrap().data, 1_234_567_890);
    let error = first(stream().max_response_bytes(8)).unwrap_err();
    assert!(error.to_string().contains("larger than 8 bytes"), "{error}");
}
