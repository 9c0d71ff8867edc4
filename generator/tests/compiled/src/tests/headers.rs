//! Headers of responses, by their constants.

use oas_runtime::http::{HeaderMap, HeaderValue};

use super::script::{Script, client};
use crate::answer_headers::headers::{RETRY_AFTER, X_KINDS, X_TOTAL_COUNT};
use crate::answer_headers::types::Kind;

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter();
    pairs
        .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)))
        .collect()
}

#[test]
fn headers_have_types() {
    let script = Script::new(&[(200, r#"["a"]"#)]);
    script.with_headers(headers(&[("x-total-count", "17"), ("x-kinds", "big, odd")]));
    let call = client!(answer_headers, script).default().list_items();
    let answer = call.response().send_blocking().unwrap();
    assert_eq!(answer.header(&X_TOTAL_COUNT).unwrap(), Some(17));
    let kinds = answer.header(&X_KINDS).unwrap().unwrap();
    assert_eq!(kinds, [Kind::Big, Kind::from("odd")]);
}

#[test]
fn errors_have_headers_too() {
    let script = Script::new(&[(404, "")]);
    script.with_headers(headers(&[("retry-after", "soon")]));
    let call = client!(answer_headers, script).default().list_items();
    let error = call.send_blocking().unwrap_err();
    let error = error.as_api().unwrap();
    assert!(error.header(&RETRY_AFTER).is_err());
    assert_eq!(error.header(&X_TOTAL_COUNT).unwrap(), None);
}
