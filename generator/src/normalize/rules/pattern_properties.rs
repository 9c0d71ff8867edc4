//! `patternProperties` → `additionalProperties`: Rust's maps don't tell keys
//! apart by how they are spelt.

use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let Some(Node::Map(_)) = subject.map.get("patternProperties") else {
        return;
    };
    let Some(Node::Map(patterns)) = subject.map.shift_remove("patternProperties") else {
        return;
    };
    let is_open = matches!(
        subject.map.get("additionalProperties"),
        Some(Node::Map(_) | Node::Bool(true))
    );
    let mut values: Vec<(String, Node)> = Vec::new();
    for (pattern, node) in patterns {
        if values.iter().all(|(_, known)| *known != node) {
            values.push((pattern, node));
        }
    }
    if let ([(pattern, node)], false) = (values.as_slice(), is_open) {
        let was = crate::tree::Pointer::default()
            .key("patternProperties")
            .key(pattern);
        subject
            .map
            .insert("additionalProperties".to_owned(), node.clone());
        subject.moved(&[("/additionalProperties", was.as_str())]);
        return;
    }
    subject
        .map
        .insert("additionalProperties".to_owned(), Node::Bool(true));
    let place = subject.origin.key("patternProperties");
    let finding = Diagnostic::warning(Code::Unsupported, "keys can't be told apart by patterns")
        .at_key(&place, "becomes a map of any values")
        .makes(Fidelity::Wider);
    subject.findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn one_pattern_is_a_map() {
        becomes(
            apply,
            "{patternProperties: {'^a/': {type: string}}, additionalProperties: false}",
            "{additionalProperties: {type: string}}",
        );
        becomes(
            apply,
            "{patternProperties: {a: {type: string}, b: {type: integer}}}",
            "{additionalProperties: true}",
        );
    }
}
