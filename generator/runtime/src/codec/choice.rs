//! Which variant of a union a value is read as.

use std::cell::RefCell;
use std::cmp::Reverse;

use serde_json::Value;

use super::budget::{begin, is_scarce, is_spent, size, spend};
use super::decode::{Decode, MemberNames};
use super::matcher::{JsonType, VariantMatcher, is_missing};
use super::path::{self, Trail};
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

/// A union being read: first every row says whether it fits, then single ones
/// read the value.
///
/// What depends on the type of the union or of a variant is compiled for each, so that
/// all that doesn't is done by [`Selection`] and by what sees [`Variants`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Rows<'a, U> {
    selection: Selection<'a>,
    found: Option<U>,
    /// The best that was found.
    kept: Option<U>,
}

impl<'a, U> Rows<'a, U> {
    fn new(value: &'a Value, question: Question<'a>) -> Self {
        Self {
            selection: Selection {
                value,
                row: 0,
                question,
                candidates: Vec::new(),
                failures: Vec::new(),
            },
            found: None,
            kept: None,
        }
    }

    /// Offers a variant.
    pub fn row<P: Decode>(
        &mut self,
        variant: &'static str,
        matcher: VariantMatcher,
        make: fn(P) -> U,
    ) {
        let payload = Payload {
            members: P::MEMBERS,
            declares: P::declares,
            is_of_format: P::is_of_format,
        };
        if !self.selection.offer(variant, matcher, &payload) {
            return;
        }
        let mark = unforeseen::mark();
        let trail = path::listen();
        match P::decode(self.selection.value) {
            Ok(payload) => self.found = Some(make(payload)),
            Err(error) => self.selection.fail_at(variant, &error, trail),
        }
        forget_tag(matcher, mark);
    }

    /// Offers a variant that is one value.
    pub fn value<T>(&mut self, value: &T, make: fn() -> U)
    where
        Value: PartialEq<T>,
    {
        let is_it = self.selection.value == value;
        if self.selection.offer_value(is_it) {
            self.found = Some(make());
        }
    }
}

/// The variants of a union, whatever its type.
trait Variants<'a> {
    fn selection(&mut self) -> &mut Selection<'a>;

    /// Reads the value as the variant of a row. Whether it could be read.
    fn read(&mut self, row: usize) -> bool;

    /// Notes that what was read last is the best so far.
    fn keep(&mut self);
}

impl<'a, U: Union> Variants<'a> for Rows<'a, U> {
    fn selection(&mut self) -> &mut Selection<'a> {
        &mut self.selection
    }

    fn read(&mut self, row: usize) -> bool {
        self.found = None;
        self.selection.row = 0;
        self.selection.question = Question::Read(row);
        U::rows(self);
        self.found.is_some()
    }

    fn keep(&mut self) {
        self.kept = self.found.take();
    }
}

/// What the rows of a union are asked.
#[derive(Debug)]
enum Question<'a> {
    /// Which fit.
    Fits,
    /// What one of them reads.
    Read(usize),
    /// Whether one declares the member; whether one did so far.
    Declares(&'a str, bool),
}

/// What is known of a variant's payload.
struct Payload {
    members: MemberNames,
    declares: fn(&str) -> bool,
    is_of_format: fn(&Value) -> Option<bool>,
}

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

/// Which variant a value is to be read as, whatever the variants' types are.
#[derive(Debug)]
struct Selection<'a> {
    value: &'a Value,
    /// The row that is offered next.
    row: usize,
    question: Question<'a>,
    candidates: Vec<Candidate>,
    failures: Failures,
}

