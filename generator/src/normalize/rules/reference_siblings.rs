//! `$ref` beside other keys → `allOf` of the reference, beside those keys.
//!
//! 3.1 says that both count. 3.0 says that only the reference does, but whoever
//! writes `nullable` or a description beside one means it.

use crate::normalize::subject::Subject;
use crate::tree::{Node, NodeMap};

pub(super) fn apply(subject: &mut Subject) {
    if subject.map.len() < 2 || subject.text("$ref").is_none() {
        return;
    }
    let Some(reference) = subject.map.shift_remove("$ref") else {
        return;
    };
    let mut only = NodeMap::default();
    only.insert("$ref".to_owned(), reference);
    let mut parts = vec![Node::Map(only)];
    let mut moves = vec![
        ("/allOf/0".to_owned(), String::new()),
        ("/allOf/0/$ref".to_owned(), "/$ref".to_owned()),
    ];
    if let Some(Node::List(others)) = subject.map.shift_remove("allOf") {
        for (index, other) in others.into_iter().enumerate() {
            moves.push((format!("/allOf/{}", index + 1), format!("/allOf/{index}")));
            parts.push(other);
        }
    }
    subject.map.insert("allOf".to_owned(), Node::List(parts));
    subject.moved(&moves);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn siblings_are_kept() {
        becomes(
            apply,
            "{$ref: '#/x', nullable: true, description: d}",
            "{nullable: true, description: d, allOf: [{$ref: '#/x'}]}",
        );
        becomes(
            apply,
            "{$ref: '#/x', allOf: [{type: object}]}",
            "{allOf: [{$ref: '#/x'}, {type: object}]}",
        );
        becomes(apply, "{$ref: '#/x'}", "{$ref: '#/x'}");
        let moves = applied(apply, "{$ref: '#/x', allOf: [{}]}").1;
        assert_eq!(
            moves,
            [
                "/allOf/0 was ",
                "/allOf/0/$ref was /$ref",
                "/allOf/1 was /allOf/0"
            ]
        );
    }
}
