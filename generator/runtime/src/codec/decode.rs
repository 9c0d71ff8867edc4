//! The trait that everything read from JSON implements.

use serde::de::{Deserializer, Error};
use serde_json::Value;

/// A type that can be read from JSON (or any other self-describing format
/// that serde knows).
///
/// It is a trait of our own beside serde's `Deserialize`, so that lists, maps
/// and records can note their index or key when an error passes through them,
/// and so that integers, times and lenient fields read what servers really
/// send. There is no lifetime parameter because nothing that is read borrows
/// from the input; a bound is simply `T: Decode`.
///
/// The macros of this crate implement it. For a type with serde's derives,
/// say `as Serde` in the table instead ([`Serde`](super::Serde)).
///
/// # Errors
/// [`decode`](Self::decode) fails when the input isn't of the expected shape;
/// the message says what was expected and what was found. Called through
/// [`from_slice`](super::from_slice) the error also has its path.
pub trait Decode: Sized {
    /// Reads one value. A type implements this, or `decode_slot` as the tables do.
    ///
    /// # Errors
    /// When the input isn't of this type's shape.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut slot = None;
        Self::decode_slot(deserializer, &mut slot)?;
        filled(slot)
    }

    /// The members that an object of this type declares.
    #[doc(hidden)]
    const MEMBERS: MemberNames = MemberNames::ANY;

    /// The value that null is, where it is one as any other.
    #[doc(hidden)]
    const NULL: Option<Self> = None;

    /// Whether an object of this type, or of a variant of it, declares the member.
    #[doc(hidden)]
    #[must_use]
    fn declares(key: &str) -> bool {
        Self::MEMBERS.declare(key)
    }

    /// Whether a value is of the format of this type; `None` if it has none, or it
    /// takes nothing else.
    #[doc(hidden)]
    #[must_use]
    fn is_of_format(_value: &Value) -> Option<bool> {
        None
    }

    /// Reads one value to where it is wanted, so that a large one needn't be
    /// moved there through all the functions in between.
    ///
    /// # Errors
    /// As [`decode`](Self::decode); the slot is then as good as empty.
    #[doc(hidden)]
    #[inline]
    fn decode_slot<'de, D: Deserializer<'de>>(
        deserializer: D,
        slot: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        *slot = Some(Self::decode(deserializer)?);
        Ok(())
    }

    /// Reads one value over another.
    ///
    /// # Errors
    /// As [`decode`](Self::decode); the value is then one that nobody may rely
    /// on.
    #[doc(hidden)]
    #[inline]
    fn decode_over<'de, D: Deserializer<'de>>(
        deserializer: D,
        value: &mut Self,
    ) -> Result<(), D::Error> {
        *value = Self::decode(deserializer)?;
        Ok(())
    }
}

/// The members that an object of a type declares.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct MemberNames {
    names: &'static [&'static str],
    /// Whether members beside these are kept.
    open: bool,
}

impl MemberNames {
    /// Of a type that keeps whatever comes, or is no object.
    pub const ANY: Self = Self {
        names: &[],
        open: true,
    };

    /// These, and others if `open` says so.
    #[must_use]
    pub const fn new(names: &'static [&'static str], open: bool) -> Self {
        Self { names, open }
    }

    pub(super) fn declare(self, key: &str) -> bool {
        self.names.contains(&key)
    }

    pub(super) fn keep(self, key: &str) -> bool {
        self.open || self.declare(key)
    }
}

/// Why there is no value though there was no error.
pub(super) const UNFILLED: &str = "nothing was read";

/// What a slot holds after it was read into without an error.
///
/// # Errors
/// It is empty: its type's [`Decode::decode_slot`] has a mistake.
pub(super) fn filled<T, E: Error>(slot: Option<T>) -> Result<T, E> {
    match slot {
        Some(value) => Ok(value),
        None => Err(E::custom(UNFILLED)),
    }
}
