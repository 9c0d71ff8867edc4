//! Responses that come compressed.

use std::io::Write as _;

use crate::script::{Clients as _, response, scripted};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::Method;
use oas_runtime::error::ErrorKind;
use oas_runtime::test_util::TestTransport;
use oas_runtime::transport::Body;
use oas_runtime::{Bytes, Value};

fn packed(text: &str) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().into()
}

fn script(status: u16, body: Bytes) -> TestTransport {
    scripted(move |_| {
        let headers: &[_] = &[("content-encoding", "gzip"), ("content-length", "77")];
        response(status, headers, Body::from(body.clone()))
    })
}

#[test]
fn it_is_asked_for_and_unpacked() {
    let script = script(200, packed(r#"{"name": "Tom"}"#));
    let call = script.client().request(Method::GET, "/").decode::<Value>();
    let response = call.response().send_blocking().unwrap();
    assert_eq!(response.value["name"], "Tom");
    assert!(!response.headers().contains_key("content-encoding"));
    assert!(!response.headers().contains_key("content-length"));
    assert_eq!(script.sent()[0].headers["accept-encoding"], "gzip");
    // Not where the caller asks for something else, or for a part.
    let client = script.client();
    for (name, value, sent) in [
        ("accept-encoding", "identity", Some("identity")),
        ("range", "bytes=0-9", None),
    ] {
        let call = client.request(Method::GET, "/").empty().header(name, value);
        call.send_blocking().unwrap();
        let headers = script.sent().last().unwrap().headers.clone();
        let asked = headers
            .get("accept-encoding")
            .map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(asked.as_deref(), sent);
    }
}

#[test]
fn errors_and_streams_are_unpacked_too() {
    let refused = script(400, packed(r#"{"message": "no"}"#));
    let call = refused.client().request(Method::GET, "/").empty();
    assert_eq!(
        call.send_blocking()
            .unwrap_err()
            .as_api()
            .unwrap()
            .message(),
        Some("no")
    );
    let long = "0123456789".repeat(100_000);
    let stream = script(200, packed(&long));
    let chunks = stream
        .client()
        .request(Method::GET, "/")
        .bytes()
        .stream_blocking();
    let bytes: Vec<u8> = chunks.flat_map(|chunk| chunk.unwrap().to_vec()).collect();
    assert_eq!(bytes, long.as_bytes());
}

#[test]
fn what_is_broken_is_told_and_not_asked_for_again() {
    let whole = packed(&"{}".repeat(1000));
    let cut = whole.slice(..whole.len() - 9);
    let mut changed = whole.to_vec();
    changed[15] ^= 0x55;
    for (body, told) in [
        (cut, "the compressed response breaks off"),
        (changed.into(), "the compressed response is broken"),
        (Bytes::from_static(b"plain"), "the compressed response"),
    ] {
        let script = script(200, body);
        let error = script
            .client()
            .request(Method::GET, "/")
            .text()
            .send_blocking()
            .unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 1));
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[test]
fn an_empty_response_is_empty() {
    let script = scripted(|_| response(200, &[("content-encoding", "gzip")], Body::Empty));
    assert_eq!(
        script
            .client()
            .request(Method::GET, "/")
            .text()
            .send_blocking()
            .unwrap(),
        ""
    );
}
