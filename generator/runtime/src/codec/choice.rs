//! Which variant of a union a value is read as.

use std::cell::RefCell;
use std::cmp::Reverse;

use serde_json::Value;

use super::budget::{begin, is_scarce, is_spent, size, spend};
use super::decode::{Decode, MemberNames};
use super::matcher::{JsonType, VariantMatcher, is_missing};
use super::path;
use super::unforeseen;
use crate::scoped::{self, Scope};

/// More characters than these are not kept of why a variant failed.
const SHOWN_OF_A_FAILURE: usize = 300;

/// One of several shapes, made by [`union!`](crate::union).
pub trait Union: Sized {
    /// The union's name, for messages.
    const NAME: &'static str;

    /// Offers the variants one after the other.
    #[doc(hidden)]
    fn rows(rows: &mut Rows<'_, Self>);

    /// The variant for what no other fits, if the union has one.
    #[doc(hidden)]
    fn unknown(raw: Value) -> Result<Self, Value> {
        Err(raw)
    }
}

/// What came of a union's variants.
pub(super) enum Choice<U> {
    Selected(U),
    /// It was read, and what is there holds members that only other variants
    /// declare, so that it would not be written whole.
    Lossy(U),
    /// Each variant that was tried, and why it failed.
    None(Failures),
}

/// The variants that were tried, each with why it failed.
pub(super) type Failures = Vec<(&'static str, String)>;

/// A variant whose matcher fits.
#[derive(Debug, Clone)]
struct Candidate {
    row: usize,
    /// How much the matcher says.
    rank: u8,
    /// Whether the value is not as the variant's schema asserts.
    is_contradicted: bool,
    members: MemberNames,
    /// Whether it declares a member.
    declares: fn(&str) -> bool,
    /// How many members of the value it declares.
    declared: usize,
}

impl Candidate {
    /// By what candidates are tried, the greatest first.
    fn order(&self) -> (u8, usize) {
        (self.rank, self.declared)
    }
}

/// A union being read: first every row says whether it fits, then single ones
/// read the value.
#[doc(hidden)]
#[derive(Debug)]
pub struct Rows<'a, U> {
    value: &'a Value,
    row: usize,
    /// The row that is to be read; none while they are asked.
    chosen: Option<usize>,
    candidates: Vec<Candidate>,
    found: Option<U>,
    failures: Failures,
    /// The member that is asked for, if that is all there is to know, and whether a
    /// variant declares it.
    member: Option<(&'a str, bool)>,
}

impl<'a, U> Rows<'a, U> {
    fn new(value: &'a Value) -> Self {
        Self {
            value,
            row: 0,
            chosen: None,
            candidates: Vec::new(),
            found: None,
            failures: Vec::new(),
            member: None,
        }
    }

    /// Offers a variant.
    pub fn row<P: Decode>(
        &mut self,
        variant: &'static str,
        matcher: VariantMatcher,
        make: fn(P) -> U,
    ) {
        if let Some((key, is_declared)) = &mut self.member {
            *is_declared = *is_declared || P::declares(key);
            return;
        }
        let row = self.row;
        self.row += 1;
        match self.chosen {
            None => self.consider::<P>(row, matcher),
            Some(chosen) if chosen == row => {
                let mark = unforeseen::mark();
                self.read(variant, make);
                if let VariantMatcher::Tag(tag, _) | VariantMatcher::TagIfPresent(tag, _) = matcher
                {
                    unforeseen::forget_member(mark, tag);
                }
            }
            Some(_) => {}
        }
    }

    /// Offers a variant that is one value.
    pub fn value<T>(&mut self, value: &T, make: fn() -> U)
    where
        Value: PartialEq<T>,
    {
        let row = self.row;
        self.row += 1;
        match self.chosen {
            None if self.member.is_some() => {}
            None if self.value == value => self.candidates.push(Candidate {
                row,
                rank: EXACT,
                is_contradicted: false,
                members: MemberNames::ANY,
                declares: |_| false,
                declared: 0,
            }),
            Some(chosen) if chosen == row => self.found = Some(make()),
            _ => {}
        }
    }

    fn consider<P: Decode>(&mut self, row: usize, matcher: VariantMatcher) {
        if matcher.fits(self.value) {
            let is_contradicted = matcher.is_contradicted(self.value);
            let rank = |value| rank(matcher, value, is_contradicted);
            let present = self
                .value
                .as_object()
                .into_iter()
                .flat_map(|map| map.keys());
            self.candidates.push(Candidate {
                row,
                rank: match P::is_of_format(self.value) {
                    None => rank(self.value),
                    // A value of the format is of no text in general.
                    Some(true) => rank(self.value).max(FORMAT),
                    Some(false) => 0,
                },
                is_contradicted,
                members: P::MEMBERS,
                declares: P::declares,
                declared: present.filter(|key| P::declares(key)).count(),
            });
        }
    }

    fn read<P: Decode>(&mut self, variant: &'static str, make: fn(P) -> U) {
        if is_spent() {
            self.fail(variant, "too many variants were tried before");
            return;
        }
        match path::capture(|| P::decode(self.value)) {
            Ok(payload) => self.found = Some(make(payload)),
            Err((error, path)) => {
                spend(self.value);
                if path.is_empty() {
                    self.fail(variant, &error.to_string());
                } else {
                    self.fail(variant, &format!("at `{path}`: {error}"));
                }
            }
        }
    }

    /// Keeps the beginning of a failure: those of unions inside of unions
    /// would grow without bound.
    fn fail(&mut self, variant: &'static str, failure: &str) {
        self.failures
            .push((variant, failure.chars().take(SHOWN_OF_A_FAILURE).collect()));
    }
}

/// How much it says that a variant is one value, and this is the one.
const EXACT: u8 = 5;

/// How much it says that a constant is there.
const CONSTANT: u8 = 4;

/// How much it says that a text is of a variant's format or pattern, or that a value is as
/// its schema asserts.
const FORMAT: u8 = 3;

/// A value of no more values than these is short.
const SHORT: u64 = 16;

/// How much a matcher says of a value that it fits.
fn rank(matcher: VariantMatcher, value: &Value, is_contradicted: bool) -> u8 {
    match matcher {
        VariantMatcher::Tag(..)
        | VariantMatcher::InnerTag(..)
        | VariantMatcher::Fields(_)
        | VariantMatcher::Values(_) => CONSTANT,
        VariantMatcher::TagIfPresent(key, _) if !is_missing(value, key) => CONSTANT,
        VariantMatcher::Keys(_) => 3,
        // `1.0` was rather meant as a number, if that is another variant.
        VariantMatcher::Type(JsonType::Integer)
        | VariantMatcher::Assertions(JsonType::Integer, _)
            if value.is_f64() =>
        {
            0
        }
        VariantMatcher::Type(JsonType::Integer) => 2,
        VariantMatcher::TagIfPresent(..) | VariantMatcher::Type(_) | VariantMatcher::Types(_) => 1,
        VariantMatcher::Assertions(..) if !is_contradicted => FORMAT,
        VariantMatcher::Assertions(..) | VariantMatcher::Any => 0,
    }
}

/// Reads a value as the variant that fits best.
pub(super) fn choose<U: Union>(value: &Value) -> Choice<U> {
    let _budget = begin(value);
    let mut rows = Rows::new(value);
    let mark = unforeseen::mark();
    U::rows(&mut rows);
    let mut candidates = std::mem::take(&mut rows.candidates);
    candidates.sort_by_key(|candidate| Reverse(candidate.order()));
    let best = best(&mut rows, &candidates);
    let Some(Read {
        found,
        unfamiliar,
        at,
    }) = best
    else {
        return Choice::None(rows.failures);
    };
    let is_unsure = is_unsure(&mut rows, &candidates, at, unfamiliar);
    add_unfamiliar(unfamiliar + u64::from(is_unsure));
    match candidates.get(at..) {
        Some([chosen, others @ ..]) if loses(value, chosen, others) => {
            // What a constant names is that, whatever else would hold more.
            let keeping = (chosen.rank < CONSTANT).then(|| keeping(&mut rows, &candidates, mark));
            match keeping.flatten() {
                Some(kept) => Choice::Selected(kept),
                None => Choice::Lossy(found),
            }
        }
        _ => Choice::Selected(found),
    }
}

/// Whether another variant behind this one fits a short value as well: a union around
/// this one has a variant that is sure of it, perhaps. Of long values that is rare, and to
/// read them once more at each level would take long.
fn is_unsure<U: Union>(
    rows: &mut Rows<'_, U>,
    candidates: &[Candidate],
    at: usize,
    unfamiliar: u64,
) -> bool {
    let is_asked = scoped::with(&UNFAMILIAR, |_| ()).is_some();
    let Some([chosen, next, ..]) = candidates.get(at..).filter(|_| is_asked) else {
        return false;
    };
    if chosen.order() != next.order() || size(rows.value) > SHORT {
        return false;
    }
    let mark = unforeseen::mark();
    let others = best(rows, candidates.get(at + 1..).unwrap_or_default());
    unforeseen::take(mark);
    others.is_some_and(|read| read.unfamiliar == unfamiliar)
}

/// The best of those candidates that would give back all that another one declares.
fn keeping<U: Union>(rows: &mut Rows<'_, U>, candidates: &[Candidate], mark: usize) -> Option<U> {
    let keeps = |candidate: &&Candidate| !loses(rows.value, candidate, candidates);
    let keeping: Vec<Candidate> = candidates.iter().filter(keeps).cloned().collect();
    let notes = unforeseen::take(mark);
    let best = best(rows, &keeping);
    if best.is_none() {
        unforeseen::put_back(notes);
    }
    best.map(|read| read.found)
}

/// Whether a variant of a union declares a member.
#[doc(hidden)]
#[must_use]
pub fn union_declares<U: Union>(key: &str) -> bool {
    let mut rows = Rows::<U>::new(&Value::Null);
    rows.member = Some((key, false));
    U::rows(&mut rows);
    rows.member.is_some_and(|(_, is_declared)| is_declared)
}

/// A variant that could be read.
struct Read<U> {
    found: U,
    /// How many values in it only an open enum or an open union takes, and how many
    /// members no object declares.
    unfamiliar: u64,
    /// Which of the candidates it is.
    at: usize,
}

/// The first candidate that can be read; among those that say as much, the one to
/// which most of the value is familiar.
fn best<U: Union>(rows: &mut Rows<'_, U>, candidates: &[Candidate]) -> Option<Read<U>> {
    let mut best: Option<(Read<U>, (u8, usize))> = None;
    let mark = unforeseen::mark();
    let mut of_the_best = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let order = candidate.order();
        if best.as_ref().is_some_and(|(_, known)| *known != order) {
            break;
        }
        (rows.row, rows.chosen) = (0, Some(candidate.row));
        let counting = Scope::enter(&UNFAMILIAR, 0);
        U::rows(rows);
        let unfamiliar = counting.leave().unwrap_or_default();
        let notes = unforeseen::take(mark);
        let Some(found) = rows.found.take() else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|(read, _)| unfamiliar < read.unfamiliar)
        {
            let read = Read {
                found,
                unfamiliar,
                at,
            };
            best = Some((read, order));
            of_the_best = notes;
        }
        if unfamiliar == 0 || is_scarce() {
            break;
        }
        spend(rows.value);
    }
    unforeseen::put_back(of_the_best);
    best.map(|(read, _)| read)
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

/// Whether the value has members that another variant declares, one that might
/// be read as well, and that this one would not give back.
fn loses(value: &Value, chosen: &Candidate, others: &[Candidate]) -> bool {
    let members = value.as_object().into_iter().flat_map(|map| map.keys());
    let mut lost = members.filter(|key| !chosen.members.keep(key));
    let others = others
        .iter()
        .filter(|other| chosen.is_contradicted || !other.is_contradicted);
    // What declares nothing of what is there has no better claim to it than what takes all.
    let is_stranger = chosen.declared == 0;
    lost.any(|key| {
        let mut others = others.clone();
        others.any(|other| (other.declares)(key) || (is_stranger && other.members.keep(key)))
    })
}
