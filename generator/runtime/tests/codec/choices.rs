//! Enums and unions: what is known, what is kept, what is refused and why.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use oas_runtime::codec::{
    Assertion, IntegerEnum, JsonType, StringEnum, VariantMatcher, from_str, to_vec,
};
use oas_runtime::{Value, integer_enum, json_object, string_enum, union};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

fn written<T: Serialize>(value: &T) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

pub(crate) fn read<T: DeserializeOwned>(text: &str) -> T {
    from_str(text).unwrap()
}

#[derive(Debug, Clone)]
pub(crate) enum Category {
    Customer,
    BackOffice,
    Unknown(String),
}

string_enum! {
    Category { Customer: "Customer", BackOffice: "Back-office", } unknown Unknown
}

#[derive(Debug, Clone)]
enum Closed {
    Yes,
    No,
}

string_enum! { Closed { Yes: "yes", No: "no" } }

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Level {
    Low,
    High,
    Unknown(i64),
}

integer_enum! { Level { Low: -1, High: 2, } unknown Unknown }

#[derive(Debug, Clone, PartialEq, Eq)]
enum Bit {
    Zero,
    One,
}

integer_enum! { Bit { Zero: 0, One: 1 } }

#[test]
fn enums_of_texts_are_compared_by_their_texts() {
    let known = Category::from("Customer".to_owned());
    assert_eq!(Category::Unknown("Customer".to_owned()), known);
    assert_ne!(Category::BackOffice, known);
    let mut all = [
        Category::Unknown("Aide".to_owned()),
        Category::Customer,
        Category::BackOffice,
    ];
    all.sort();
    assert_eq!(
        all.each_ref().map(StringEnum::value),
        ["Aide", "Back-office", "Customer"]
    );
    let set = HashSet::from([known, Category::Unknown("Customer".to_owned())]);
    assert_eq!(set.len(), 1);
}

#[test]
fn an_open_enum_keeps_what_it_does_not_know() {
    for (text, category) in [
        ("Customer", Category::Customer),
        ("Back-office", Category::BackOffice),
        ("back-office", Category::Unknown("back-office".to_owned())),
        ("", Category::Unknown(String::new())),
    ] {
        let json = serde_json::to_string(text).unwrap();
        assert_eq!(read::<Category>(&json), category);
        assert_eq!(written(&category), json);
        assert_eq!(category.value(), text);
        assert_eq!(text.parse(), Ok(category.clone()));
        assert_eq!(Category::from(text.to_owned()), Category::from(&category));
        assert_eq!(category.to_string(), category.as_ref());
    }
    assert_eq!(Category::VALUES, ["Customer", "Back-office"]);
    assert_eq!(
        from_str::<Category>("7").unwrap_err().message(),
        r#"invalid type: integer `7`, expected a string, one of "Customer", "Back-office" (Category)"#
    );

    assert_eq!(read::<Level>("2.0"), Level::High);
    assert_eq!(read::<Level>("3"), Level::Unknown(3));
    assert_eq!(written(&Level::Low), "-1");
    assert_eq!(
        Level::known_or(-1, Level::Unknown),
        Level::from(&Level::Low)
    );
    assert_eq!(Level::known_or(9, Level::Unknown).to_string(), "9");
    assert_eq!(Level::VALUES, [-1, 2]);
}

