//! Responses that are large, empty, or odd.

use oas_runtime::api::ApiMetadata;
use oas_runtime::error::ErrorKind;
use oas_runtime::{Bytes, Client, Error, Operation, Response, Value};
use serde_json::json;

use crate::plain;
use crate::script::{End, Script, Step, pieces, response, response_with};

static API: ApiMetadata = ApiMetadata::new("limits", "1.0.0");
static GET: Operation = Operation::get("get", "/a");
static HEAD: Operation = Operation::head("head", "/a");

fn client(step: Step, limit: usize) -> Client {
    plain(&API, &Script::new([step]))
        .max_response_bytes(limit)
        .build()
        .unwrap()
}

#[test]
fn a_response_over_the_limit_is_not_read_to_its_end() {
    let announced = response_with(200, &[("content-length", "11")], pieces([], End::Hanging));
    let streamed = || pieces(["12345", "67890", "1"], End::Hanging);
    let full = response(200, "12345678901");
    for step in [announced, response(200, streamed()), full] {
        let error = client(step, 10)
            .call(&GET)
            .bytes()
            .send_blocking()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(
            error.to_string().contains("larger than 10 bytes"),
            "{error}"
        );
        let Error::Decode(error) = error else {
            panic!()
        };
        assert!(error.is_truncated());
    }
    let fits = response_with(
        200,
        &[("content-length", "10")],
        pieces(["12345", "67890"], End::Clean),
    );
    let bytes = client(fits, 10).call(&GET).bytes().send_blocking().unwrap();
    assert_eq!(bytes, "1234567890");
}

#[test]
fn an_error_body_is_cut_and_says_so() {
    let error = client(response(400, vec![b'x'; 2 << 20]), 64 << 20);
    let error = error.call(&GET).empty().send_blocking().unwrap_err();
    let api = error.as_api().unwrap();
    assert_eq!(api.body().len(), 1 << 20);
    assert!(api.is_truncated());
    let error = client(response(400, "12345"), 4)
        .call(&GET)
        .empty()
        .send_blocking()
        .unwrap_err();
    assert_eq!(&error.as_api().unwrap().body()[..], b"1234");
}

#[test]
fn the_head_of_a_response_without_its_body() {
    let step = response_with(200, &[("content-length", "5000000")], "");
    client(step, 10)
        .call(&HEAD)
        .empty()
        .send_blocking()
        .unwrap();
}

#[test]
fn an_empty_body_is_null() {
    let value = client(response(204, ""), 10)
        .call(&GET)
        .decode::<Option<i64>>();
    assert_eq!(value.send_blocking().unwrap(), None);
    client(response(204, ""), 10)
        .call(&GET)
        .decode::<()>()
        .send_blocking()
        .unwrap();
    let error = client(response(204, ""), 10)
        .call(&GET)
        .decode::<i64>()
        .send_blocking();
    assert!(error.unwrap_err().to_string().contains("the body is empty"));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let json = client(response(200, "\u{feff}{\"a\": 1}"), 100)
        .call(&GET)
        .decode::<Value>();
    assert_eq!(json.send_blocking().unwrap(), json!({"a": 1}));
    let text = client(response(200, "\u{feff}text"), 100).call(&GET).text();
    assert_eq!(text.send_blocking().unwrap(), "text");
}

#[test]
fn text_that_is_not_utf_8() {
    let error = client(response(200, vec![b'a', 0xff]), 100)
        .call(&GET)
        .text()
        .send_blocking();
    let error = error.unwrap_err();
    assert!(
        error.to_string().contains("the text isn't UTF-8"),
        "{error}"
    );
    let Error::Decode(error) = error else {
        panic!()
    };
    assert_eq!(*error.body(), Bytes::from_static(b"a\xff"));
}

#[test]
fn the_whole_response_on_request() {
    let headers = [("etag", "v1"), ("set-cookie", "session=hunter2")];
    let step = response_with(201, &headers, "7");
    let call = client(step, 100).call(&GET).decode::<i64>().response();
    let response: Response<i64> = call.send_blocking().unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["etag"], "v1");
    assert_eq!((response.request_id(), response.rate_limit()), (None, None));
    assert!(!format!("{response:?}").contains("hunter2"));
    assert_eq!(response.into_value(), 7);
}
