//! One schema while rules are applied to it.

use crate::diagnostics::Diagnostic;
use crate::grammar::FOREIGN_NULL;
use crate::tree::{Node, NodeMap, Place};

/// A schema, and where its parts come from.
pub(super) struct Subject {
    pub(super) map: NodeMap,
    /// Where the schema stood in the document as it was written.
    pub(super) origin: Place,
    /// Parts that stand elsewhere now: paths below the schema, in the form of a
    /// JSON pointer.
    pub(super) moves: Vec<Move>,
    pub(super) findings: Vec<Diagnostic>,
}

/// What stands at `now` stood at `was`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) now: String,
    pub(super) was: String,
}

impl Subject {
    pub(super) fn new(map: NodeMap, origin: Place) -> Subject {
        Subject {
            map,
            origin,
            moves: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Notes what one rule has moved, all at once. The rule speaks of the
    /// schema as it found it, which an earlier one may have changed.
    pub(super) fn moved<S: AsRef<str>>(&mut self, batch: &[(S, S)]) {
        let mut added = Vec::new();
        let batch = batch.iter();
        let batch: Vec<(&str, &str)> = batch
            .map(|(now, was)| (now.as_ref(), was.as_ref()))
            .collect();
        for (now, was) in &batch {
            added.push(Move {
                now: (*now).to_owned(),
                was: self.was(was),
            });
            for deeper in &self.moves {
                if let Some(rest) = below(&deeper.now, was).filter(|rest| !rest.is_empty()) {
                    added.push(Move {
                        now: format!("{now}{rest}"),
                        was: deeper.was.clone(),
                    });
                }
            }
        }
        let is_stale = |old: &Move| {
            batch.iter().any(|(now, was)| {
                below(&old.now, now).is_some()
                    || (!was.is_empty() && below(&old.now, was).is_some())
            })
        };
        self.moves.retain(|old| !is_stale(old));
        self.moves.append(&mut added);
    }

    /// Where a part stood before any rule.
    fn was(&self, path: &str) -> String {
        let around = self
            .moves
            .iter()
            .filter_map(|one| Some((one, below(path, &one.now)?)))
            .max_by_key(|(one, _)| one.now.len());
        match around {
            Some((one, rest)) => format!("{}{rest}", one.was),
            None => path.to_owned(),
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

/// What remains of a path below another; empty if they are the same.
pub(super) fn below<'a>(path: &'a str, ancestor: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(ancestor)?;
    (rest.is_empty() || rest.starts_with('/')).then_some(rest)
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
        assert_eq!(subject.was("/allOf/1/items/x"), "/items/x");
        assert_eq!(subject.was("/allOf/1/type"), "/type");
        assert_eq!(subject.was("/other"), "/other");
    }
}
