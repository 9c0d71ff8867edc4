//! The rows of a union's table: what each says of itself, and one that reads.

use serde_json::Value;

use super::budget::{is_spent, spend};
use super::candidate::{Candidate, EXACT, FORMAT, rank};
use super::decode::{Decode, MemberNames};
use super::matcher::VariantMatcher;
use super::path::{self, Trail};
use super::unforeseen;

/// More characters than these are not kept of why a variant failed.
const SHOWN_OF_A_FAILURE: usize = 300;

/// One of several shapes, made by [`union!`](crate::union).
pub trait Union: Sized {
    /// The union's name, for messages.
    const NAME: &'static str;

    /// Whether what fits no variant is kept.
    #[doc(hidden)]
    const OPEN: bool = false;

    /// Offers the variants one after the other.
    #[doc(hidden)]
    fn rows(rows: &mut Rows<'_, Self>);

    /// The variant for what no other fits, if the union has one.
    #[doc(hidden)]
    fn unknown(raw: Value) -> Result<Self, Value> {
        Err(raw)
    }
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

    /// Asks which variants fit.
    pub(super) fn of(value: &'a Value) -> Self {
        Self::new(value, Question::Fits)
    }

    /// The best that was found, or what was tried.
    pub(super) fn into_kept(self) -> Result<U, Failures> {
        self.kept.ok_or(self.selection.failures)
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
pub(super) trait Variants<'a> {
    fn value(&self) -> &'a Value;

    /// Whether what fits none is kept.
    fn is_open(&self) -> bool;

    /// Those that fit, which are asked for once.
    fn candidates(&mut self) -> Vec<Candidate>;

    /// Reads the value as the variant of a row. Whether it could be read.
    fn read(&mut self, row: usize) -> bool;

    /// Notes that what was read last is the best so far.
    fn keep(&mut self);
}

impl<'a, U: Union> Variants<'a> for Rows<'a, U> {
    fn value(&self) -> &'a Value {
        self.selection.value
    }

    fn is_open(&self) -> bool {
        U::OPEN
    }

    fn candidates(&mut self) -> Vec<Candidate> {
        std::mem::take(&mut self.selection.candidates)
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

/// Whether a variant of a union declares a member.
#[doc(hidden)]
#[must_use]
pub fn union_declares<U: Union>(key: &str) -> bool {
    let mut rows = Rows::<U>::new(&Value::Null, Question::Declares(key, false));
    U::rows(&mut rows);
    matches!(rows.selection.question, Question::Declares(_, true))
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
