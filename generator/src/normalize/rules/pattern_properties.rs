//! `patternProperties` → `additionalProperties`: Rust's maps don't tell keys
//! apart by how they are spelt. Several patterns become a union of what they
//! allow.

use super::names;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::grammar::NAMES;
use crate::normalize::subject::Subject;
use crate::tree::{IndexMap, Node, NodeMap, Pointer};

pub(super) fn apply(subject: &mut Subject) {
    let Some(Node::Map(_)) = subject.map.get("patternProperties") else {
        return;
    };
    let Some(Node::Map(patterns)) = subject.map.shift_remove("patternProperties") else {
        return;
    };
    let at = Pointer::default().key("patternProperties");
    let mut values: IndexMap<Node, String> = IndexMap::default();
    let all_fit = patterns.keys().any(|pattern| fits_all(pattern));
    let names: Vec<String> = patterns.keys().cloned().collect();
    let patterns = patterns
        .into_iter()
        .map(|(pattern, node)| (at.key(&pattern).to_string(), node));
    let others = match subject.map.shift_remove("additionalProperties") {
        Some(node @ (Node::Map(_) | Node::Bool(_))) => node,
        // Whoever says nothing of other members allows any.
        _ if all_fit => Node::Bool(false),
        _ => Node::Map(NodeMap::default()),
    };
    if others == Node::Bool(false) && !all_fit {
        let declared = subject.map.get("properties").and_then(Node::as_map);
        let declared = declared.into_iter().flat_map(NodeMap::keys);
        let names = names::only(names, declared.cloned().collect());
        subject.map.insert(NAMES.to_owned(), names);
    }
    let others = Some(("/additionalProperties".to_owned(), others));
    for (was, node) in patterns.chain(others) {
        // No member at all fits `false`.
        if node != Node::Bool(false) {
            values.entry(node).or_insert(was);
        }
    }
    if values.len() > 1 {
        report(subject);
    }
    put(subject, values);
}

/// Whether the pattern fits every key.
fn fits_all(pattern: &str) -> bool {
    ["", "^", ".*", "^.*", "^.*$", ".+", "^.+", "^.+$"].contains(&pattern)
}

/// Says that the patterns themselves have no effect.
fn report(subject: &mut Subject) {
    let place = subject.origin.key("patternProperties");
    let finding = Diagnostic::note(Code::Unsupported, "keys can't be told apart by patterns")
        .at_key(&place, "becomes a map of what any of them allows")
        .makes(Fidelity::Wider);
    subject.findings.push(finding);
}

fn put(subject: &mut Subject, mut values: IndexMap<Node, String>) {
    let now = "/additionalProperties".to_owned();
    let mut moves = Vec::new();
    let node = match values.pop() {
        None => Node::Bool(false),
        Some((only, was)) if values.is_empty() => {
            moves.push((now, was));
            only
        }
        last => {
            let mut branches = Vec::new();
            for (node, was) in values.into_iter().chain(last) {
                moves.push((format!("{now}/anyOf/{}", branches.len()), was));
                branches.push(node);
            }
            let mut map = NodeMap::default();
            map.insert("anyOf".to_owned(), Node::List(branches));
            Node::Map(map)
        }
    };
    subject.map.insert("additionalProperties".to_owned(), node);
    subject.moved(&moves);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn patterns_are_a_map() {
        becomes(
            apply,
            "{properties: {b: {}}, patternProperties: {'^a/': {type: string}}, additionalProperties: false}",
            "{properties: {b: {}}, x-names: {patterns: [^a/], declared: [b]}, additionalProperties: {type: string}}",
        );
        becomes(
            apply,
            "{patternProperties: {a: {type: string}, b: {type: integer}, c: {type: string}}}",
            "{additionalProperties: {anyOf: [{type: string}, {type: integer}, {}]}}",
        );
        becomes(
            apply,
            "{patternProperties: {'.*': {type: string}}}",
            "{additionalProperties: {type: string}}",
        );
        becomes(
            apply,
            "{patternProperties: {a: false}}",
            "{additionalProperties: {}}",
        );
        becomes(
            apply,
            "{patternProperties: {a: false}, additionalProperties: false}",
            "{x-names: {patterns: [a], declared: []}, additionalProperties: false}",
        );
        let moves = applied(
            apply,
            "{patternProperties: {a/: {type: string}}, additionalProperties: {type: integer}}",
        );
        assert_eq!(
            moves.1,
            [
                "/additionalProperties/anyOf/0 was /patternProperties/a~1",
                "/additionalProperties/anyOf/1 was /additionalProperties",
            ]
        );
    }
}
