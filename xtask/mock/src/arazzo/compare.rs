//! What the runner and emitted workflows make of values: emitted code takes these functions
//! along.

use oas_mock::Value;

/// A value as it stands in a text.
pub(super) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The order of two values, if they have one: texts are compared without regard to case.
pub(super) fn compared(left: &Value, right: &Value) -> Option<std::cmp::Ordering> {
    if let (Some(left), Some(right)) = (left.as_f64(), right.as_f64()) {
        return left.partial_cmp(&right);
    }
    let is_same = match (left.as_str(), right.as_str()) {
        (Some(left), Some(right)) => left.to_lowercase() == right.to_lowercase(),
        _ => left == right,
    };
    is_same.then_some(std::cmp::Ordering::Equal)
}
