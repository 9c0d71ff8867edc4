//! `string_enum!` and `integer_enum!`: values that a description lists.

use std::{cmp::Ordering, fmt, marker::PhantomData};

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::choice::count_unfamiliar;
use super::primitive::whole;
use super::unforeseen::{self, UnforeseenKind};

/// An enum of texts, made by [`string_enum!`](crate::string_enum).
pub trait StringEnum: Sized + 'static {
    /// The enum's name, for messages.
    const NAME: &'static str;

    /// The texts that have a variant.
    const VALUES: &'static [&'static str];

    /// The text as it is sent.
    fn value(&self) -> &str;

    /// The variant of a text; `None` if there is none and the enum is closed.
    fn from_text(text: &str) -> Option<Self>;

    /// The variant of a text, or what `unknown` makes of it.
    fn known_or(text: &str, unknown: fn(String) -> Self) -> Self {
        Self::from_text(text).unwrap_or_else(|| unknown(text.to_owned()))
    }
}

/// An enum of integers, made by [`integer_enum!`](crate::integer_enum).
pub trait IntegerEnum: Sized + 'static {
    /// The enum's name, for messages.
    const NAME: &'static str;

    /// The integers that have a variant.
    const VALUES: &'static [i64];

    /// The integer as it is sent.
    fn value(&self) -> i64;

    /// The variant of an integer; `None` if there is none and the enum is
    /// closed.
    fn from_integer(integer: i64) -> Option<Self>;

    /// The variant of an integer, or what `unknown` makes of it.
    fn known_or(integer: i64, unknown: fn(i64) -> Self) -> Self {
        Self::from_integer(integer).unwrap_or_else(|| unknown(integer))
    }
}

/// A value that a closed enum has no variant for.
///
/// An open enum (one with an `unknown` variant) never gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Says that the enum `E` has no variant for a text.
    #[must_use]
    pub fn text<E: StringEnum>(text: &str) -> Self {
        Self(format!("{text:?} is not one of {}", Allowed::<E>::new()))
    }

    /// Says that the enum `E` has no variant for an integer.
    #[must_use]
    pub fn integer<E: IntegerEnum>(integer: i64) -> Self {
        Self(format!(
            "{integer} is not one of {}",
            AllowedIntegers::<E>::new()
        ))
    }
}

/// How two values of an enum of texts compare.
#[doc(hidden)]
#[must_use]
pub fn text_order<E: StringEnum>(one: &E, other: &E) -> Ordering {
    one.value().cmp(other.value())
}

/// The variant of an integer in a text.
///
/// # Errors
/// When the text is no integer, or a closed enum has no variant for it.
#[doc(hidden)]
pub fn integer_from_text<E: IntegerEnum>(text: &str) -> Result<E, UnknownValue> {
    let found = text.parse().ok().and_then(E::from_integer);
    found.ok_or_else(|| {
        let allowed = AllowedIntegers::<E>::new();
        UnknownValue(format!("{text:?} is not one of {allowed}"))
    })
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownValue {}

/// Lists what is allowed.
struct Allowed<E>(PhantomData<fn() -> E>);

impl<E> Allowed<E> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E: StringEnum> fmt::Display for Allowed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, E::VALUES)?;
        write!(f, " ({})", E::NAME)
    }
}

struct AllowedIntegers<E>(PhantomData<fn() -> E>);

impl<E> AllowedIntegers<E> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E: IntegerEnum> fmt::Display for AllowedIntegers<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, E::VALUES)?;
        write!(f, " ({})", E::NAME)
    }
}

fn list<T: fmt::Debug>(f: &mut fmt::Formatter<'_>, values: &[T]) -> fmt::Result {
    for (index, value) in values.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{value:?}")?;
    }
    Ok(())
}

/// Reads an enum of texts.
///
/// # Errors
/// When the input isn't a string, or a closed enum doesn't know it.
#[doc(hidden)]
pub fn read_string_enum<'de, E, D>(deserializer: D) -> Result<E, D::Error>
where
    E: StringEnum,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

/// Tells unions around it, and whoever wants to know, of a value that isn't listed.
fn unfamiliar(is_unfamiliar: impl Fn() -> bool) {
    unforeseen::note(UnforeseenKind::EnumValue, &is_unfamiliar);
    count_unfamiliar(is_unfamiliar);
}

struct StringVisitor<E>(PhantomData<fn() -> E>);

impl<E: StringEnum> Visitor<'_> for StringVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string, one of {}", Allowed::<E>::new())
    }

    fn visit_str<Err: Error>(self, text: &str) -> Result<E, Err> {
        unfamiliar(|| !E::VALUES.contains(&text));
        E::from_text(text).ok_or_else(|| Err::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Reads an enum of integers.
///
/// # Errors
/// When the input isn't an integer, or a closed enum doesn't know it.
#[doc(hidden)]
pub fn read_integer_enum<'de, E, D>(deserializer: D) -> Result<E, D::Error>
where
    E: IntegerEnum,
    D: Deserializer<'de>,
{
    deserializer.deserialize_i64(IntegerEnumVisitor(PhantomData))
}

struct IntegerEnumVisitor<E>(PhantomData<fn() -> E>);

impl<E: IntegerEnum> Visitor<'_> for IntegerEnumVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer, one of {}", AllowedIntegers::<E>::new())
    }

    fn visit_i64<Err: Error>(self, integer: i64) -> Result<E, Err> {
        unfamiliar(|| !E::VALUES.contains(&integer));
        E::from_integer(integer)
            .ok_or_else(|| Err::invalid_value(Unexpected::Signed(integer), &self))
    }

    fn visit_u64<Err: Error>(self, integer: u64) -> Result<E, Err> {
        match i64::try_from(integer) {
            Ok(integer) => self.visit_i64(integer),
            Err(_) => Err(Err::invalid_value(Unexpected::Unsigned(integer), &self)),
        }
    }

    fn visit_f64<Err: Error>(self, float: f64) -> Result<E, Err> {
        match whole(float).map(i64::try_from) {
            Some(Ok(integer)) => self.visit_i64(integer),
            _ => Err(Err::invalid_value(Unexpected::Float(float), &self)),
        }
    }
}

/// Implements `Decode` and serde's `Deserialize` through one function.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_impls {
    ($name:ident, $read:path $(, $method:item)?) => {
        #[automatically_derived]
        impl $crate::codec::Decode for $name {
            fn decode<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read(deserializer)
            }

            $($method)?
        }

        #[automatically_derived]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::Decode::decode(deserializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::unforeseen;
    use crate::codec::from_slice;

    #[derive(Debug, Clone, PartialEq)]
    enum Level {
        Low,
        Unknown(i64),
    }

    crate::integer_enum!(Level { Low: 1 } unknown Unknown);

    #[test]
    fn integers_that_are_not_listed_are_noted_whatever_their_sign() {
        for (text, expected) in [("7", 1), ("-7", 1), ("7.0", 1), ("1", 0), ("1.0", 0)] {
            let listener = unforeseen::listen();
            let read: Level = from_slice(text.as_bytes()).unwrap();
            let noted = listener.leave().unwrap_or_default();
            let is_known = Level::KNOWN.contains(&read);
            assert_eq!((is_known, noted.len()), (expected == 0, expected), "{text}");
        }
    }
}
