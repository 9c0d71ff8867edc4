//! What a document didn't foresee in a response: noted while it is read, where somebody
//! wants to know.
//!
//! A note is made where the value is, and each record, list and map around it adds its
//! step on the way out. Until a client wants to know, all of that is the look at one
//! flag.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::scoped::{self, Scope};

/// What a document doesn't foresee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum UnforeseenKind {
    /// A member that an object doesn't declare.
    Member,
    /// A value that an enum doesn't list.
    EnumValue,
    /// A value that is none of a union's branches.
    Union,
    /// A value that isn't of its format.
    Format,
}

impl UnforeseenKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Member, Self::EnumValue, Self::Union, Self::Format];

    /// `member`, `enum-value`, `union` or `format`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::EnumValue => "enum-value",
            Self::Union => "union",
            Self::Format => "format",
        }
    }
}

/// A step from a value to one inside of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum UnforeseenStep {
    /// To a member of an object that declares its members, or of which it is one.
    Member(String),
    /// To an item of a list, whichever.
    Item,
    /// To a value of a map, whichever.
    Value,
}

/// Something that was noted, with the steps to it, the innermost first.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) kind: UnforeseenKind,
    steps: Vec<UnforeseenStep>,
}

impl Note {
    /// The steps from the outermost value.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &UnforeseenStep> {
        self.steps.iter().rev()
    }

    /// `tags[].name`; `{}` stands for any key of a map.
    pub(crate) fn path(&self) -> String {
        let mut path = String::new();
        for step in self.steps() {
            match step {
                UnforeseenStep::Item => path.push_str("[]"),
                UnforeseenStep::Value => path.push_str("{}"),
                UnforeseenStep::Member(name) => {
                    let is_plain = |one: char| one.is_alphanumeric() || "_-$@".contains(one);
                    if name.is_empty() || !name.chars().all(is_plain) {
                        // Writing to a string can't fail.
                        let _ = write!(path, "[{name:?}]");
                        continue;
                    }
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
            }
        }
        path
    }
}

/// Whether anybody in this program ever wanted to know.
static WANTED: AtomicBool = AtomicBool::new(false);

/// No more than these are noted in one response.
const MOST: usize = 1000;

thread_local! {
    static NOTES: RefCell<Option<Vec<Note>>> = const { RefCell::new(None) };
}

/// Notes are taken until the scope is left.
pub(crate) fn listen() -> Scope<Vec<Note>> {
    WANTED.store(true, Ordering::Relaxed);
    Scope::enter(&NOTES, Vec::new())
}

#[inline]
fn is_wanted() -> bool {
    WANTED.load(Ordering::Relaxed)
}

/// How many notes there are: what comes behind is from what is read next.
#[inline]
pub(super) fn mark() -> usize {
    if is_wanted() { count() } else { 0 }
}

#[cold]
fn count() -> usize {
    scoped::with(&NOTES, |notes| notes.len()).unwrap_or_default()
}

/// Notes a value, if it is unforeseen.
#[inline]
pub(crate) fn note(kind: UnforeseenKind, is_unforeseen: impl FnOnce() -> bool) {
    if is_wanted() && is_unforeseen() {
        push(kind, None);
    }
}

/// Notes a member that is about to be passed over.
#[inline]
pub(super) fn note_member(name: &str) {
    if is_wanted() {
        push(UnforeseenKind::Member, Some(name));
    }
}

#[cold]
fn push(kind: UnforeseenKind, member: Option<&str>) {
    scoped::with(&NOTES, |notes| {
        if notes.len() < MOST {
            let steps = member.map(|name| UnforeseenStep::Member(name.to_owned()));
            let steps = steps.into_iter().collect();
            notes.push(Note { kind, steps });
        }
    });
}

/// Adds the step to what was read since the mark.
#[inline]
pub(super) fn within(mark: usize, step: impl FnOnce() -> UnforeseenStep) {
    if is_wanted() {
        extend(mark, step);
    }
}

#[cold]
fn extend(mark: usize, step: impl FnOnce() -> UnforeseenStep) {
    scoped::with(&NOTES, |notes| {
        let since = notes.get_mut(mark..).unwrap_or_default();
        if !since.is_empty() {
            let step = step();
            for note in since {
                note.steps.push(step.clone());
            }
        }
    });
}

/// Notes a value in place of all that was noted inside of it.
pub(super) fn instead(mark: usize, kind: UnforeseenKind) {
    drop(take(mark));
    note(kind, || true);
}

/// Takes what was noted since the mark.
pub(super) fn take(mark: usize) -> Vec<Note> {
    if !is_wanted() {
        return Vec::new();
    }
    let taken = scoped::with(&NOTES, |notes| notes.split_off(mark.min(notes.len())));
    taken.unwrap_or_default()
}

/// Puts back what was taken.
pub(super) fn put_back(mut taken: Vec<Note>) {
    if !taken.is_empty() {
        scoped::with(&NOTES, |notes| notes.append(&mut taken));
    }
}

/// Forgets that a member is unforeseen: the union around the object knows it.
pub(super) fn forget_member(mark: usize, name: &str) {
    if is_wanted() {
        let known = [UnforeseenStep::Member(name.to_owned())];
        let mut taken = take(mark);
        taken.retain(|note| note.kind != UnforeseenKind::Member || note.steps != known);
        put_back(taken);
    }
}
