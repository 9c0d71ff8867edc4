//! Redirects that are described, and bodies that are none.

use oas_runtime::error::ErrorKind;

use oas_runtime::test_util::{TestResponse, TestTransport};

use super::script::{client, responding};
use crate::redirects::api::{CachedResponse, CheckResponse, MoveResponse};
use crate::redirects::headers::LOCATION;
use crate::redirects::types::Item;

#[test]
fn a_described_redirect_is_a_response() {
    let script = responding(&[(303, "<html>"), (302, ""), (307, ""), (200, "")]);
    let api = client!(redirects, script).default();
    let response = api.log_in().response().send_blocking().unwrap();
    assert_eq!(response.status(), 303);
    for status in [302, 307, 200] {
        let response = api.file().response().send_blocking().unwrap();
        assert_eq!(response.status(), status);
    }
}

#[test]
fn one_that_is_not_described_is_an_error() {
    let script = responding(&[(302, ""), (304, "")]);
    let api = client!(redirects, script).default();
    for error in [
        api.log_in().send_blocking().unwrap_err(),
        api.items().send_blocking().unwrap_err(),
    ] {
        assert!(error.status().unwrap().is_redirection());
        assert!(matches!(
            error.kind(),
            ErrorKind::Api | ErrorKind::OutcomeUnknown
        ));
    }
}

#[test]
fn beside_other_responses_it_has_its_variant() {
    let script = responding(&[(200, r#"{"id":"a"}"#), (302, ""), (304, "")]);
    let api = client!(redirects, script).default();
    let cached = || api.cached().send_blocking().unwrap();
    assert_eq!(cached(), CachedResponse::Ok(Item::new("a")));
    assert_eq!(cached(), CachedResponse::Found);
    assert_eq!(cached(), CachedResponse::NotModified);
}

#[test]
fn head_has_no_body_and_text_is_text() {
    let script = responding(&[(200, ""), (200, "\"as it is\"")]);
    let api = client!(redirects, script).default();
    api.peek().send_blocking().unwrap();
    assert_eq!(api.log().send_blocking().unwrap(), "\"as it is\"");
}

#[test]
fn several_are_told_apart_and_have_their_headers() {
    let found = TestResponse::empty(302).header("location", "/old");
    let other = TestResponse::empty(303).header("location", "/new");
    let script = TestTransport::sequence([found, other]);
    let api = client!(redirects, script).default();
    let response = api.r#move().response().send_blocking().unwrap();
    assert_eq!(response.value, MoveResponse::Found);
    let location = response.header(&LOCATION).unwrap();
    assert_eq!(location.as_deref(), Some("/old"));
    let response = api.r#move().response().send_blocking().unwrap();
    assert_eq!(response.value, MoveResponse::SeeOther);
    let script = responding(&[(200, ""), (304, "")]);
    let api = client!(redirects, script).default();
    assert_eq!(api.check().send_blocking().unwrap(), CheckResponse::Ok);
    let unchanged = api.check().send_blocking().unwrap();
    assert_eq!(unchanged, CheckResponse::NotModified);
}
