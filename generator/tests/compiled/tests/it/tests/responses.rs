//! Bodies, and responses by status.

use oas_runtime::error::ErrorKind;

use super::script::{Last as _, Texts as _, client, responding};
use crate::bodies::types::{PutUnionRequest, Thing as Body};
use crate::responses::api::{RangeResponse, SeveralResponse};
use crate::responses::types::Thing;

#[test]
fn each_status_has_its_response() {
    let script = responding(&[
        (200, r#"{"id":"a"}"#),
        (201, r#""made""#),
        (202, ""),
        (218, "7"),
        (219, "true"),
    ]);
    let api = client!(responses, script).default();
    let several = || api.several().send_blocking().unwrap();
    assert_eq!(several(), SeveralResponse::Ok(Thing::new("a")));
    assert_eq!(several(), SeveralResponse::Created("made".to_owned()));
    assert_eq!(several(), SeveralResponse::Accepted);
    assert!(matches!(several(), SeveralResponse::Status218(7)));
    assert!(matches!(several(), SeveralResponse::Status219(true)));
}

#[test]
fn a_range_stands_behind_a_status() {
    let script = responding(&[
        (200, r#"{"id":"a"}"#),
        (207, r#"["a"]"#),
        (404, r#"{"title":"No"}"#),
    ]);
    let api = client!(responses, script).default();
    assert_eq!(
        api.range().send_blocking().unwrap(),
        RangeResponse::Ok(Thing::new("a"))
    );
    assert_eq!(
        api.range().send_blocking().unwrap(),
        RangeResponse::Success(vec!["a".to_owned()])
    );
    let error = api.range().send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 404);
}

#[test]
fn a_response_may_be_nothing_or_null() {
    let script = responding(&[(204, ""), (200, "null"), (200, r#"{"id":"a"}"#), (204, "")]);
    let api = client!(responses, script).default();
    api.empty().send_blocking().unwrap();
    assert_eq!(api.nullable_response().send_blocking().unwrap(), None);
    assert_eq!(
        api.nullable_response().send_blocking().unwrap(),
        Some(Thing::new("a"))
    );
    api.next_to_default().send_blocking().unwrap();
}

#[test]
fn an_error_says_what_the_document_says_where() {
    let body = r#"{"type":"error.list","request_id":"r1","errors":[{"code":"gone","message":"It is gone.","field":"id"}]}"#;
    let script = responding(&[(404, body)]);
    let error = client!(error_envelope, script)
        .default()
        .get_thing("a")
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.code(), Some("gone"));
    assert_eq!(error.request_id(), Some("r1"));
    let api = error.as_api().unwrap();
    assert_eq!(api.message(), Some("It is gone."));
    assert_eq!(api.field(), Some("id"));
    assert_eq!(script.last().headers["api-version"], "2.16");
}

#[test]
fn bodies_go_with_any_method() {
    let script = responding(&[]);
    let api = client!(bodies, script).default();
    let line_and_body = || {
        let sent = script.last();
        (sent.line(), sent.text())
    };
    api.get_with_body(Some(Body::new("a")))
        .send_blocking()
        .unwrap();
    assert_eq!(
        line_and_body(),
        ("GET /things".to_owned(), r#"{"name":"a"}"#.to_owned())
    );
    api.put_optional(None).send_blocking().unwrap();
    assert_eq!(line_and_body(), ("PUT /things".to_owned(), String::new()));
    api.delete_with_body(vec!["a".to_owned()])
        .send_blocking()
        .unwrap();
    assert_eq!(
        line_and_body(),
        ("DELETE /things".to_owned(), r#"["a"]"#.to_owned())
    );
    api.put_union(Some(PutUnionRequest::from("a")))
        .send_blocking()
        .unwrap();
    assert_eq!(
        line_and_body(),
        ("PUT /shapes".to_owned(), r#""a""#.to_owned())
    );
    api.patch_thing(Body::new("a")).send_blocking().unwrap();
    assert_eq!(
        line_and_body(),
        ("PATCH /things".to_owned(), r#"{"name":"a"}"#.to_owned())
    );
    assert_eq!(
        script.last().headers["content-type"],
        "application/merge-patch+json"
    );
    api.trace_things().send_blocking().unwrap();
    assert_eq!(line_and_body(), ("TRACE /things".to_owned(), String::new()));
}
