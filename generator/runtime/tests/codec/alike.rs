//! Variants that the values of their members alone tell apart.

use crate::choices::{Category, Level, read};
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
