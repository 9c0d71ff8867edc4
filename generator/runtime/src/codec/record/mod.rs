//! Objects with declared members: the generic reader and writer behind
//! `json_object!`, and the macro itself.

mod constant;
mod read;
mod table;
mod write;

use std::collections::BTreeMap;

use serde::ser::SerializeMap;

use crate::codec::Patch;

pub use self::{
    constant::{Constant, expect, get_constant, put_constant},
    read::{
        Members, bare, get, get_optional, need, note_null, null, read, read_slot, rest, skip, slot,
    },
    write::{Writer, hash, put, put_rest, put_some, write, write_bare},
};

/// A struct that is an object on the wire, by the table of
/// [`json_object!`](crate::json_object).
pub trait Record: Sized {
    /// The struct's name, for messages.
    const NAME: &'static str;

    /// The wire names of all declared members, in the order in which they are
    /// written.
    const MEMBERS: &'static [&'static str];

    /// Whether members that aren't declared are kept.
    #[doc(hidden)]
    const OPEN: bool = false;

    /// Whether a bare string may stand for the object.
    #[doc(hidden)]
    const BARE: bool = false;

    /// Reads the members of an object to where it is wanted. What is there
    /// after an error, which the reader keeps, counts for nothing.
    #[doc(hidden)]
    fn read_members<M: Members>(reader: &mut M, slot: &mut Option<Self>);

    /// Reads what a record may be instead of an object: a bare string.
    ///
    /// `None` means that it may not.
    #[doc(hidden)]
    #[must_use]
    fn read_bare(_text: &str) -> Option<Self> {
        None
    }

    /// Writes the members of the object.
    #[doc(hidden)]
    fn write_members<M: SerializeMap>(&self, writer: &mut Writer<M>);
}

/// A struct that has required fields and others: made of the first.
#[doc(hidden)]
pub trait Given: Sized {
    /// The required fields, in the order of the table.
    type Required;

    /// The struct with these, and nothing else.
    fn with(required: Self::Required) -> Self;
}

/// What a function that takes a list was given.
#[doc(hidden)]
#[must_use]
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// What a function that takes a map was given.
#[doc(hidden)]
#[must_use]
pub fn map<T>(
    members: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> BTreeMap<String, T> {
    let members = members.into_iter();
    members
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

/// The type of an optional field: `Option` or [`Patch`].
///
/// It tells whether the member is written at all.
pub trait Present {
    /// What the member holds.
    type Value;

    /// Whether the member is written.
    fn is_present(&self) -> bool;

    /// What it holds, if that isn't null.
    fn value(&self) -> Option<&Self::Value>;
}

impl<T> Present for Option<T> {
    type Value = T;

    fn value(&self) -> Option<&T> {
        self.as_ref()
    }

    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T> Present for Patch<T> {
    type Value = T;

    fn value(&self) -> Option<&T> {
        self.as_option()
    }

    fn is_present(&self) -> bool {
        !self.is_absent()
    }
}
