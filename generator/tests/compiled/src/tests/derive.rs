//! Traits that the configuration adds, and those that follow.

use schemars::{JsonSchema, schema_for};

use crate::derive::types::{Measure, Pet, PetId, Shape, Size, Tag};

fn has_schema<T: JsonSchema>() -> String {
    schema_for!(T).to_value().to_string()
}

#[test]
fn added_traits_are_there_and_values_still_travel() {
    let mut tags = [Tag::new().name("b"), Tag::new().name("a")];
    tags.sort();
    assert_eq!(tags[0].name.as_deref(), Some("a"));
    assert!(Measure::new(1.5) < Measure::new(2.0));
    assert!(has_schema::<Size>().contains("Small"));
    assert!(has_schema::<PetId>().contains("string"));
    assert!(has_schema::<Shape>().contains("Unknown"));

    let pet = Pet::new(PetId::from("7"), tags).size(Size::Small);
    let text = serde_json::to_string(&pet).unwrap();
    assert_eq!(text, r#"{"id":"7","size":"small","tags":[{"name":"a"},{"name":"b"}]}"#);
    assert_eq!(serde_json::from_str::<Pet>(&text).unwrap(), pet);
}
