//! Which variant of a union a value is read as.

use std::cell::RefCell;
use std::cmp::Reverse;

use serde_json::Value;

use super::budget::{begin, is_scarce, size, spend};
use super::candidate::{CONSTANT, Candidate, loses};
use super::rows::{Failures, Rows, Union, Variants};
use super::unforeseen;
use crate::scoped::{self, Scope};

/// What came of a union's variants.
pub(super) enum Choice<U> {
    Selected(U),
    /// It was read, and what is there holds members that only other variants
    /// declare, so that it would not be written whole.
    Lossy(U),
    /// Each variant that was tried, and why it failed.
    None(Failures),
}

/// A value of no more values than these is short.
const SHORT: u64 = 16;

/// Reads a value as the variant that fits best.
pub(super) fn choose<U: Union>(value: &Value) -> Choice<U> {
    let _budget = begin(value);
    let mut rows = Rows::of(value);
    let mark = unforeseen::mark();
    U::rows(&mut rows);
    let is_whole = select(&mut rows, mark);
    match rows.into_kept() {
        Ok(found) if is_whole => Choice::Selected(found),
        Ok(found) => Choice::Lossy(found),
        Err(failures) => Choice::None(failures),
    }
}

/// Reads the variant that fits best, and keeps it. Whether it would be written whole.
fn select(variants: &mut dyn Variants<'_>, mark: usize) -> bool {
    let mut candidates = variants.candidates();
    candidates.sort_by_key(|candidate| Reverse(candidate.order()));
    let Some(Best { unfamiliar, at }) = best(variants, &candidates, true) else {
        return false;
    };
    let is_unsure = is_unsure(variants, &candidates, at, unfamiliar);
    add_unfamiliar(unfamiliar + u64::from(is_unsure));
    let value = variants.value();
    match candidates.get(at..) {
        Some([chosen, others @ ..]) if loses(value, chosen, others) => {
            // What a constant names is that, whatever else would hold more, if the rest of
            // it can be kept.
            let is_free = chosen.rank < CONSTANT || !variants.is_open();
            is_free && keeping(variants, &candidates, mark)
        }
        _ => true,
    }
}

/// Whether another variant behind this one fits a short value as well: a union around
/// this one has a variant that is sure of it, perhaps. Of long values that is rare, and to
/// read them once more at each level would take long.
fn is_unsure(
    variants: &mut dyn Variants<'_>,
    candidates: &[Candidate],
    at: usize,
    unfamiliar: u64,
) -> bool {
    let is_asked = scoped::with(&UNFAMILIAR, |_| ()).is_some();
    let Some([chosen, next, ..]) = candidates.get(at..).filter(|_| is_asked) else {
        return false;
    };
    if chosen.order() != next.order() || size(variants.value()) > SHORT {
        return false;
    }
    let mark = unforeseen::mark();
    let others = candidates.get(at + 1..).unwrap_or_default();
    let others = best(variants, others, false);
    unforeseen::take(mark);
    others.is_some_and(|best| best.unfamiliar == unfamiliar)
}

/// Keeps the best of those candidates that would give back all that another one
/// declares, if one of them can be read.
fn keeping(variants: &mut dyn Variants<'_>, candidates: &[Candidate], mark: usize) -> bool {
    let value = variants.value();
    let keeps = |candidate: &&Candidate| !loses(value, candidate, candidates);
    let keeping: Vec<Candidate> = candidates.iter().filter(keeps).cloned().collect();
    let notes = unforeseen::take(mark);
    let is_read = best(variants, &keeping, true).is_some();
    if !is_read {
        unforeseen::put_back(notes);
    }
    is_read
}

/// A variant that could be read.
struct Best {
    /// How many values in it only an open enum or an open union takes, and how many
    /// members no object declares.
    unfamiliar: u64,
    /// Which of the candidates it is.
    at: usize,
}

/// The first candidate that can be read; among those that say as much, the one to
/// which most of the value is familiar. What it reads as is kept, if it is to be.
fn best(variants: &mut dyn Variants<'_>, candidates: &[Candidate], is_kept: bool) -> Option<Best> {
    let mut best: Option<(Best, (u8, usize))> = None;
    let mark = unforeseen::mark();
    let mut of_the_best = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let order = candidate.order();
        if best.as_ref().is_some_and(|(_, known)| *known != order) {
            break;
        }
        let counting = Scope::enter(&UNFAMILIAR, 0);
        let is_read = variants.read(candidate.row);
        let unfamiliar = counting.leave().unwrap_or_default();
        let notes = unforeseen::take(mark);
        if !is_read {
            continue;
        }
        if best
            .as_ref()
            .is_none_or(|(best, _)| unfamiliar < best.unfamiliar)
        {
            if is_kept {
                variants.keep();
            }
            best = Some((Best { unfamiliar, at }, order));
            of_the_best = notes;
        }
        if unfamiliar == 0 || is_scarce() {
            break;
        }
        spend(variants.value());
    }
    unforeseen::put_back(of_the_best);
    best.map(|(best, _)| best)
}

thread_local! {
    /// How many values that only an open enum or an open union takes were read in
    /// a variant, while one is being read, and how many members that are not declared.
    static UNFAMILIAR: RefCell<Option<u64>> = const { RefCell::new(None) };
}

fn add_unfamiliar(count: u64) {
    scoped::with(&UNFAMILIAR, |sum| *sum += count);
}

/// Counts a value that no variant of an enum or a union stands for, if it matters
/// to whoever reads it, or a member that no object declares.
pub(crate) fn count_unfamiliar(is_unfamiliar: impl FnOnce() -> bool) {
    scoped::with(&UNFAMILIAR, |sum| *sum += u64::from(is_unfamiliar()));
}
