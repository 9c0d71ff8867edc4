//! Kubernetes' `format: int-or-string` → `anyOf` an integer and a string, though
//! `type: string` stands beside it.

use crate::normalize::subject::Subject;
use crate::tree::{Node, NodeMap};

pub(super) fn apply(subject: &mut Subject) {
    let by_format = subject.text("format") == Some("int-or-string");
    let by_extension = subject
        .map
        .get("x-kubernetes-int-or-string")
        .and_then(Node::as_bool)
        == Some(true);
    let is_union = ["anyOf", "oneOf", "allOf", "$ref"]
        .iter()
        .any(|key| subject.map.contains_key(*key));
    if is_union || !(by_format || by_extension) {
        return;
    }
    subject.map.shift_remove("type");
    subject.map.shift_remove("format");
    let branch = |name: &str| {
        let name = Node::String(name.to_owned());
        Node::Map(NodeMap::from_iter([("type".to_owned(), name)]))
    };
    let branches = vec![branch("integer"), branch("string")];
    subject.map.insert("anyOf".to_owned(), Node::List(branches));
    subject.moved(&[("/anyOf/0", ""), ("/anyOf/1", "")]);
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn either_is_a_branch() {
        becomes(
            apply,
            "{type: string, format: int-or-string, description: x}",
            "{description: x, anyOf: [{type: integer}, {type: string}]}",
        );
        becomes(apply, "{type: string}", "{type: string}");
    }
}
