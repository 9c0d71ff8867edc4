//! What is judged about requests.

use oas_mock::Value;

use crate::{Got, mock, send};

/// The places of all problems of a response.
fn places(got: &Got) -> Vec<String> {
    let problems = got.json()["problems"].clone();
    let mut places: Vec<String> = problems
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["place"].as_str().unwrap().to_owned())
        .collect();
    places.sort();
    places
}

#[test]
fn credentials_are_asked_for_where_the_document_does() {
    let mock = mock();
    let open = send(&mock, "GET", "/search", &[("x-trace", "a1")], "");
    assert_eq!(open.status, 200);
    let request = oas_mock::http::Request::get("/pets")
        .body(oas_mock::Bytes::new())
        .unwrap();
    let refused = mock.handle(request).response;
    assert_eq!(refused.status(), 401);
    let body: Value = serde_json::from_slice(refused.body()).unwrap();
    assert_eq!(body["detail"], "the header `X-Key` is missing");
}

#[test]
fn all_that_is_wrong_is_told_with_its_place() {
    let mock = mock();
    let body = r#"{"name": "x", "kind": "bird", "age": "old"}"#;
    let refused = send(
        &mock,
        "POST",
        "/pets",
        &[("content-type", "application/json")],
        body,
    );
    // The document knows 422 and not 400.
    assert_eq!(refused.status, 422);
    assert_eq!(places(&refused), ["body/age", "body/kind", "body/name"]);
    let empty = send(&mock, "POST", "/pets", &[], "");
    assert_eq!(places(&empty), ["body"]);
    let torn = send(&mock, "POST", "/pets", &[], "{\"name\": ");
    assert_eq!(places(&torn), ["body"]);
    let other = send(
        &mock,
        "POST",
        "/pets",
        &[("content-type", "text/csv")],
        "name",
    );
    assert_eq!(other.status, 415);
    assert!(mock.ledger().is_empty());
}

#[test]
fn parameters_are_read_by_their_style() {
    let mock = mock();
    let ask = |query: &str, trace: &str| {
        send(
            &mock,
            "GET",
            &format!("/search?{query}"),
            &[("x-trace", trace)],
            "",
        )
    };
    assert_eq!(ask("tags=1,2,3&filter[age]=4", "a1").status, 200);
    let wrong = ask("tags=1,b&filter[age]=old", "none");
    assert_eq!(wrong.status, 400);
    assert_eq!(
        places(&wrong),
        ["header/X-Trace", "query/filter/age", "query/tags/1"]
    );
    let missing = send(&mock, "GET", "/search", &[], "");
    assert_eq!(places(&missing), ["header/X-Trace"]);
}

#[test]
fn a_form_is_as_good_as_json() {
    let mock = mock();
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let made = send(&mock, "POST", "/pets", &form, "name=Tom&age=7&kind=cat");
    assert_eq!(made.status, 201);
    assert_eq!(
        (&made.json()["age"], &made.json()["name"]),
        (&7.into(), &"Tom".into())
    );
    assert_eq!(
        send(&mock, "POST", "/pets", &form, "name=Tom&age=old").status,
        422
    );
}
