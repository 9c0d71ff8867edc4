//! Which value of the changed document stands where.

use indexmap::IndexMap;

use crate::tree::{FileId, Moves, Place, Pointer};

/// The values of a tree that do not stand where their place says: what is below one
/// stands below its origin, unless it has an origin of its own.
#[derive(Default)]
pub(super) struct Provenance {
    origin: Option<Place>,
    below: IndexMap<String, Provenance>,
}

impl Provenance {
    /// Notes where the value at `pointer` stands, and all that is in it.
    pub(super) fn set(&mut self, pointer: &Pointer, origin: Place) {
        let slot = self.slot(pointer);
        slot.origin = Some(origin);
        slot.below.clear();
    }

    /// Where the value at `pointer` stands.
    pub(super) fn origin(&self, pointer: &Pointer) -> Place {
        let mut origin = self.origin.clone().unwrap_or(Place::root(FileId::ROOT));
        let mut at = Some(self);
        for token in pointer.tokens() {
            at = at.and_then(|at| at.below.get(token));
            origin = match at.and_then(|at| at.origin.clone()) {
                Some(own) => own,
                None => origin.key(token),
            };
        }
        origin
    }

    /// Notes that the member of a map is gone.
    pub(super) fn remove_key(&mut self, parent: &Pointer, key: &str) {
        self.slot(parent).below.shift_remove(key);
    }

    /// Notes that an entry of a list is gone, which had `count` entries after it.
    pub(super) fn remove_index(&mut self, parent: &Pointer, index: usize, count: usize) {
        for at in index..index + count {
            let next = parent.index(at + 1);
            let origin = self.origin(&next);
            let slot = self.slot(parent);
            let mut moved = slot
                .below
                .shift_remove(&(at + 1).to_string())
                .unwrap_or_default();
            moved.origin = Some(origin);
            slot.below.insert(at.to_string(), moved);
        }
        self.slot(parent)
            .below
            .shift_remove(&(index + count).to_string());
    }

    fn slot(&mut self, pointer: &Pointer) -> &mut Provenance {
        let mut slot = self;
        for token in pointer.tokens() {
            slot = slot.below.entry(token.to_owned()).or_default();
        }
        slot
    }

    /// All of it as a table.
    pub(super) fn into_moves(self) -> Moves {
        let mut moves = Moves::default();
        let mut open = vec![(Place::root(FileId::ROOT), self)];
        while let Some((now, at)) = open.pop() {
            for (token, below) in at.below {
                open.push((now.key(&token), below));
            }
            if let Some(origin) = at.origin {
                moves.insert_copy(now, origin);
            }
        }
        moves
    }
}
