//! How much may be read in vain while unions are read.

use std::cell::RefCell;

use serde_json::Value;

use crate::scoped::{self, Scope};

/// How much may be read in vain, for each value in the document and as a start.
///
/// A union inside of a union may fail again for each variant of the outer one,
/// so that the work doubles with each level of nesting. Honest documents stay
/// far below this; a hostile one is given up.
const IN_VAIN: (u64, u64) = (64, 10_000);

thread_local! {
    /// What is left to be read in vain, while a union is being read, and how much of it
    /// is kept for variants that have to be tried.
    static IN_VAIN_LEFT: RefCell<Option<(u64, u64)>> = const { RefCell::new(None) };
}

/// Sets the budget when the outermost union begins.
pub(super) fn begin(value: &Value) -> Option<Scope<(u64, u64)>> {
    let (for_each, start) = IN_VAIN;
    let is_outermost = scoped::with(&IN_VAIN_LEFT, |_| ()).is_none();
    is_outermost.then(|| {
        let budget = size(value).saturating_mul(for_each) + start;
        Scope::enter(&IN_VAIN_LEFT, (budget, budget / 2))
    })
}

pub(super) fn spend(value: &Value) {
    scoped::with(&IN_VAIN_LEFT, |(left, _)| {
        *left = left.saturating_sub(size(value));
    });
}

pub(super) fn is_spent() -> bool {
    scoped::with(&IN_VAIN_LEFT, |(left, _)| *left == 0) == Some(true)
}

/// Whether there is too little left for a look at whether another variant fits better.
pub(super) fn is_scarce() -> bool {
    scoped::with(&IN_VAIN_LEFT, |(left, kept)| left < kept) == Some(true)
}

/// The number of values in a value.
pub(super) fn size(value: &Value) -> u64 {
    match value {
        Value::Array(elements) => elements.iter().map(size).fold(1, u64::saturating_add),
        Value::Object(members) => members.values().map(size).fold(1, u64::saturating_add),
        _ => 1,
    }
}