#[test]
fn a_closed_enum_says_what_it_allows() {
    assert_eq!(read::<Closed>(r#""no""#), Closed::No);
    assert_eq!(
        from_str::<Closed>(r#""maybe""#).unwrap_err().message(),
        r#"invalid value: string "maybe", expected a string, one of "yes", "no" (Closed)"#
    );
    assert_eq!(
        "maybe".parse::<Closed>().unwrap_err().to_string(),
        r#""maybe" is not one of "yes", "no" (Closed)"#
    );
    assert_eq!(read::<Bit>("1"), Bit::One);
    assert_eq!(
        from_str::<Vec<Bit>>("[0,2]").unwrap_err().to_string(),
        "at `[1]`: invalid value: integer `2`, expected an integer, one of 0, 1 (Bit) (line 1, column 4)"
    );
    assert_eq!(Bit::try_from(0), Ok(Bit::Zero));
    assert!(Bit::try_from(7).is_err());
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Contact {
    id: Option<String>,
    body: Option<i64>,
}

json_object! {
    Contact {
        optional { id: "id", body: "body", }
        constant { "type": "user", }
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Admin {
    admin_id: i64,
    note: Option<Box<Reply>>,
}

json_object! {
    Admin {
        required { admin_id: "admin_id", }
        optional { note: "note", }
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Reply {
    Contact(Contact),
    Admin(Box<Admin>),
    Text(String),
    Count(i64),
    List(Vec<Reply>),
    Unknown(Value),
}

union! {
    Reply {
        Contact(Contact): VariantMatcher::Tag("type", &["user", "lead"]),
        Admin(Box<Admin>): VariantMatcher::Keys(&["admin_id"]) tagged "type" = "admin",
        Text: VariantMatcher::Type(JsonType::String),
        Count(i64): VariantMatcher::Types(&[JsonType::Integer]),
        List(Vec<Reply>): VariantMatcher::Type(JsonType::Array),
    }
    unknown Unknown
}

#[derive(Debug, Clone, PartialEq)]
enum Strict {
    Contact(Contact),
    Admin(Admin),
}

union! {
    Strict {
        Contact(Contact): VariantMatcher::Fields(&[("type", &["user"]), ("v", &["1"])]),
        Admin(Admin): VariantMatcher::Any,
    }
}

#[test]
fn a_union_takes_the_first_variant_that_fits_and_reads() {
    let contact = Contact {
        id: Some("c".to_owned()),
        body: None,
    };
    assert_eq!(read::<Reply>(r#"{"type":"lead","id":"c"}"#), contact.into());
    assert_eq!(read::<Reply>(r#""x""#), Reply::Text("x".to_owned()));
    assert_eq!(read::<Reply>("3.0"), Reply::Count(3));
    assert_eq!(
        read::<Reply>(r#"[1,["y"]]"#),
        vec![Reply::Count(1), vec![Reply::Text("y".to_owned())].into()].into()
    );
    let both = r#"{"type":"user","body":"no number","admin_id":5}"#;
    assert!(matches!(read(both), Reply::Admin(admin) if admin.admin_id == 5));
}

#[test]
fn a_union_keeps_what_it_does_not_know() {
    for text in [
        "null",
        "1.5",
        r#"{"a":[{}]}"#,
        r#"{"type":"user","body":"x"}"#,
    ] {
        let reply: Reply = read(text);
        assert!(matches!(reply, Reply::Unknown(_)), "{text}");
        assert_eq!(
            serde_json::from_str::<Value>(&written(&reply)).unwrap(),
            serde_json::from_str::<Value>(text).unwrap()
        );
    }
}

#[test]
fn a_tag_is_added_where_the_payload_lacks_it() {
    let reply: Reply = read(r#"{"admin_id":5,"note":{"type":"user"}}"#);
    assert_eq!(
        serde_json::from_str::<Value>(&written(&reply)).unwrap(),
        json!({"type": "admin", "admin_id": 5, "note": {"type": "user"}})
    );
}

#[derive(Debug, Clone, PartialEq)]
struct Step {
    kind: Value,
}

json_object! { Step { required { kind: "kind", } } }

/// One shape under several tags: what the shape says of it can be wrong.
#[derive(Debug, Clone, PartialEq)]
enum Move {
    Up(Step),
    Down(Step),
    Third(Step),
}

union! {
    Move {
        Up: VariantMatcher::Tag("kind", &["up", "above"]) tagged "kind" = "up",
        Down: VariantMatcher::Tag("kind", &["down"]) tagged "kind" = "down",
        Third: VariantMatcher::Tag("kind", &["3"]) tagged "kind" = "3",
    }
}

#[test]
fn a_tag_of_another_variant_is_not_sent() {
    let step = |kind: Value| Step { kind };
    for (sent, kind) in [
        (Move::Up(step(json!("text"))), json!("up")),
        (Move::Up(step(json!("above"))), json!("above")),
        (Move::Down(step(json!("up"))), json!("down")),
        (Move::Third(step(json!(1))), json!(3)),
        (Move::Third(step(json!("3"))), json!("3")),
    ] {
        let written = serde_json::from_str::<Value>(&written(&sent)).unwrap();
        assert_eq!(written, json!({ "kind": kind }));
    }
}

#[test]
fn a_union_says_why_each_variant_failed() {
    let error = from_str::<Vec<Strict>>(r#"[{"type":"user","v":1,"body":[]}]"#).unwrap_err();
    assert_eq!(error.path(), "[0]");
    assert_eq!(
        error.message(),
        "found an object that no variant of Strict fits; \
         Contact: at `body`: invalid type: sequence, expected an integer of 64 bits; \
         Admin: missing field `admin_id`"
    );
    assert_eq!(
        from_str::<Strict>("7").unwrap_err().message(),
        "found a number that no variant of Strict fits; \
         Admin: invalid type: integer `7`, expected an object (Admin)"
    );
}

#[test]
fn rules_tell_values_apart() {
    let object = json!({"a": "x", "n": 1, "t": true, "null": null});
    for (rule, value, fits) in [
        (VariantMatcher::Tag("a", &["y", "x"]), &object, true),
        (VariantMatcher::Tag("n", &["1"]), &object, true),
        (VariantMatcher::Tag("t", &["true"]), &object, true),
        (VariantMatcher::Tag("null", &["null"]), &object, false),
        (VariantMatcher::Tag("a", &["x"]), &json!("a"), false),
        (VariantMatcher::TagIfPresent("a", &["x"]), &object, true),
        (VariantMatcher::TagIfPresent("a", &["y"]), &object, false),
        (VariantMatcher::TagIfPresent("b", &["x"]), &object, true),
        (
            VariantMatcher::TagIfPresent("a", &["x"]),
            &json!("a"),
            false,
        ),
        (VariantMatcher::Keys(&["a", "null"]), &object, true),
        (VariantMatcher::Keys(&["a", "b"]), &object, false),
        (
            VariantMatcher::Fields(&[("a", &["x"]), ("n", &["2"])]),
            &object,
            false,
        ),
        (VariantMatcher::Type(JsonType::Integer), &json!(1.0), true),
        (VariantMatcher::Type(JsonType::Integer), &json!(1.5), false),
        (VariantMatcher::Type(JsonType::Number), &json!(1), true),
        (VariantMatcher::Type(JsonType::Null), &json!(null), true),
        (VariantMatcher::Type(JsonType::Boolean), &json!(false), true),
        (VariantMatcher::Type(JsonType::Object), &json!([]), false),
        (
            VariantMatcher::Types(&[JsonType::Array, JsonType::String]),
            &json!([]),
            true,
        ),
        (
            VariantMatcher::Values(&["asc", "desc"]),
            &json!("asc"),
            true,
        ),
        (
            VariantMatcher::Values(&["asc", "desc"]),
            &json!("up"),
            false,
        ),
        // What else is asserted only weighs between those that fit.
        (
            VariantMatcher::Assertions(JsonType::Array, &[Assertion::Items(2, 2)]),
            &json!([1]),
            true,
        ),
        (
            VariantMatcher::Assertions(JsonType::Array, &[Assertion::Items(2, 2)]),
            &json!({}),
            false,
        ),
        (VariantMatcher::Any, &json!(null), true),
    ] {
        assert_eq!(rule.fits(value), fits, "{rule:?} {value}");
    }
}

/// Both variants hold the union itself, so that each level doubles the work.
#[derive(Debug, Clone, PartialEq)]
struct Nest {
    inner: Box<Doubling>,
}

json_object! { Nest { required { inner: "inner", } } }

#[derive(Debug, Clone, PartialEq)]
enum Doubling {
    One(Nest),
    Other(Nest),
}

union! {
    Doubling {
        One: VariantMatcher::Any,
        Other: VariantMatcher::Any,
    }
}

#[test]
fn a_hostile_nest_of_unions_ends_soon() {
    let text = format!("{}7{}", r#"{"inner":"#.repeat(120), "}".repeat(120));
    let start = Instant::now();
    let error = from_str::<Doubling>(&text).unwrap_err();
    assert!(error.message().len() < 700);
    assert!(start.elapsed() < Duration::from_secs(20));
    // The next document has a budget of its own.
    assert!(from_str::<Reply>(r#"{"type":"user"}"#).is_ok());
}
