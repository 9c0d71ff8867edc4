//! What reaches a type while it is read or written, past serde.
//!
//! `Deserialize` and `Serialize` take no argument of ours. Some things have to
//! get to the types of a document all the same, and lie in a thread-local while
//! it is read or written: the place of an error (`codec/path.rs`), how much
//! unions may still read in vain and how well a variant fits (`codec/choice.rs`),
//! what the document doesn't foresee (`codec/unforeseen.rs`), and the files of a
//! form (`multipart/collect.rs`).
//!
//! To pass them, every reader and writer would need a wrapper around it, which
//! the user's compiler builds for each type a second time. That is what
//! serde's own ways around cost, and what the tables of the codec exist to save.
//! Reading and writing never wait, so nobody else runs on the thread meanwhile;
//! scopes nest, and each puts back what was there before, also when it unwinds.

use std::cell::RefCell;
use std::thread::LocalKey;

/// Where a thread keeps a value; `None` outside of all scopes.
pub(crate) type Slot<T> = LocalKey<RefCell<Option<T>>>;

/// As long as it lives, a value lies in a slot.
pub(crate) struct Scope<T: 'static> {
    slot: &'static Slot<T>,
    outer: Option<T>,
}

impl<T> Scope<T> {
    pub(crate) fn enter(slot: &'static Slot<T>, value: T) -> Self {
        let outer = replace(slot, Some(value));
        Self { slot, outer }
    }

    /// The value, as it has become. A thread that is being torn down has none.
    pub(crate) fn leave(self) -> Option<T> {
        replace(self.slot, None)
    }
}

impl<T> Drop for Scope<T> {
    fn drop(&mut self) {
        replace(self.slot, self.outer.take());
    }
}

fn replace<T>(slot: &'static Slot<T>, value: Option<T>) -> Option<T> {
    slot.try_with(|cell| cell.replace(value))
        .unwrap_or_default()
}

/// Gives the value of the innermost scope to a function, which enters none; none
/// outside of all scopes.
pub(crate) fn with<T, R>(slot: &'static Slot<T>, use_it: impl FnOnce(&mut T) -> R) -> Option<R> {
    slot.try_with(|cell| cell.borrow_mut().as_mut().map(use_it))
        .ok()
        .flatten()
}
