//! What is known of some values of a tree, by the pointers to them.

use super::{IndexMap, Pointer};

/// What is known of a value, and of what it holds.
#[derive(Clone, Debug)]
pub(crate) struct PointerTree<T> {
    pub(crate) value: Option<T>,
    below: IndexMap<String, PointerTree<T>>,
}

impl<T> Default for PointerTree<T> {
    fn default() -> Self {
        PointerTree {
            value: None,
            below: IndexMap::default(),
        }
    }
}

impl<T> PointerTree<T> {
    /// What is known of a member or an entry, and of what that holds.
    pub(crate) fn child(&self, token: &str) -> Option<&PointerTree<T>> {
        self.below.get(token)
    }

    /// What is known of what a pointer leads to, and of what that holds.
    pub(crate) fn at(&self, pointer: &Pointer) -> Option<&PointerTree<T>> {
        pointer.tokens().try_fold(self, PointerTree::child)
    }

    /// The same, where something may be noted.
    pub(crate) fn slot(&mut self, pointer: &Pointer) -> &mut PointerTree<T> {
        pointer.tokens().fold(self, |at, token| {
            at.below.entry(token.to_owned()).or_default()
        })
    }

    /// Takes out what is known of a member or an entry.
    pub(crate) fn take_child(&mut self, token: &str) -> PointerTree<T> {
        self.below.swap_remove(token).unwrap_or_default()
    }

    /// Takes out what is known of what a pointer leads to, and of what that holds.
    pub(crate) fn take(&mut self, pointer: &Pointer) -> PointerTree<T> {
        let (Some(parent), Some(last)) = (pointer.parent(), pointer.last()) else {
            return std::mem::take(self);
        };
        let mut tokens = parent.tokens();
        let holder = tokens.try_fold(self, |at, token| at.below.get_mut(token));
        holder.map(|at| at.take_child(last)).unwrap_or_default()
    }

    /// What is known of the value that a pointer leads to, or of the next one around it
    /// of which something is, and how many tokens lead there.
    pub(crate) fn nearest(&self, pointer: &Pointer) -> Option<(&T, usize)> {
        let mut at = Some(self);
        let mut found = self.value.as_ref().map(|value| (value, 0));
        for (depth, token) in (1..).zip(pointer.tokens()) {
            at = at.and_then(|at| at.child(token));
            let own = at.and_then(|at| at.value.as_ref());
            found = own.map(|value| (value, depth)).or(found);
        }
        found
    }

    /// All that is known, that of what holds others first.
    pub(crate) fn into_entries(self) -> Vec<(Pointer, T)> {
        let mut entries = Vec::new();
        let mut open = vec![(Pointer::default(), self)];
        while let Some((pointer, at)) = open.pop() {
            let below = at.below.into_iter().rev();
            open.extend(below.map(|(token, below)| (pointer.key(&token), below)));
            entries.extend(at.value.map(|value| (pointer, value)));
        }
        entries
    }
}
