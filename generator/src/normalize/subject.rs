//! One schema while rules are applied to it.

use crate::diagnostics::Diagnostic;
use crate::grammar::FOREIGN_NULL;
use crate::tree::{Node, NodeMap, Place, Pointer, PointerTree};

/// A schema, and where its parts come from.
pub(super) struct Subject {
    pub(super) map: NodeMap,
    /// Where the schema stood in the document as it was written.
    pub(super) origin: Place,
    /// Parts that stand elsewhere now, and where they stood before, below the schema.
    pub(super) moves: PointerTree<Pointer>,
    pub(super) findings: Vec<Diagnostic>,
}

impl Subject {
    pub(super) fn new(map: NodeMap, origin: Place) -> Subject {
        Subject {
            map,
            origin,
            moves: PointerTree::default(),
            findings: Vec::new(),
        }
    }

    /// Notes what one rule has moved, all at once: where it stands now, and where it
    /// stood, as pointers below the schema. The rule speaks of the schema as it found
    /// it, which an earlier one may have changed.
    pub(super) fn moved<S: AsRef<str>>(&mut self, batch: &[(S, S)]) {
        let pointer = |text: &S| text.as_ref().parse::<Pointer>().unwrap_or_default();
        let batch = batch.iter().map(|(now, was)| (pointer(now), pointer(was)));
        let batch: Vec<(Pointer, Pointer)> = batch.collect();
        let moved = batch.iter().map(|(_, was)| {
            let mut part = self.moves.at(was).cloned().unwrap_or_default();
            part.value = Some(self.was(was));
            part
        });
        let moved: Vec<PointerTree<Pointer>> = moved.collect();
        for (now, was) in &batch {
            self.moves.take(now);
            if !was.is_root() {
                self.moves.take(was);
            }
        }
        for ((now, _), part) in batch.iter().zip(moved) {
            *self.moves.slot(now) = part;
        }
    }

    /// Where a part stood before any rule.
    fn was(&self, part: &Pointer) -> Pointer {
        match self.moves.nearest(part) {
            Some((was, depth)) => part.below(depth, was),
            None => part.clone(),
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.map.get(key).and_then(Node::as_str)
    }

    /// Notes that null is allowed.
    pub(super) fn allow_null(&mut self) {
        self.map.shift_remove(FOREIGN_NULL);
        self.map.insert("nullable".to_owned(), Node::Bool(true));
    }

    /// Notes that `nullable` is the word of another version than the document's.
    pub(super) fn mark_null_as_foreign(&mut self) {
        self.map.insert(FOREIGN_NULL.to_owned(), Node::Bool(true));
    }

    /// Null is all that there may be: a value that is always the same.
    pub(super) fn be_null(&mut self) {
        self.map
            .insert("enum".to_owned(), Node::List(vec![Node::Null]));
        self.allow_null();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::FileId;

    #[test]
    fn moves_are_composed() {
        let mut subject = Subject::new(NodeMap::default(), Place::root(FileId::ROOT));
        subject.moved(&[("/anyOf/0", ""), ("/anyOf/0/items", "/items")]);
        subject.moved(&[("/allOf/0", ""), ("/allOf/1", "/anyOf/0")]);
        let was = |text: &str| subject.was(&text.parse().unwrap()).to_string();
        assert_eq!(was("/allOf/1/items/x"), "/items/x");
        assert_eq!(was("/allOf/1/type"), "/type");
        assert_eq!(was("/other"), "/other");
    }
}
