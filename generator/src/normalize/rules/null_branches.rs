//! `anyOf: [A, {type: 'null'}]` → `anyOf: [A]` and `nullable: true`.

use crate::normalize::subject::Subject;
use crate::tree::{Node, NodeMap};

pub(super) fn apply(subject: &mut Subject) {
    for key in ["anyOf", "oneOf"] {
        let Some(Node::List(branches)) = subject.map.get_mut(key) else {
            continue;
        };
        if !branches.iter().any(is_null) {
            continue;
        }
        let mut moves = Vec::new();
        let mut kept = Vec::new();
        for (index, branch) in std::mem::take(branches).into_iter().enumerate() {
            if !is_null(&branch) {
                moves.push((format!("/{key}/{}", kept.len()), format!("/{key}/{index}")));
                kept.push(branch);
            }
        }
        let is_empty = kept.is_empty();
        if !is_empty {
            *branches = kept;
        }
        let moves: Vec<(&str, &str)> = moves
            .iter()
            .map(|(now, was)| (now.as_str(), was.as_str()))
            .filter(|(now, was)| now != was)
            .collect();
        subject.moved(&moves);
        if is_empty {
            subject.map.shift_remove(key);
            subject.be_null();
        } else {
            subject.allow_null();
        }
    }
}

/// Whether the branch allows null and nothing else.
pub(super) fn is_null(branch: &Node) -> bool {
    let only_null = |list: &Node| list.as_list() == Some(&[Node::Null]);
    if is_nullable_alone(branch) {
        return true;
    }
    match branch.get("type") {
        Some(Node::String(name)) => name == "null",
        Some(Node::List(names)) => {
            matches!(names.as_slice(), [Node::String(name)] if name == "null")
        }
        _ => branch.get("const") == Some(&Node::Null) || branch.get("enum").is_some_and(only_null),
    }
}

/// `{nullable: true}`: 3.0 has no type for null, and by the letter this is
/// anything. Whoever writes it as a branch means null.
fn is_nullable_alone(branch: &Node) -> bool {
    let mut keys = branch.as_map().into_iter().flat_map(NodeMap::keys);
    branch.get("nullable") == Some(&Node::Bool(true))
        && keys.all(|key| ["nullable", "title", "description"].contains(&key.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn a_branch_of_null_goes() {
        becomes(
            apply,
            "{anyOf: [{type: 'null'}, {type: string}]}",
            "{anyOf: [{type: string}], nullable: true}",
        );
        becomes(
            apply,
            "{oneOf: [{enum: [null]}]}",
            "{enum: [null], nullable: true}",
        );
        becomes(
            apply,
            "{anyOf: [{$ref: '#/x'}, {nullable: true}]}",
            "{anyOf: [{$ref: '#/x'}], nullable: true}",
        );
        becomes(
            apply,
            "{oneOf: [{type: string}]}",
            "{oneOf: [{type: string}]}",
        );
        let moves = applied(apply, "{anyOf: [{a: 1}, {const: null}, {b: 1}]}").1;
        assert_eq!(moves, ["/anyOf/1 was /anyOf/2"]);
    }
}
