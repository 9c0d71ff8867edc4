//! Which entries lists have, for whoever adds many to one.

use std::hash::BuildHasher;

use crate::tree::{HashMap, HashSet, Node, Pointer, RandomState};

/// The entries of lists by their hashes: what has another hash than all of them is
/// another value, and needs no look at each.
#[derive(Default)]
pub(super) struct KnownEntries {
    lists: HashMap<Pointer, HashSet<u64>>,
    hasher: RandomState,
}

impl KnownEntries {
    /// Whether an entry is new to the list at a place, which then has it.
    pub(super) fn add(&mut self, at: &Pointer, list: &[Node], entry: &Node) -> bool {
        let hasher = &self.hasher;
        let known = self.lists.entry(at.clone());
        let known = known.or_insert_with(|| list.iter().map(|it| hasher.hash_one(it)).collect());
        known.insert(hasher.hash_one(entry)) || !list.contains(entry)
    }

    /// Notes that the value at a place is another, and so is all that it lies in.
    pub(super) fn changed(&mut self, at: &Pointer) {
        let mut around = at.parent();
        while let Some(outer) = around {
            self.lists.remove(&outer);
            around = outer.parent();
        }
    }

    /// Forgets all, for entries have got other places.
    pub(super) fn clear(&mut self) {
        self.lists.clear();
    }
}
