//! Where a JSON pointer leads, seen from what a schema describes.

use super::MAX_DEPTH;
use super::context::LoweringContext;
use crate::tree::{Node, Place, Pointer};

impl LoweringContext<'_> {
    /// Whether `pointer`, seen from an instance of the schema at `place`, leads
    /// to something that the schema declares.
    pub(super) fn schema_has(&self, place: &Place, pointer: &str) -> bool {
        let Ok(pointer) = pointer.parse::<Pointer>() else {
            return false;
        };
        let mut here = place.clone();
        for token in pointer.tokens() {
            match self.member(&here, token, 0) {
                Some(next) => here = next,
                None => return false,
            }
        }
        true
    }

    /// Where what `token` leads to is described.
    pub(super) fn member(&self, place: &Place, token: &str, depth: usize) -> Option<Place> {
        let target = self.resolve(place)?;
        let node = self.node(&target)?;
        if depth > MAX_DEPTH {
            return None;
        }
        if node
            .get("properties")
            .is_some_and(|properties| properties.get(token).is_some())
        {
            return Some(target.key("properties").key(token));
        }
        if node.get("items").is_some() && token.parse::<usize>().is_ok() {
            return Some(target.key("items"));
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            let count = node
                .get(key)
                .and_then(Node::as_list)
                .map_or(0, <[Node]>::len);
            for index in 0..count {
                let found = self.member(&target.key(key).index(index), token, depth + 1);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }
}
