//! What a constructor sends by itself, and what has to be named.

use oas_runtime::UnixTime;
use serde_json::json;

use super::{refused, survives, written};
use crate::presets::types::{
    Flags, FlagsRequired, Named, NamedH, NamedRequired, NewIndex, SearchQuery,
};

#[test]
fn required_fields_have_their_defaults() {
    let defaults = json!({
        "offset": 0, "limit": 20, "showScore": false, "preTag": "<em>", "strategy": "last"
    });
    assert_eq!(written(&SearchQuery::new()), defaults);
    assert_eq!(SearchQuery::default(), SearchQuery::new());
    let five = json!({
        "offset": 0, "limit": 5, "showScore": false, "preTag": "<em>", "strategy": "last"
    });
    assert_eq!(written(&SearchQuery::new().limit(5)), five);
}

#[test]
fn defaults_are_constants() {
    assert_eq!(SearchQuery::DEFAULT_LIMIT, 20);
    assert_eq!(SearchQuery::DEFAULT_PRE_TAG, "<em>");
    assert_eq!(SearchQuery::DEFAULT_STRATEGY.as_str(), "last");
    assert_eq!(NewIndex::DEFAULT_SINCE, 1_700_000_000);
    const { assert!(!SearchQuery::DEFAULT_SHOW_SCORE) };
    let length = crate::scalars::types::EventRequest::DEFAULT_LENGTH;
    assert!(length.parse::<oas_runtime::scalar::Duration>().is_ok());
}

#[test]
fn what_is_read_has_to_be_there_all_the_same() {
    let message = refused::<SearchQuery>(json!({ "offset": 0 }));
    assert!(message.contains("limit"), "{message}");
}

#[test]
fn defaults_are_of_every_kind() {
    let index = NewIndex::new("a", 1).since(UnixTime::from(1_i64));
    let expected = json!({
        "name": "a", "locale": "en", "weight": -1.5, "since": 1, "tags": ["a", "b"],
        "fields": {}, "extra": 3, "ratio": 1.0, "tiny": 1,
        "labels": {"red": 1, "blue green": 2}, "version": [2, 1],
        "settings": {"mode": "strict", "limits": [1, null]}
    });
    assert_eq!(written(&index), expected);
    assert_eq!(survives::<NewIndex>(expected), index);
}

#[test]
fn many_arguments_and_flags_have_names() {
    let flags = Flags::new(FlagsRequired {
        kept: true,
        shown: false,
    });
    assert_eq!(written(&flags), json!({ "kept": true, "shown": false }));
    let named = Named::new(NamedRequired {
        a: "a".to_owned(),
        b: 1,
        c: vec!["c".to_owned()],
        d: "d".into(),
        e: [("e".to_owned(), 1.5)].into(),
        f: UnixTime::from(2_i64),
        h: NamedH::X,
    });
    let expected = json!({
        "a": "a", "b": 1, "c": ["c"], "d": "d", "e": { "e": 1.5 }, "f": 2, "g": true, "h": "x"
    });
    assert_eq!(written(&named), expected);
}
