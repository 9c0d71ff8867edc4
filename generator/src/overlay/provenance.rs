//! Which value of the changed document stands where.

use crate::tree::{FileId, HashSet, IndexMap, Moves, Place, Pointer, index_of};

/// The values of a tree that do not stand where their place says: what is below one
/// stands below its origin, unless it has an origin of its own.
#[derive(Default)]
pub(super) struct Provenance {
    origin: Option<Place>,
    below: IndexMap<String, Provenance>,
    /// The entries of a list that has lost some, and where each of them stands.
    entries: Vec<Provenance>,
}

/// The entries of a list that are removed, by their indices.
pub(super) struct Gone(pub HashSet<usize>);

impl Gone {
    /// Takes them out of a list.
    pub(super) fn remove_from<T>(&self, list: &mut Vec<T>) {
        let mut indices = 0..;
        list.retain(|_| indices.next().is_some_and(|index| !self.0.contains(&index)));
    }
}

impl Provenance {
    /// Notes where the value at `pointer` stands, and all that is in it.
    pub(super) fn set(&mut self, pointer: &Pointer, origin: Place) {
        let slot = self.slot(pointer);
        slot.origin = Some(origin);
        slot.below.clear();
        slot.entries.clear();
    }

    /// Where the value at `pointer` stands.
    pub(super) fn origin(&self, pointer: &Pointer) -> Place {
        let mut origin = self.origin.clone().unwrap_or(Place::root(FileId::ROOT));
        let mut at = Some(self);
        for token in pointer.tokens() {
            at = at.and_then(|at| at.child(token));
            origin = match at.and_then(|at| at.origin.clone()) {
                Some(own) => own,
                None => origin.key(token),
            };
        }
        origin
    }

    /// Notes that the member of a map is gone.
    pub(super) fn remove_key(&mut self, parent: &Pointer, key: &str) {
        self.slot(parent).below.swap_remove(key);
    }

    /// Notes that entries of a list of `count` are gone.
    pub(super) fn remove_entries(&mut self, parent: &Pointer, gone: &Gone, count: usize) {
        let list = self.origin(parent);
        let slot = self.slot(parent);
        // Entries that were added since the first was lost are there already.
        for at in slot.entries.len()..count {
            let mut entry = slot.below.swap_remove(&at.to_string()).unwrap_or_default();
            entry.origin.get_or_insert_with(|| list.index(at));
            slot.entries.push(entry);
        }
        gone.remove_from(&mut slot.entries);
    }

    fn child(&self, token: &str) -> Option<&Provenance> {
        let entry = index_of(token).and_then(|index| self.entries.get(index));
        entry.or_else(|| self.below.get(token))
    }

    fn slot(&mut self, pointer: &Pointer) -> &mut Provenance {
        let mut slot = self;
        for token in pointer.tokens() {
            let Provenance { below, entries, .. } = slot;
            let entry = index_of(token).and_then(|index| entries.get_mut(index));
            slot = match entry {
                Some(entry) => entry,
                None => below.entry(token.to_owned()).or_default(),
            };
        }
        slot
    }

    /// All of it as a table.
    pub(super) fn into_moves(self) -> Moves {
        let mut moves = Moves::default();
        let mut open = vec![(Place::root(FileId::ROOT), self)];
        while let Some((now, at)) = open.pop() {
            let entries = (0..).map(|index: usize| index.to_string()).zip(at.entries);
            for (token, below) in entries.chain(at.below) {
                open.push((now.key(&token), below));
            }
            if let Some(origin) = at.origin {
                moves.insert_copy(now, origin);
            }
        }
        moves
    }
}
