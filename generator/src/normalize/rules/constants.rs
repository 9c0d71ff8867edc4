//! `const: v` → `enum: [v]`.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let Some(value) = subject.map.shift_remove("const") else {
        return;
    };
    // What is one value is nothing else.
    if value != Node::Null
        && let Some(Node::List(names)) = subject.map.get_mut("type")
    {
        names.retain(|name| name.as_str() != Some("null"));
    }
    if !subject.map.contains_key("type")
        && let Some(name) = type_of(&value)
    {
        let name = Node::String(name.to_owned());
        subject.map.insert("type".to_owned(), name);
    }
    subject
        .map
        .insert("enum".to_owned(), Node::List(vec![value]));
    subject.moved(&[("/enum", "/const"), ("/enum/0", "/const")]);
}

fn type_of(value: &Node) -> Option<&'static str> {
    match value {
        Node::String(_) => Some("string"),
        Node::Bool(_) => Some("boolean"),
        Node::Integer(_) | Node::Big(_) => Some("integer"),
        Node::Float(_) => Some("number"),
        Node::Null | Node::List(_) | Node::Map(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn a_constant_is_an_enum_of_one() {
        becomes(apply, "{const: a}", "{type: string, enum: [a]}");
        becomes(
            apply,
            "{type: integer, const: 1}",
            "{type: integer, enum: [1]}",
        );
        becomes(
            apply,
            "{type: [string, 'null'], const: a}",
            "{type: [string], enum: [a]}",
        );
        assert_eq!(
            applied(apply, "{const: a}").1,
            ["/enum was /const", "/enum/0 was /const"]
        );
    }
}
