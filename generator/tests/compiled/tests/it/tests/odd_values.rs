//! Documents with odd values, as their calls are sent.

use serde_json::json;

use super::script::{Last as _, Texts as _, client, responding};
use super::{read, survives};
use crate::odd_values::api::ListRoastsParams;
use crate::odd_values::types::{Roast, RoastGrade};
use crate::reserved_headers::types::PutThingRequest;

#[test]
fn every_parameter_is_sent_where_and_as_it_is_meant() {
    let script = responding(&[(200, r#"{"id":1}"#)]);
    let client = client!(odd_values, script);
    let params = ListRoastsParams::new()
        .ids([1, 2])
        .codes(["a", "b"])
        .days(["2026-01-02", "2026-01-03"])
        .zone("7")
        .cart("3fa85f64-5717-4562-b3fc-2c963f66afa6")
        .level("low");
    let call = client.n7().list_roasts(5, "Peru", None).params(params);
    assert_eq!(call.send_blocking().unwrap().id, 1);
    let sent = script.last();
    assert_eq!(
        sent.line(),
        "GET /roasts/5?origin=Peru&ids=1,2&codes=a%7Cb&days=2026-01-02&days=2026-01-03&level=low"
    );
    assert_eq!(sent.headers["zone"], "7");
    let cart = "cart=3fa85f64-5717-4562-b3fc-2c963f66afa6";
    assert_eq!(sent.headers["cookie"], cart);
}

#[test]
fn what_is_scalar_by_mistake_is_typed_as_it_is_meant() {
    let roast: Roast = survives(json!({
        "id": 7, "name": "Sidamo", "done": true, "price": 1.5, "at": "2026-01-02T03:04:05Z",
        "grade": "1.10", "size": "small", "notes": [1, "a"], "more": {"a": 1}, "other": 5
    }));
    assert_eq!(roast.grade, Some(RoastGrade::N1_10));
    let roast: Roast = read(json!({"id": 7, "name": null, "grade": "2"}));
    assert_eq!(roast.grade, Some(RoastGrade::N2));
}

#[test]
fn headers_that_openapi_ignores_are_the_clients() {
    let script = responding(&[]);
    let client = client!(reserved_headers, script);
    let body = PutThingRequest::new().name("a");
    let call = client.default().put_thing("\"etag\"", body);
    call.send_blocking().unwrap();
    let sent = script.last();
    assert_eq!(sent.headers["if-match"], "\"etag\"");
    assert_eq!(sent.headers.get_all("content-type").iter().count(), 1);
    assert_eq!(sent.headers["content-type"], "application/json");
    assert_eq!(sent.headers.get_all("accept").iter().count(), 1);
    assert!(!sent.headers.contains_key("authorization"));
}
