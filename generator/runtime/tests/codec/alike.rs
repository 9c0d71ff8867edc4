//! Variants that the values of their members alone tell apart.

use crate::choices::{Category, Level, read};
use std::net::{Ipv4Addr, Ipv6Addr};

use oas_runtime::scalar::Scalar;
use oas_runtime::{Value, json_object, union};

/// Each has the same members, and only the values of enums tell them apart.
#[derive(Debug, Clone, PartialEq, Default)]
struct Desk {
    category: Option<Category>,
}

json_object! { Desk { optional { category: "v", } } }

#[derive(Debug, Clone, PartialEq, Default)]
struct Dial {
    level: Option<Level>,
}

json_object! { Dial { optional { level: "v", } } }

#[derive(Debug, Clone, PartialEq, Default)]
struct Note {
    text: Option<String>,
}

json_object! { Note { optional { text: "v", } } }

#[derive(Debug, Clone, PartialEq)]
enum Thing {
    Desk(Desk),
    Dial(Dial),
    Note(Note),
    Whole(i64),
    Number(f64),
    Unknown(Value),
}

union! {
    Thing {
        Desk(Desk): VariantMatcher::Type(JsonType::Object),
        Dial(Dial): VariantMatcher::Type(JsonType::Object),
        Note(Note): VariantMatcher::Type(JsonType::Object),
        Whole(i64): VariantMatcher::Type(JsonType::Integer),
        Number(f64): VariantMatcher::Type(JsonType::Number),
    }
    unknown Unknown
}

#[test]
fn a_variant_whose_enums_know_the_values_goes_before_its_equals() {
    let variant = |text: &str| match read::<Thing>(text) {
        Thing::Desk(_) => "desk",
        Thing::Dial(_) => "dial",
        Thing::Note(_) => "note",
        Thing::Whole(_) => "whole",
        Thing::Number(_) => "number",
        Thing::Unknown(_) => "unknown",
    };
    assert_eq!(variant(r#"{"v":"Customer"}"#), "desk");
    assert_eq!(variant(r#"{"v":2}"#), "dial");
    assert_eq!(variant(r#"{"v":"Robot"}"#), "note");
    // Nobody knows it: the first that can be read.
    assert_eq!(variant(r#"{"v":7}"#), "dial");
    assert_eq!(variant("{}"), "desk");
    assert_eq!(variant("1"), "whole");
    assert_eq!(variant("1.0"), "number");
    // What one variant counted is not held against the next.
    let two = r#"[{"v":"Robot"},{"v":"Customer"}]"#;
    assert!(matches!(
        read::<Vec<Thing>>(two).as_slice(),
        [Thing::Note(_), Thing::Desk(_)]
    ));
}

#[derive(Debug, Clone, PartialEq)]
struct OldRange {
    first: Scalar<Ipv4Addr>,
}

json_object! { OldRange { required { first } } }

#[derive(Debug, Clone, PartialEq)]
struct NewRange {
    first: Scalar<Ipv6Addr>,
}

json_object! { NewRange { required { first } } }

#[derive(Debug, Clone, PartialEq)]
enum Range {
    Old(OldRange),
    New(NewRange),
}

union! {
    Range {
        Old(OldRange): VariantMatcher::Type(JsonType::Object),
        New(NewRange): VariantMatcher::Type(JsonType::Object),
    }
}

#[test]
fn a_variant_whose_formats_know_the_values_goes_before_its_equals() {
    let old = read::<Range>(r#"{"first":"192.0.2.1"}"#);
    assert!(matches!(old, Range::Old(_)));
    let new = read::<Range>(r#"{"first":"2001:db8::1"}"#);
    assert!(matches!(new, Range::New(_)));
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Thing(Thing),
    Note(Note),
}

union! {
    Node {
        Thing(Thing): VariantMatcher::Type(JsonType::Object),
        Note(Note): VariantMatcher::Type(JsonType::Object),
    }
}

#[test]
fn a_union_that_is_unsure_of_a_value_goes_behind_its_equals() {
    assert!(matches!(read::<Node>("{}"), Node::Note(_)));
    let sure = read::<Node>(r#"{"v":2}"#);
    assert!(matches!(sure, Node::Thing(Thing::Dial(_))));
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Clearable {
    text: Option<String>,
    size: Option<i64>,
}

json_object! { Clearable { optional { text: "v" or null, size as Lenient or null, } } }

#[derive(Debug, Clone, PartialEq)]
enum Paper {
    Note(Note),
    Clearable(Clearable),
}

union! {
    Paper {
        Note(Note): VariantMatcher::Type(JsonType::Object),
        Clearable(Clearable): VariantMatcher::Type(JsonType::Object),
    }
}

#[test]
fn a_null_that_a_variant_does_not_allow_is_read_where_no_other_does() {
    assert!(matches!(read::<Paper>(r#"{"v":"a"}"#), Paper::Note(_)));
    let null = read::<Paper>(r#"{"v":null}"#);
    assert!(matches!(null, Paper::Clearable(_)));
    let both = read::<Paper>(r#"{"v":null,"size":null}"#);
    assert!(matches!(both, Paper::Clearable(_)));
    assert_eq!(read::<Note>(r#"{"v":null}"#), Note::default());
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Old(Note),
    New(Desk),
}

union! {
    Part {
        Old(Note): VariantMatcher::TagIfPresent("kind", &["old"]),
        New(Desk): VariantMatcher::TagIfPresent("kind", &["new"]),
    }
}

#[test]
fn a_tag_that_may_be_missing_may_be_null() {
    assert!(matches!(read::<Part>(r#"{"kind":"new"}"#), Part::New(_)));
    assert!(matches!(read::<Part>(r#"{"kind":null}"#), Part::Old(_)));
    assert!(matches!(read::<Part>("{}"), Part::Old(_)));
}

#[derive(Debug, Clone, PartialEq, Default)]
struct Order {
    text: Option<String>,
    paid: Option<bool>,
}

json_object! { Order { optional { text: "v", paid, } } }

#[derive(Debug, Clone, PartialEq, Default)]
struct Paid {}

json_object! { Paid { constant { "paid": true, } } }

#[derive(Debug, Clone, PartialEq)]
enum Sent {
    Order(Order),
    Paid(Paid),
}

union! {
    Sent {
        Order(Order): VariantMatcher::Type(JsonType::Object),
        Paid(Paid): VariantMatcher::Tag("paid", &["true"]),
    }
}

#[test]
fn what_a_constant_names_would_lose_is_kept_where_there_is_no_unknown() {
    assert!(matches!(read::<Sent>(r#"{"paid":true}"#), Sent::Paid(_)));
    let fuller = read::<Sent>(r#"{"v":"a","paid":true}"#);
    assert!(matches!(fuller, Sent::Order(_)));
}
