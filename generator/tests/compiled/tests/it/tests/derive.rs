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
    assert_eq!(
        text,
        r#"{"id":"7","tags":[{"name":"a"},{"name":"b"}],"size":"small"}"#
    );
    assert_eq!(serde_json::from_str::<Pet>(&text).unwrap(), pet);
}

#[test]
fn the_schema_of_a_type_is_the_documents() {
    use crate::json_schema::types::{Shape, ShapeRequest};
    use oas_runtime::utoipa::{PartialSchema as _, ToSchema as _};

    let schema = schema_for!(Shape).to_value();
    let at = |pointer: &str| schema.pointer(pointer).unwrap_or(&oas_runtime::Value::Null);
    assert_eq!(*at("/properties/name/maxLength"), 20);
    assert_eq!(*at("/properties/area/exclusiveMinimum"), 0);
    assert_eq!(
        at("/properties/area/type").to_string(),
        r#"["number","null"]"#
    );
    assert_eq!(*at("/properties/parts/items/$ref"), "#");
    assert_eq!(*at("/$defs/Circle/properties/kind/enum/0"), "circle");
    let request = schema_for!(ShapeRequest).to_value();
    assert_eq!(request["properties"]["parts"]["items"]["$ref"], "#");

    let schema = oas_runtime::json!(Shape::schema());
    assert_eq!(schema["properties"]["name"]["maxLength"], 20);
    let parts = &schema["properties"]["parts"]["items"]["$ref"];
    assert_eq!(*parts, "#/components/schemas/Shape");
    let mut schemas = Vec::new();
    Shape::schemas(&mut schemas);
    let mut names: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Box", "Circle", "Outline", "Shape"]);
}
