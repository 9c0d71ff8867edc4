//! `prefixItems`, or a list under `items`: an array whose entries differ.
//!
//! Rust would want a tuple, but such arrays are rarely of one length. The
//! entries become a union of what the positions allow. Which stands where is kept, for
//! it may tell one list from another.

use super::null_branches::is_null;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::grammar::POSITIONS;
use crate::normalize::subject::Subject;
use crate::tree::{IndexSet, Node, NodeMap};

pub(super) fn apply(subject: &mut Subject) {
    let (key, list) = match (subject.map.get("prefixItems"), subject.map.get("items")) {
        (Some(Node::List(list)), _) => ("prefixItems", list.clone()),
        (_, Some(Node::List(list))) => ("items", list.clone()),
        _ => return,
    };
    let rest = match subject.map.get("items") {
        Some(rest @ (Node::Map(_) | Node::Bool(_))) => rest.clone(),
        // Whoever says nothing of more entries allows any.
        _ if ends_with(subject, list.len()) => Node::Bool(false),
        _ => Node::Map(NodeMap::default()),
    };
    let rest = Some(rest).filter(|rest| *rest != Node::Bool(false));
    if rest.is_none() {
        let most = Node::Integer(list.len().try_into().unwrap_or(i128::MAX));
        subject.map.entry("maxItems".to_owned()).or_insert(most);
    }
    subject.map.shift_remove("prefixItems");
    let mut branches: IndexSet<Node> = IndexSet::default();
    let mut stands = Vec::new();
    let mut moves = Vec::new();
    let positions = list.into_iter().enumerate();
    let positions = positions.map(|(index, node)| (format!("/{key}/{index}"), node));
    let rest = rest.map(|node| ("/items".to_owned(), node));
    for (was, node) in positions.chain(rest) {
        let (at, is_new) = branches.insert_full(node);
        stands.push(at);
        if is_new {
            moves.push((format!("/items/anyOf/{at}"), was));
        }
    }
    if branches.len() > 1 {
        let kept = kept_positions(&branches);
        let positions = stands.iter().filter_map(|at| kept.get(*at).cloned());
        let positions = Node::List(positions.collect());
        subject.map.insert(POSITIONS.to_owned(), positions);
        let place = subject.origin.key(key);
        let finding =
            Diagnostic::note(Code::Unsupported, "entries can't be told apart by position")
                .at_key(&place, "becomes a list of what any of them allows")
                .makes(Fidelity::Wider);
        subject.findings.push(finding);
    }
    let items = match branches.pop() {
        Some(only) if branches.is_empty() => {
            for (now, _) in &mut moves {
                "/items".clone_into(now);
            }
            only
        }
        others => {
            branches.extend(others);
            let any_of = Node::List(branches.into_iter().collect());
            let any_of = Some(any_of).filter(|list| *list != Node::List(Vec::new()));
            let members = any_of.map(|list| ("anyOf".to_owned(), list));
            Node::Map(members.into_iter().collect())
        }
    };
    subject.map.insert("items".to_owned(), items);
    subject.moved(&moves);
}

/// Where each branch stands once null is none of them.
fn kept_positions(branches: &IndexSet<Node>) -> Vec<Node> {
    let mut kept = 0..;
    let mut position = |branch| {
        let at = if is_null(branch) { None } else { kept.next() };
        Node::Integer(at.unwrap_or(-1))
    };
    branches.iter().map(&mut position).collect()
}

/// Whether there are no more entries than those that are listed.
fn ends_with(subject: &Subject, listed: usize) -> bool {
    let most = subject.map.get("maxItems").map(Node::to_json);
    let most = most.and_then(|most| most.as_u64());
    let more = subject.map.get("additionalItems").and_then(Node::as_bool);
    more == Some(false)
        || most.is_some_and(|most| usize::try_from(most).is_ok_and(|most| most <= listed))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn positions_become_branches() {
        becomes(
            apply,
            "{items: [{type: string}, {type: integer}, {type: string}], maxItems: 3}",
            "{items: {anyOf: [{type: string}, {type: integer}]}, maxItems: 3, x-positions: [0, 1, 0]}",
        );
        becomes(
            apply,
            "{prefixItems: [{type: string}], maxItems: 2}",
            "{maxItems: 2, x-positions: [0, 1], items: {anyOf: [{type: string}, {}]}}",
        );
        becomes(
            apply,
            "{prefixItems: [{type: 'null'}, {type: string}], items: false}",
            "{items: {anyOf: [{type: 'null'}, {type: string}]}, maxItems: 2, x-positions: [-1, 0]}",
        );
        becomes(
            apply,
            "{prefixItems: [{type: string}], items: {type: string}}",
            "{items: {type: string}}",
        );
        becomes(apply, "{items: []}", "{items: {}}");
        let moves = applied(apply, "{prefixItems: [{a: 1}], items: {b: 1}}").1;
        assert_eq!(
            moves,
            [
                "/items/anyOf/0 was /prefixItems/0",
                "/items/anyOf/1 was /items"
            ]
        );
    }
}
