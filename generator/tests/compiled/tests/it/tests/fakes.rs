//! Values that are made up from the schemas of types.

use std::collections::BTreeSet;

use oas_runtime::test_util::Fake;

use crate::json_schema::types::{Outline, Shape, ShapeRequest};

/// Each shape, and those in it.
fn check(shape: &Shape) -> usize {
    assert!(shape.name.chars().count() <= 20, "{shape:?}");
    assert!(shape.area.is_none_or(|area| area > 0.0), "{shape:?}");
    assert!(!matches!(shape.outline, Outline::Unknown(_)), "{shape:?}");
    let color = shape.color.as_ref();
    assert!(color.is_none_or(|color| ["red", "blue"].contains(&color.as_ref())));
    if let Some(time) = &shape.drawn_at {
        assert!(time.value().is_some(), "{time:?}");
    }
    let parts = shape.parts.iter().flatten();
    parts.map(check).sum::<usize>() + 1
}

#[test]
fn what_is_made_up_fits_its_schema_and_follows_from_its_seed() {
    let mut seen = BTreeSet::new();
    let mut most = 0;
    for seed in 0..100 {
        let shape = Shape::fake(seed).unwrap();
        assert_eq!(Shape::fake(seed).unwrap(), shape);
        most = most.max(check(&shape));
        seen.insert(serde_json::to_string(&shape).unwrap());
        let _ = ShapeRequest::fake(seed).unwrap();
    }
    assert!(seen.len() > 90 && most > 3, "{} {most}", seen.len());
    for part in [r#""kind":"circle""#, r#""kind":"box""#, "red", "blue"] {
        assert!(seen.iter().any(|text| text.contains(part)), "{part}");
    }
}
