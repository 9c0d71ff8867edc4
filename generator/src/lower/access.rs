//! `readOnly` and `writeOnly`: which way a property travels.

use super::MAX_DEPTH;
use super::context::Context;
use crate::model::Access;
use crate::tree::{Node, Place};
use std::collections::HashSet;

impl Context<'_> {
    /// Which way the property that is declared at `places` travels. What is both
    /// read-only and write-only is neither.
    pub(super) fn access(&self, places: &[Place]) -> Access {
        let is = |key| {
            let mut places = places.iter();
            places.any(|place| self.says(place, key))
        };
        match (is("readOnly"), is("writeOnly")) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (true, true) | (false, false) => Access::Both,
        }
    }

    /// Whether the schema at `place` says `key: true`, beside a reference, in what
    /// it refers to, or in any of its `allOf`.
    fn says(&self, place: &Place, key: &str) -> bool {
        let mut open = vec![place.clone()];
        let mut seen = HashSet::new();
        while let Some(place) = open.pop() {
            let Some(node) = self.node(&place) else {
                continue;
            };
            if node.get(key).and_then(Node::as_bool) == Some(true) {
                return true;
            }
            if seen.len() > MAX_DEPTH || !seen.insert(place.clone()) {
                continue;
            }
            if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
                open.extend(self.document.resolve(&place, reference).ok());
            }
            let members = node.get("allOf").and_then(Node::as_list);
            let members = members.into_iter().flatten().enumerate();
            open.extend(members.map(|(index, _)| place.key("allOf").index(index)));
        }
        false
    }
}
