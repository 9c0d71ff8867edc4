//! Headers of responses, by their constants.

use oas_runtime::test_util::{TestResponse, TestTransport};

use super::script::client;
use crate::response_headers::headers::{
    RETRY_AFTER, SET_COOKIE, X_FILTER, X_KINDS, X_NOTE, X_ROOM, X_SIZE, X_TOTAL_COUNT, X_VERSION,
};
use crate::response_headers::types::Kind;

#[test]
fn headers_have_types() {
    let found = TestResponse::body(200, r#"["a"]"#)
        .header("x-total-count", "17")
        .header("x-kinds", "big, odd");
    let script = TestTransport::sequence([found]);
    let call = client!(response_headers, script).default().list_items();
    let response = call.response().send_blocking().unwrap();
    assert_eq!(response.header(&X_TOTAL_COUNT).unwrap(), Some(17));
    let kinds = response.header(&X_KINDS).unwrap().unwrap();
    assert_eq!(kinds, [Kind::Big, Kind::from("odd")]);
}

#[test]
fn errors_have_headers_too() {
    let missing = TestResponse::empty(404).header("retry-after", "soon");
    let script = TestTransport::sequence([missing]);
    let call = client!(response_headers, script).default().list_items();
    let error = call.send_blocking().unwrap_err();
    let error = error.as_api().unwrap();
    assert!(error.header(&RETRY_AFTER).is_err());
    assert_eq!(error.header(&X_TOTAL_COUNT).unwrap(), None);
}

#[test]
fn json_constants_and_cookies_are_typed() {
    let found = TestResponse::body(200, "[]")
        .header("x-filter", r#"{"origin":"Peru"}"#)
        .header("x-note", r#""a, b""#)
        .header("x-version", "2")
        .header(
            "set-cookie",
            "session=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT",
        )
        .header("set-cookie", "mark=2");
    let script = TestTransport::sequence([found]);
    let call = client!(response_headers, script).default().list_items();
    let response = call.response().send_blocking().unwrap();
    let filter = response.header(&X_FILTER).unwrap().unwrap();
    assert_eq!(filter.origin.as_deref(), Some("Peru"));
    let note = response.header(&X_NOTE).unwrap();
    assert_eq!(note.as_deref(), Some("a, b"));
    assert_eq!(response.header(&X_VERSION).unwrap(), Some(2));
    let cookies = response.header(&SET_COOKIE).unwrap().unwrap();
    assert_eq!(cookies.len(), 2);
    assert_eq!(cookies[1], "mark=2");
}

#[test]
fn objects_are_read_from_pairs() {
    let found = TestResponse::body(200, "[]")
        .header("x-size", "unit,7,width,3,exact,true")
        .header("x-room", "width=12, unit=cm");
    let script = TestTransport::sequence([found]);
    let call = client!(response_headers, script).default().list_items();
    let response = call.response().send_blocking().unwrap();
    let size = response.header(&X_SIZE).unwrap().unwrap();
    assert_eq!(size.unit.as_deref(), Some("7"));
    assert_eq!((size.width, size.exact), (Some(3), Some(true)));
    let room = response.header(&X_ROOM).unwrap().unwrap();
    assert_eq!((room.unit.as_deref(), room.width), (Some("cm"), Some(12)));
}
