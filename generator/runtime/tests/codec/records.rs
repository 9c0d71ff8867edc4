//! Records: what each section of a table reads and writes, and what errors say.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use oas_runtime::codec::{CodecError, from_slice, from_str, from_value, to_value, to_vec};
use oas_runtime::{Patch, UnixTime, Value, json_object};
use serde::{Serialize, de::DeserializeOwned};

fn written<T: Serialize>(value: &T) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

fn failure<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> CodecError {
    from_str::<T>(text).unwrap_err()
}

#[derive(Debug, Clone, PartialEq)]
struct Ticket {
    id: String,
    count: i64,
    parent: Option<i64>,
    title: Option<String>,
    snoozed_until: Patch<UnixTime>,
    state: Option<State>,
    children: Option<Vec<Ticket>>,
    labels: Option<BTreeMap<String, State>>,
    next: Option<Box<Ticket>>,
}

json_object! {
    Ticket {
        required { id: "id", count: "count", }
        nullable { parent: "parent", }
        optional {
            title: "title",
            snoozed_until: "snoozedUntil",
            state: "state",
            children: "children",
            labels: "labels",
            next: "next",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct State {
    category: Option<String>,
    id: Option<i64>,
    note: Patch<String>,
}

json_object! {
    State {
        optional { category: "category", id: "id", note: "note", }
        shorthand category;
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Open {
    id: Option<String>,
    extra: BTreeMap<String, i64>,
}

json_object! {
    Open {
        optional { id: "id", }
        constant { "type": "open", "version": 2, }
        additional extra;
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Strict {
    id: String,
    extra: BTreeMap<String, Value>,
}

json_object! {
    Strict {
        required { id: "id", }
        additional extra;
    }
}

#[test]
fn members_are_read_in_any_order_and_written_in_the_tables() {
    let text = r#"{"title":"t","unknown":{"a":[1,{}]},"count":2,"snoozedUntil":null,"id":"1"}"#;
    let ticket: Ticket = from_str(text).unwrap();
    assert_eq!(ticket.snoozed_until, Patch::Null);
    assert_eq!(
        written(&ticket),
        r#"{"id":"1","count":2,"parent":null,"title":"t","snoozedUntil":null}"#
    );
}

#[test]
fn null_is_none_where_a_field_is_optional() {
    let text = r#"{"id":"1","count":1,"parent":null,"title":null,"children":null,"next":null}"#;
    let ticket: Ticket = from_str(text).unwrap();
    assert_eq!(ticket.title, None);
    assert_eq!(ticket.snoozed_until, Patch::Absent);
    assert_eq!(written(&ticket), r#"{"id":"1","count":1,"parent":null}"#);
}

#[test]
fn the_last_of_two_members_counts() {
    let state: State = from_str(r#"{"id":1,"category":"a","id":2}"#).unwrap();
    assert_eq!(state.id, Some(2));
    let ticket: Ticket = from_str(r#"{"id":"1","id":"2","count":1,"count":3}"#).unwrap();
    assert_eq!((ticket.id.as_str(), ticket.count), ("2", 3));
}

#[test]
fn escaped_keys_are_known_too() {
    let state: State = from_str(r#"{"\u0069d":1}"#).unwrap();
    assert_eq!(state.id, Some(1));
}

#[test]
fn a_bare_string_stands_for_its_field() {
    let state: State = from_str(r#""open""#).unwrap();
    assert_eq!(state.category.as_deref(), Some("open"));
    assert_eq!(written(&state), r#""open""#);
    let state: State = from_str(r#"{"category":"open","id":1}"#).unwrap();
    assert_eq!(written(&state), r#"{"category":"open","id":1}"#);
    let cleared = State {
        category: Some("open".to_owned()),
        note: Patch::Null,
        ..State::default()
    };
    assert_eq!(written(&cleared), r#"{"category":"open","note":null}"#);
    assert_eq!(written(&State::default()), "{}");
}

#[test]
fn the_rest_is_kept_without_declared_members() {
    let text = r#"{"a":1,"type":"other","id":"x","b":2,"version":9}"#;
    let open: Open = from_str(text).unwrap();
    assert_eq!(open.extra.len(), 2);
    assert_eq!(
        written(&open),
        r#"{"id":"x","type":"open","version":2,"a":1,"b":2}"#
    );
    let strict: Strict = from_str(r#"{"z":null,"id":"x","a":[1]}"#).unwrap();
    assert_eq!(written(&strict), r#"{"id":"x","a":[1],"z":null}"#);
}

#[test]
fn a_rest_that_repeats_a_declared_member_is_refused() {
    for key in ["id", "type"] {
        let open = Open {
            extra: BTreeMap::from([(key.to_owned(), 1)]),
            ..Open::default()
        };
        let error = to_vec(&vec![open]).unwrap_err();
        assert_eq!(error.path(), key);
        assert!(error.message().contains("declared one of Open"), "{error}");
    }
}

#[test]
fn an_error_has_a_path_through_lists_maps_and_boxes() {
    let inner = r#"{"id":"1","count":1,"labels":{"a b":{"id":"seven"}}}"#;
    let text = format!(r#"{{"id":"0","count":0,"children":[{inner},{inner}]}}"#);
    assert_eq!(
        failure::<Ticket>(&text).path(),
        r#"children[0].labels["a b"].id"#
    );
    let text = format!(r#"{{"id":"0","count":0,"next":{inner}}}"#);
    let error = failure::<Ticket>(&text);
    assert_eq!(error.path(), r#"next.labels["a b"].id"#);
    assert_eq!(
        error.message(),
        r#"invalid type: string "seven", expected an integer of 64 bits"#
    );
    assert_eq!(error.line(), 1);
    let error = from_value::<Ticket>(serde_json::from_str(&text).unwrap()).unwrap_err();
    assert_eq!(error.path(), r#"next.labels["a b"].id"#);
    assert_eq!(error.line(), 0);
}

#[test]
fn what_is_missing_is_named_where_it_is_missing() {
    let error = failure::<Ticket>(r#"{"id":"0","count":0,"next":{"id":"1"}}"#);
    assert_eq!(error.path(), "next");
    assert_eq!(error.message(), "missing field `count`");
    assert_eq!(
        failure::<Ticket>("{}").message(),
        "missing fields `id`, `count`"
    );
    assert_eq!(
        failure::<Ticket>(r#"{"id":null,"count":1}"#).to_string(),
        "at `id`: invalid type: null, expected a string (line 1, column 10)"
    );
}

#[test]
fn what_is_no_object_is_refused() {
    for (text, found) in [
        ("null", "null"),
        ("[]", "sequence"),
        ("7", "integer `7`"),
        (r#""x""#, r#"string "x""#),
    ] {
        let error = failure::<Ticket>(text);
        assert_eq!(
            error.message(),
            format!("invalid type: {found}, expected an object (Ticket)")
        );
        assert_eq!(error.path(), "");
    }
}

#[test]
fn broken_documents_are_refused() {
    for text in [
        "",
        "{",
        r#"{"id""#,
        r#"{"id":"1""#,
        r#"{"id":"1","count":1} x"#,
        r#"{"id":"1","count":1}{}"#,
        r#"{"id":"1",,"count":1}"#,
        r#"{"id":"1","count":1,"unknown":[}"#,
        "{\"id\":\"\u{1}\"}",
    ] {
        assert!(from_str::<Ticket>(text).is_err(), "{text}");
    }
    assert!(from_slice::<Ticket>(b"{\"id\":\"\xff\",\"count\":1}").is_err());
    assert!(from_slice::<State>(b"\xef\xbb\xbf{\"id\":1}").is_ok());
}

#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let text = format!(r#"{{"unknown":{deep},"id":"1","count":1}}"#);
    // Skipping needs no stack; keeping does, and is refused.
    let _ = from_str::<Ticket>(&text);
    let error = failure::<Strict>(&text);
    assert!(error.message().contains("recursion limit"), "{error}");
    let nested = r#"{"id":"1","count":1,"next":"#;
    let text = nested.repeat(10_000);
    assert!(failure::<Ticket>(&text).message().contains("recursion"));
}

#[test]
fn a_message_is_bounded() {
    let text = format!(r#"{{"id":"1","count":"{}"}}"#, "é".repeat(100_000));
    let error = failure::<Ticket>(&text);
    assert!(error.message().len() < 700);
    assert_eq!(error.path(), "count");
}

#[test]
fn serdes_own_traits_do_the_same() {
    let text = r#"{"id":"1","count":1,"parent":2}"#;
    let ticket: Ticket = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&ticket).unwrap(), text);
    assert_eq!(
        to_value(&ticket).unwrap(),
        serde_json::json!({"id": "1", "count": 1, "parent": 2})
    );
    assert!(serde_json::from_str::<Ticket>("{}").is_err());
    assert_eq!(
        failure::<State>(r#"{"id":"a"}"#).path(),
        "id",
        "what plain serde left behind doesn't show up later"
    );
}

#[test]
fn bytes_that_are_not_utf_8_matter_where_they_are_read() {
    // A member that nobody knows may hold what it likes.
    for unknown in [
        &b"\xff"[..],
        b"caf\xc3",
        b"\xf0\x9f\x98",
        b"a\\\\\xff",
        b"\\\"\xff",
    ] {
        let text = [
            br#"{"id": "1", "count": 2, "unknown": ["#,
            &b"\""[..],
            unknown,
            b"\"]}",
        ]
        .concat();
        assert_eq!(from_slice::<Ticket>(&text).unwrap().id, "1");
        let text = [&br#"{"id": ""#[..], unknown, br#"", "count": 2}"#].concat();
        let error = from_slice::<Ticket>(&text).unwrap_err();
        assert_eq!(error.message(), "text that isn't UTF-8");
        assert_eq!((error.path(), error.line()), ("id", 1));
    }
    // Not even there is half an escape anything.
    let text = b"{\"id\": \"1\", \"count\": 2, \"unknown\": \"\\\xff\"}";
    let error = from_slice::<Ticket>(text).unwrap_err();
    assert_eq!(error.message(), "invalid escape");
    let error = from_slice::<Ticket>(b"\xff\xfe{}").unwrap_err();
    assert_eq!(error.message(), "expected value");
    // What is UTF-8 is told as it was.
    let error = failure::<Ticket>(r#"{"id": "\udc80", "count": 1}"#);
    assert_eq!(error.message(), "lone leading surrogate in hex escape");
}

#[test]
fn of_members_that_come_twice_the_last_one_counts() {
    let text = r#"{"id": "1", "count": 1, "state": {"category": "new", "id": 4}, "state": {"id": 5}, "title": "a",
        "children": [], "title": null, "id": "2", "children": [{"id": "3", "count": 3}], "snoozedUntil": 7, "snoozedUntil": null}"#;
    let ticket: Ticket = from_str(text).unwrap();
    assert_eq!((ticket.id.as_str(), ticket.title.as_deref()), ("2", None));
    let state = ticket.state.unwrap();
    assert_eq!((state.category, state.id), (None, Some(5)));
    assert_eq!(ticket.children.unwrap().len(), 1);
    assert_eq!(ticket.snoozed_until, Patch::Null);
}

#[derive(Debug, Clone, PartialEq)]
struct Labelled {
    id: String,
    labels: Option<Value>,
    state: Patch<i64>,
}

json_object!(Labelled: Eq + Hash { required { id } optional { labels, state } });

#[test]
fn equal_records_have_one_hash() {
    let of = |text: &str| from_str::<Labelled>(text).unwrap();
    let one = of(r#"{"id":"1","labels":{"a":1,"b":2},"state":null}"#);
    let same = of(r#"{"state":null,"labels":{"b":2,"a":1},"id":"1"}"#);
    let others = [
        of(r#"{"id":"1","labels":{"a":1,"b":2}}"#),
        of(r#"{"id":"1","labels":{"a":2,"b":1},"state":null}"#),
        of(r#"{"id":"2","labels":{"a":1,"b":2},"state":null}"#),
    ];
    let mut set = HashSet::from([one]);
    assert!(!set.insert(same));
    for other in others {
        assert!(set.insert(other.clone()), "{other:?}");
    }
    let build = RandomState::new();
    let hashes: HashSet<u64> = set.iter().map(|record| build.hash_one(record)).collect();
    assert_eq!(hashes.len(), 4);
}
