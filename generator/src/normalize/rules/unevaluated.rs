//! `unevaluatedProperties` and `unevaluatedItems` → `additionalProperties` and
//! `items`.
//!
//! They differ only in whether what `allOf` and its like declare counts as
//! declared, and in a type it always does.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    for (key, plain) in [
        ("unevaluatedProperties", "additionalProperties"),
        ("unevaluatedItems", "items"),
    ] {
        // `false` narrows what is allowed, as it does under the other name; and
        // whoever has said the one has left nothing for the other.
        let is_schema = matches!(subject.map.get(key), Some(Node::Map(_) | Node::Bool(true)));
        // What patterns and positions leave over is closed by it.
        let is_false = subject.map.get(key) == Some(&Node::Bool(false));
        let in_part = ["prefixItems", "patternProperties"];
        let closes = is_false && in_part.iter().any(|part| subject.map.contains_key(*part));
        if !(is_schema || closes) || subject.map.contains_key(plain) {
            continue;
        }
        if let Some(node) = subject.map.shift_remove(key) {
            subject.map.insert(plain.to_owned(), node);
            subject.moved(&[(&format!("/{plain}"), &format!("/{key}"))]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn what_is_not_evaluated_is_additional() {
        becomes(
            apply,
            "{prefixItems: [{}], unevaluatedItems: false}",
            "{prefixItems: [{}], items: false}",
        );
        becomes(
            apply,
            "{allOf: [{}], unevaluatedProperties: {type: integer}}",
            "{allOf: [{}], additionalProperties: {type: integer}}",
        );
        becomes(
            apply,
            "{prefixItems: [{}], unevaluatedItems: {type: integer}}",
            "{prefixItems: [{}], items: {type: integer}}",
        );
        for same in [
            "{unevaluatedProperties: false}",
            "{additionalProperties: {}, unevaluatedProperties: {type: integer}}",
        ] {
            becomes(apply, same, same);
        }
        let moves = applied(apply, "{unevaluatedProperties: {}}").1;
        assert_eq!(moves, ["/additionalProperties was /unevaluatedProperties"]);
    }
}