impl Selection<'_> {
    /// Takes what a row says of itself. Whether it is to read the value.
    fn offer(&mut self, variant: &'static str, matcher: VariantMatcher, payload: &Payload) -> bool {
        let row = self.row;
        self.row += 1;
        match &mut self.question {
            Question::Declares(key, is_declared) => {
                *is_declared = *is_declared || (payload.declares)(key);
                false
            }
            Question::Fits => {
                if matcher.fits(self.value) {
                    self.consider(row, matcher, payload);
                }
                false
            }
            Question::Read(chosen) if *chosen != row => false,
            Question::Read(_) if is_spent() => {
                self.fail(variant, "too many variants were tried before");
                false
            }
            Question::Read(_) => true,
        }
    }

    /// The same for a variant that is one value, and whether this is it.
    fn offer_value(&mut self, is_it: bool) -> bool {
        let row = self.row;
        self.row += 1;
        match self.question {
            Question::Fits if is_it => self.candidates.push(Candidate {
                row,
                rank: EXACT,
                is_contradicted: false,
                members: MemberNames::ANY,
                declares: |_| false,
                declared: 0,
            }),
            Question::Fits | Question::Declares(..) => {}
            Question::Read(chosen) => return chosen == row,
        }
        false
    }

    fn consider(&mut self, row: usize, matcher: VariantMatcher, payload: &Payload) {
        let is_contradicted = matcher.is_contradicted(self.value);
        let rank = rank(matcher, self.value, is_contradicted);
        let members = self.value.as_object().into_iter();
        let present = members.flat_map(|map| map.keys());
        self.candidates.push(Candidate {
            row,
            rank: match (payload.is_of_format)(self.value) {
                None => rank,
                // A value of the format is of no text in general.
                Some(true) => rank.max(FORMAT),
                Some(false) => 0,
            },
            is_contradicted,
            members: payload.members,
            declares: payload.declares,
            declared: present.filter(|key| (payload.declares)(key)).count(),
        });
    }

    fn fail_at(&mut self, variant: &'static str, error: &serde_json::Error, trail: Trail) {
        spend(self.value);
        let path = trail.path();
        if path.is_empty() {
            self.fail(variant, &error.to_string());
        } else {
            self.fail(variant, &format!("at `{path}`: {error}"));
        }
    }

    /// Keeps the beginning of a failure: those of unions inside of unions
    /// would grow without bound.
    fn fail(&mut self, variant: &'static str, failure: &str) {
        self.failures
            .push((variant, failure.chars().take(SHOWN_OF_A_FAILURE).collect()));
    }
}

/// What told a variant is no member that its payload doesn't declare.
fn forget_tag(matcher: VariantMatcher, mark: usize) {
    if let VariantMatcher::Tag(tag, _) | VariantMatcher::TagIfPresent(tag, _) = matcher {
        unforeseen::forget_member(mark, tag);
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
    let mut rows = Rows::new(value, Question::Fits);
    let mark = unforeseen::mark();
    U::rows(&mut rows);
    let is_whole = select(&mut rows, mark);
    match rows.kept {
        Some(found) if is_whole => Choice::Selected(found),
        Some(found) => Choice::Lossy(found),
        None => Choice::None(rows.selection.failures),
    }
}

/// Reads the variant that fits best, and keeps it. Whether it would be written whole.
fn select(variants: &mut dyn Variants<'_>, mark: usize) -> bool {
    let mut candidates = std::mem::take(&mut variants.selection().candidates);
    candidates.sort_by_key(|candidate| Reverse(candidate.order()));
    let Some(Best { unfamiliar, at }) = best(variants, &candidates, true) else {
        return false;
    };
    let is_unsure = is_unsure(variants, &candidates, at, unfamiliar);
    add_unfamiliar(unfamiliar + u64::from(is_unsure));
    let value = variants.selection().value;
    match candidates.get(at..) {
        Some([chosen, others @ ..]) if loses(value, chosen, others) => {
            // What a constant names is that, whatever else would hold more.
            chosen.rank < CONSTANT && keeping(variants, &candidates, mark)
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
    if chosen.order() != next.order() || size(variants.selection().value) > SHORT {
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
    let value = variants.selection().value;
    let keeps = |candidate: &&Candidate| !loses(value, candidate, candidates);
    let keeping: Vec<Candidate> = candidates.iter().filter(keeps).cloned().collect();
    let notes = unforeseen::take(mark);
    let is_read = best(variants, &keeping, true).is_some();
    if !is_read {
        unforeseen::put_back(notes);
    }
    is_read
}

/// Whether a variant of a union declares a member.
#[doc(hidden)]
#[must_use]
pub fn union_declares<U: Union>(key: &str) -> bool {
    let mut rows = Rows::<U>::new(&Value::Null, Question::Declares(key, false));
    U::rows(&mut rows);
    matches!(rows.selection.question, Question::Declares(_, true))
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
        spend(variants.selection().value);
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
