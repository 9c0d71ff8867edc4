//! The trait that everything read from JSON implements.

use serde::de::Deserializer;

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
    /// Reads one value.
    ///
    /// # Errors
    /// When the input isn't of this type's shape.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}
