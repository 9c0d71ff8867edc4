//! Objects with declared members: the generic reader and writer behind
//! `json_object!`, and the macro itself.

mod read;
mod table;
mod write;

use serde::ser::SerializeMap;

use crate::codec::Patch;

pub use self::{
    read::{Members, bare, get, need, read, read_slot, rest, skip, slot},
    write::{Writer, put, put_rest, put_some, write, write_bare},
};

/// A struct that is an object on the wire, by the table of
/// [`json_object!`](crate::json_object).
pub trait Record: Sized {
    /// The struct's name, for messages.
    const NAME: &'static str;

    /// The wire names of all declared members, in the order in which they are
    /// written.
    const MEMBERS: &'static [&'static str];

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

/// The type of an optional field: `Option` or [`Patch`].
///
/// It tells whether the member is written at all, and how a setter fills it.
pub trait Present {
    /// What the member is when it is there.
    type Inner;

    /// Whether the member is written.
    fn is_present(&self) -> bool;

    /// The field with a value.
    fn of(value: Self::Inner) -> Self;
}

impl<T> Present for Option<T> {
    type Inner = T;

    fn is_present(&self) -> bool {
        self.is_some()
    }

    fn of(value: T) -> Self {
        Some(value)
    }
}

impl<T> Present for Patch<T> {
    type Inner = T;

    fn is_present(&self) -> bool {
        !self.is_absent()
    }

    fn of(value: T) -> Self {
        Self::Value(value)
    }
}
