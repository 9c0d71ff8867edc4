//! Responses that are read piece by piece.

use std::time::Duration;

use http::Method;
use oas_runtime::error::ErrorKind;
use oas_runtime::stream::{Event, StreamCall};
use oas_runtime::{Bytes, Error, Value, json};

use crate::client;
use crate::script::{End, Script, Step, pieces, response, response_with};

/// Runs a future on this thread.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(future)
}

fn events<const N: usize>(parts: [&'static str; N], end: End) -> Step {
    let headers = [("content-type", "text/event-stream")];
    response_with(200, &headers, pieces(parts, end))
}

fn call(script: &Script) -> StreamCall<Event<Value>> {
    let request = client(script).request(Method::POST, "/chat");
    request.json(json!({"stream": true})).events()
}

#[test]
fn events_come_one_by_one() {
    let script = Script::new([events(
        [
            "event: add\nid: 1\ndata: {\"n\"",
            ":1}\n\nda",
            "ta: {\"n\":2}\n\ndata: [DONE]\n\ndata: {}\n\n",
        ],
        End::Clean,
    )]);
    let mut found = call(&script).events();
    run(async {
        let first = found.try_next().await.unwrap().unwrap();
        assert_eq!(first.event.as_deref(), Some("add"));
        assert_eq!(first.id.as_deref(), Some("1"));
        assert_eq!(first.data, json!({"n": 1}));
        assert_eq!(
            found.headers().unwrap()["content-type"],
            "text/event-stream"
        );
        let second = found.try_next().await.unwrap().unwrap();
        assert_eq!((second.event, second.data), (None, json!({"n": 2})));
        assert!(found.try_next().await.unwrap().is_none());
        assert!(found.try_next().await.unwrap().is_none());
    });
    assert_eq!(script.sent()[0].body, r#"{"stream":true}"#);
    assert_eq!(script.sent()[0].headers["accept"], "text/event-stream");
}

#[test]
fn a_thread_that_blocks_gets_them_too() {
    let script = Script::new([
        events(["data: 1\n\ndata: 2\n\n"], End::Clean),
        response(200, "1\n2\n"),
    ]);
    let found: Vec<Value> = call(&script)
        .events_blocking()
        .map(|event| event.unwrap().data)
        .collect();
    assert_eq!(found, [1, 2]);
    let request = client(&script).request(Method::GET, "/lines");
    let found: Vec<i64> = request
        .lines()
        .items_blocking()
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, [1, 2]);
}

#[test]
fn the_mark_of_the_end_is_the_callers_choice() {
    let text = "data: 1\n\ndata: end\n\ndata: [DONE]\n\n";
    let script = Script::new([
        events([text], End::Clean),
        events([text], End::Clean),
        events([text], End::Clean),
    ]);
    let request = || client(&script).request(Method::GET, "/a").text_events();
    let texts = |call: StreamCall<Event<String>>| -> Vec<String> {
        let events = call.events_blocking();
        events.map(|event| event.unwrap().data).collect()
    };
    assert_eq!(texts(request()), ["1", "end"]);
    assert_eq!(texts(request().end_sentinel("end")), ["1"]);
    assert_eq!(texts(request().no_end_sentinel()), ["1", "end", "[DONE]"]);
}

#[test]
fn an_item_that_cannot_be_read_does_not_end_the_stream() {
    let script = Script::new([response(200, "1\n{\"a\": []}\n3")]);
    let request = client(&script).request(Method::GET, "/lines");
    let mut items = request.lines::<i64>().items();
    run(async {
        assert_eq!(items.try_next().await.unwrap(), Some(1));
        let error = items.try_next().await.unwrap_err();
        assert_eq!(&error.as_decode().unwrap().body()[..], b"{\"a\": []}");
        assert_eq!(items.try_next().await.unwrap(), Some(3));
        assert_eq!(items.try_next().await.unwrap(), None);
    });
}

#[test]
fn a_stream_that_breaks_off_is_an_error() {
    let script = Script::new([events(["data: 1\n\ndata: 2"], End::Broken)]);
    let mut found = call(&script).events_blocking();
    assert_eq!(found.next().unwrap().unwrap().data, 1);
    let error = found.next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.to_string().contains("behind status 200"), "{error}");
    assert!(found.next().is_none());
}

