//! Requests that the API's description lacks.

use http::Method;
use oas_runtime::{Param, Value};
use serde_json::json;

use crate::script::{Script, response};
use crate::{client, fault};

#[test]
fn a_raw_request_has_all_that_others_have() {
    let script = Script::new([response(200, r#"{"ok": true}"#), response(404, "")]);
    let client = client(&script);
    let call = client
        .request(Method::POST, "/tags?archived=false")
        .query(&Param::new("limit"), 5)
        .json(json!({"name": "x"}))
        .decode::<Value>();
    assert_eq!(call.path(), "/tags?archived=false&limit=5");
    assert_eq!(call.send_blocking().unwrap(), json!({"ok": true}));
    let sent = &script.sent()[0];
    assert_eq!(sent.method, "POST");
    assert_eq!(
        sent.uri,
        "https://api.eu.example.com/tags?archived=false&limit=5"
    );
    assert_eq!(sent.headers["authorization"], "Bearer secret-token");
    assert_eq!(sent.headers["tickets-version"], "2.16");
    assert_eq!(sent.body, r#"{"name":"x"}"#);

    let error = client
        .request(Method::GET, "/tags/{id}")
        .path("id", 7)
        .empty();
    let error = error.send_blocking().unwrap_err();
    assert_eq!(error.to_string(), "GET /tags/7 failed: 404 Not Found");
    assert_eq!(script.sent()[1].uri, "https://api.eu.example.com/tags/7");
}

#[test]
fn a_raw_request_stays_on_its_host() {
    let script = Script::default();
    let cases = [
        "https://evil.example/x",
        "tags",
        "",
        "/a/../admin",
        "/a/%2e%2E/admin",
        "/a\\..\\admin",
        "/a#b",
        "/a b",
        "@evil.example/",
        ":8080/x",
    ];
    for path in cases {
        let message = fault(
            client(&script)
                .request(Method::GET, path)
                .empty()
                .send_blocking(),
        );
        assert!(!message.contains("secret-token"), "{message}");
    }
    assert!(script.sent().is_empty());
}

#[test]
fn two_slashes_do_not_make_a_host() {
    let script = Script::new([response(200, "")]);
    client(&script)
        .request(Method::GET, "//evil.example/x")
        .empty()
        .send_blocking()
        .unwrap();
    assert_eq!(
        script.sent()[0].uri,
        "https://api.eu.example.com//evil.example/x"
    );
}

#[test]
fn bodies_of_other_kinds() {
    let script = Script::new([response(200, "a\u{e9}"), response(200, vec![0xff, 0x00])]);
    let client = client(&script);
    let form = client
        .request(Method::POST, "/form")
        .form(json!({"a": "x y", "b": ["1", "2"]}));
    let call = form.text();
    assert_eq!(
        call.request_headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(call.send_blocking().unwrap(), "aé");
    let upload = client.request(Method::PUT, "/file").body("text/csv", "a,b");
    assert_eq!(upload.bytes().send_blocking().unwrap()[..], [0xff, 0x00]);
    let sent = script.sent();
    assert_eq!(sent[0].body, "a=x%20y&b=1&b=2");
    assert_eq!(sent[1].headers["content-type"], "text/csv");
    assert_eq!(sent[1].body, "a,b");
}
