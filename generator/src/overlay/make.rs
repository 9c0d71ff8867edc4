//! An overlay that makes one document of another.

use super::path::written;
use crate::tree::{Node, NodeMap, Pointer};

/// The overlay that makes `new` of `old`, or nothing if they are the same. Each
/// action says `reason`.
#[must_use]
pub fn make(old: &Node, new: &Node, title: &str, reason: &str) -> Option<Node> {
    let mut maker = Maker {
        actions: Vec::new(),
        reason,
    };
    maker.compare(&Pointer::default(), old, new);
    let text = |text: &str| Node::String(text.to_owned());
    let map = |pairs: Vec<(&str, Node)>| {
        let pairs = pairs.into_iter().map(|(key, node)| (key.to_owned(), node));
        Node::Map(pairs.collect())
    };
    if maker.actions.is_empty() {
        return None;
    }
    let info = vec![("title", text(title)), ("version", text("1"))];
    Some(map(vec![
        ("overlay", text("1.1.0")),
        ("info", map(info)),
        ("actions", Node::List(maker.actions)),
    ]))
}

struct Maker<'a> {
    actions: Vec<Node>,
    reason: &'a str,
}

impl Maker<'_> {
    fn act(&mut self, target: &Pointer, modifier: &str, value: Node) {
        let action = [
            ("target", Node::String(written(target))),
            ("x-reason", Node::String(self.reason.to_owned())),
            (modifier, value),
        ];
        let action = action.map(|(key, node)| (key.to_owned(), node));
        self.actions.push(Node::Map(NodeMap::from_iter(action)));
    }

    /// The actions between two values that are both maps.
    fn compare(&mut self, at: &Pointer, old: &Node, new: &Node) {
        let (Node::Map(old), Node::Map(new)) = (old, new) else {
            return;
        };
        let mut update = NodeMap::default();
        for key in old.keys().filter(|key| !new.contains_key(*key)) {
            self.act(&at.key(key), "remove", Node::Bool(true));
        }
        for (key, value) in new {
            let place = at.key(key);
            match (old.get(key), value) {
                (Some(before), value) if before == value => {}
                (Some(Node::Map(_)), Node::Map(_)) => {}
                (Some(Node::List(before)), Node::List(after)) => match appended(before, after) {
                    Some(more) => {
                        update.insert(key.clone(), Node::List(more));
                    }
                    None => {
                        self.act(&place, "remove", Node::Bool(true));
                        update.insert(key.clone(), value.clone());
                    }
                },
                (Some(Node::Map(_) | Node::List(_)), _)
                | (Some(_), Node::Map(_) | Node::List(_)) => {
                    self.act(&place, "remove", Node::Bool(true));
                    update.insert(key.clone(), value.clone());
                }
                (_, value) => {
                    update.insert(key.clone(), value.clone());
                }
            }
        }
        if !update.is_empty() {
            self.act(at, "update", Node::Map(update));
        }
        for (key, value) in new {
            if let Some(before) = old.get(key) {
                self.compare(&at.key(key), before, value);
            }
        }
    }
}

/// What a list has more than before, if that is all, and none of it is there twice.
fn appended(before: &[Node], after: &[Node]) -> Option<Vec<Node>> {
    let more = after.strip_prefix(before)?;
    let mut rest = after;
    while let Some((first, behind)) = rest.split_first() {
        if behind.contains(first) {
            return None;
        }
        rest = behind;
    }
    Some(more.to_vec())
}