#[test]
fn errors_are_those_of_any_call() {
    let script = Script::new([
        response(429, r#"{"errors": [{"code": "slow"}]}"#),
        response_with(200, &[("content-type", "application/json")], "{}"),
    ]);
    let error = call(&script).events_blocking().next().unwrap().unwrap_err();
    assert_eq!(error.code(), Some("slow"));
    // Cut into events, JSON would just be an empty stream.
    let mut found = call(&script).events_blocking();
    let error = found.next().unwrap().unwrap_err();
    assert!(error.to_string().contains("no stream of events"), "{error}");
    assert!(found.next().is_none());
}

#[test]
fn no_item_is_larger_than_the_limit() {
    let script = Script::new([events(["data: 1\n\ndata: 12345", "67890"], End::Hanging)]);
    let client = crate::plain(&API, &script)
        .max_response_bytes(12)
        .build()
        .unwrap();
    let mut found = client
        .request(Method::GET, "/a")
        .text_events()
        .events_blocking();
    assert_eq!(found.next().unwrap().unwrap().data, "1");
    let error = found.next().unwrap().unwrap_err();
    assert!(
        error.to_string().contains("larger than 12 bytes"),
        "{error}"
    );
    assert!(found.next().is_none());
}

static API: oas_runtime::api::ApiMetadata = oas_runtime::api::ApiMetadata::new("plain", "1.0.0");

#[test]
fn the_limit_of_time_is_for_each_piece() {
    let limit = Duration::from_secs(3);
    let script = Script::new([events(["data: 1\n\n"], End::Hanging)]).time_is_up();
    let mut found = call(&script).timeout(limit).events_blocking();
    assert_eq!(found.next().unwrap().unwrap().data, 1);
    let error = found.next().unwrap().unwrap_err();
    assert!(
        matches!(&error, Error::Timeout(late) if late.status().is_some()),
        "{error}"
    );
    assert!(found.next().is_none());
    // The head was there at once, and so was the first piece.
    assert_eq!(script.slept(), [limit]);
}

#[test]
fn bytes_come_in_chunks() {
    let large = "x".repeat(100_000);
    let script = Script::new([
        response(200, pieces(["a", "", "b"], End::Clean)),
        response(200, large.clone()),
        response(404, "{}"),
        response(204, ""),
    ]);
    let client = client(&script);
    let get = || client.request(Method::GET, "/file").bytes();
    run(async {
        let mut chunks = get().stream();
        assert!(chunks.headers().is_none());
        assert_eq!(chunks.try_next().await.unwrap().unwrap(), "a");
        assert!(chunks.headers().is_some());
        assert_eq!(chunks.try_next().await.unwrap().unwrap(), "b");
        assert_eq!(chunks.try_next().await.unwrap(), None);
    });
    let chunks: Vec<Bytes> = get().stream_blocking().map(Result::unwrap).collect();
    assert!(chunks.iter().all(|chunk| chunk.len() <= 64 * 1024));
    assert_eq!(chunks.concat(), large.as_bytes());
    let error = get().stream_blocking().next().unwrap().unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert!(get().stream_blocking().next().is_none());
}

#[test]
fn a_call_that_streams_can_be_looked_at() {
    let call = call(&Script::default()).header("x-a", "b");
    assert_eq!(call.method(), "POST");
    assert_eq!(call.path(), "/chat");
    assert_eq!(call.request_headers()["x-a"], "b");
    assert_eq!(call.body(), Some(&br#"{"stream":true}"#[..]));
    assert_eq!(call.operation().path(), "/chat");
    assert!(format!("{:?}", call.clone()).contains("kind: Streaming {"));
}
