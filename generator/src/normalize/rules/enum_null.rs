//! `enum: [a, null]` → `enum: [a]` and `nullable: true`. Null alone stays listed: it is
//! a value that is always the same.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let Some(Node::List(values)) = subject.map.get("enum") else {
        return;
    };
    if !values.contains(&Node::Null) {
        return;
    }
    let kept: Vec<usize> = (0..values.len())
        .filter(|index| values.get(*index) != Some(&Node::Null))
        .collect();
    if kept.is_empty() {
        for key in ["type", "format"] {
            subject.map.shift_remove(key);
        }
        return subject.be_null();
    }
    let count = values.len();
    for key in ["enum", "x-rust-name"] {
        if let Some(Node::List(list)) = subject.map.get_mut(key) {
            // Names belong to values by their places.
            if list.len() == count {
                let all = std::mem::take(list).into_iter().enumerate();
                *list = all
                    .filter(|(index, _)| kept.contains(index))
                    .map(|(_, value)| value)
                    .collect();
            }
        }
    }
    let moves: Vec<(String, String)> = kept
        .iter()
        .enumerate()
        .filter(|(now, was)| now != *was)
        .map(|(now, was)| (format!("/enum/{now}"), format!("/enum/{was}")))
        .collect();
    subject.moved(&moves);
    // Of a type that null isn't of, it is allowed by one word and forbidden by another.
    let is_typed = matches!(subject.map.get("type"), Some(Node::String(name)) if name != "null");
    let is_foreign = is_typed && subject.map.get("nullable") != Some(&Node::Bool(true));
    subject.allow_null();
    if is_foreign {
        subject.mark_null_as_foreign();
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn null_is_no_value_of_an_enum() {
        becomes(
            apply,
            "{enum: [a, null, b], x-rust-name: [A, N, B]}",
            "{enum: [a, b], x-rust-name: [A, B], nullable: true}",
        );
        becomes(apply, "{enum: [null]}", "{enum: [null], nullable: true}");
        assert_eq!(
            applied(apply, "{enum: [null, b]}").1,
            ["/enum/0 was /enum/1"]
        );
    }
}
