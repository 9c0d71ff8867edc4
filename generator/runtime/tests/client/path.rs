//! Paths can't be bent to other paths.

use oas_runtime::api::ApiMetadata;
use oas_runtime::param::Style;
use oas_runtime::{Client, Operation, Param};

use crate::script::Script;
use crate::{fault, plain};

static API: ApiMetadata = ApiMetadata::new("paths", "1.0.0");
static ONE: Operation = Operation::get("one", "/things/{id}/parts");
static TWO: Operation = Operation::get("two", "/things/{a}:{b}");
static PAIR: Operation = Operation::get("pair", "/things/{a}{b}/parts");

fn client() -> Client {
    plain(&API, &Script::default()).build().unwrap()
}

#[test]
fn values_are_escaped() {
    let cases = [
        ("7", "/things/7/parts"),
        ("a b/c?d#e%f", "/things/a%20b%2Fc%3Fd%23e%25f/parts"),
        ("../../admin", "/things/..%2F..%2Fadmin/parts"),
        ("...", "/things/.../parts"),
        (".hidden", "/things/.hidden/parts"),
        ("é\u{1f980}", "/things/%C3%A9%F0%9F%A6%80/parts"),
        ("a\\..\\b", "/things/a%5C..%5Cb/parts"),
        ("{id}", "/things/%7Bid%7D/parts"),
        ("%2e%2e", "/things/%252e%252e/parts"),
    ];
    for (value, path) in cases {
        assert_eq!(client().call(&ONE).path("id", value).empty().path(), path);
    }
    let call = client().call(&TWO).path("b", 2).path("a", true).empty();
    assert_eq!(call.path(), "/things/true:2");
    let matrix = Param::new("id").style(Style::Matrix);
    let call = client().call(&ONE).path_styled(&matrix, ["x", "y"]).empty();
    assert_eq!(call.path(), "/things/;id=x,y/parts");
}

#[test]
fn values_that_would_make_another_path_are_refused() {
    for value in ["", ".", ".."] {
        let message = fault(
            client()
                .call(&ONE)
                .path("id", value)
                .empty()
                .send_blocking(),
        );
        assert!(
            message.starts_with("GET /things/{id}/parts (one) was not sent: "),
            "{message}"
        );
    }
    let message = fault(
        client()
            .call(&ONE)
            .path("id", None::<String>)
            .empty()
            .send_blocking(),
    );
    assert!(message.contains("`id` is empty"), "{message}");
    let message = fault(client().call(&ONE).empty().send_blocking());
    assert!(message.contains("`id` isn't set"), "{message}");
    // Two values that are harmless alone.
    let call = client().call(&PAIR).path("a", ".").path("b", ".").empty();
    assert!(fault(call.send_blocking()).contains("segment `.` or `..`"));
}

#[test]
fn the_first_fault_is_the_one_that_is_told() {
    let call = client()
        .call(&ONE)
        .path("id", "")
        .header(&Param::new("bad name"), 1)
        .empty();
    assert!(fault(call.send_blocking()).contains("`id` is empty"));
    let call = client()
        .call(&ONE)
        .path("id", 1)
        .header(&Param::new("bad name"), 1)
        .empty();
    assert!(fault(call.send_blocking()).contains("`bad name` can't be a header's name"));
    let call = client()
        .call(&ONE)
        .path("id", 1)
        .empty()
        .header("x", "a\nb");
    assert!(fault(call.send_blocking()).contains("`x` can't be sent"));
}

#[test]
fn what_cannot_be_written_is_told_on_sending() {
    let keys = std::collections::BTreeMap::from([((1, 2), 3)]);
    let call = client().call(&ONE).path("id", 1).json(keys).empty();
    let message = fault(call.send_blocking());
    assert!(message.contains("the body can't be written: "), "{message}");
    let long = "x".repeat(70_000);
    let call = client().call(&ONE).path("id", long).empty();
    assert!(fault(call.send_blocking()).contains("longer than"));
}
