//! Strings, numbers, booleans, null and free JSON.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use serde_json::Value;

use super::Decode;

impl Decode for String {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Decode for bool {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Decode for Value {
    const NULL: Option<Self> = Some(Self::Null);

    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// Null: the response of an operation that has nothing to say.
impl Decode for () {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// An integer type that can be made from what a JSON number may hold.
pub(super) trait Integer: Sized {
    /// How a message calls it.
    const EXPECTED: &'static str;

    /// The same number, if it fits.
    fn from_i128(number: i128) -> Option<Self>;
}

/// The integer that a float with no fraction stands for.
///
/// Beyond 2⁶⁴ no integer type of ours could hold it, and the digits that the
/// server sent may be lost already.
pub(super) fn whole(number: f64) -> Option<i128> {
    const LIMIT: f64 = 18_446_744_073_709_551_616.0;
    if number.fract() == 0.0 && number.abs() <= LIMIT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within range")]
        Some(number as i128)
    } else {
        None
    }
}

struct IntegerVisitor<T>(PhantomData<fn() -> T>);

impl<T: Integer> IntegerVisitor<T> {
    fn check<E: Error>(&self, number: impl Into<i128>, found: Unexpected<'_>) -> Result<T, E> {
        T::from_i128(number.into()).ok_or_else(|| E::invalid_value(found, self))
    }
}

impl<T: Integer> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.check(number, Unexpected::Signed(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.check(number, Unexpected::Unsigned(number))
    }

    /// `1.0` is the integer 1 in JSON Schema, and some servers send it.
    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        match whole(number) {
            Some(integer) => self.check(integer, Unexpected::Float(number)),
            None => Err(E::invalid_type(Unexpected::Float(number), &self)),
        }
    }
}

macro_rules! integers {
    ($($integer:ident $expected:literal $hint:ident;)+) => {$(
        impl Integer for $integer {
            const EXPECTED: &'static str = $expected;

            fn from_i128(number: i128) -> Option<Self> {
                Self::try_from(number).ok()
            }
        }

        impl Decode for $integer {
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$hint(IntegerVisitor(PhantomData))
            }
        }
    )+};
}

integers! {
    i8 "an integer from -128 to 127" deserialize_i8;
    i16 "an integer of 16 bits" deserialize_i16;
    i32 "an integer of 32 bits" deserialize_i32;
    i64 "an integer of 64 bits" deserialize_i64;
    u8 "an integer from 0 to 255" deserialize_u8;
    u16 "an unsigned integer of 16 bits" deserialize_u16;
    u32 "an unsigned integer of 32 bits" deserialize_u32;
    u64 "an unsigned integer of 64 bits" deserialize_u64;
}

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<f64, E> {
        Ok(number)
    }

    #[expect(clippy::cast_precision_loss, reason = "a float is what was asked for")]
    fn visit_i64<E: Error>(self, number: i64) -> Result<f64, E> {
        Ok(number as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a float is what was asked for")]
    fn visit_u64<E: Error>(self, number: u64) -> Result<f64, E> {
        Ok(number as f64)
    }
}

impl Decode for f64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(FloatVisitor)
    }
}

impl Decode for f32 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = deserializer.deserialize_f32(FloatVisitor)?;
        single(number).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Float(number), &"a number of 32 bits")
        })
    }
}

/// The nearest `f32`, which `format: float` asks for. Beyond its range that
/// would be infinity, which is written as `null`.
#[expect(clippy::cast_possible_truncation, reason = "the nearest is wanted")]
pub(super) fn single(number: f64) -> Option<f32> {
    Some(number as f32).filter(|single| single.is_finite())
}
