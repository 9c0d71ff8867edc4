//! Reading what servers send where the description says something else.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{
    de::{Deserializer, Error, Unexpected, Visitor},
    ser::{Serialize, Serializer},
};
use serde_json::Value;

use super::{
    FieldCodec, Lift,
    primitive::{single, whole},
    table_functions::table_functions,
};

/// The codec of a field whose JSON type can't be relied on.
///
/// | Rust type | reads |
/// |---|---|
/// | `String` and newtypes of it | a string, a number (integers keep their digits, `1.0` is `"1"`), a boolean |
/// | integers, [`UnixTime`](crate::UnixTime) | a number without fraction, such a number in a string |
/// | floats | a number, a number in a string |
/// | `bool` | a boolean, `"true"`, `"false"`, 0, 1, `"0"`, `"1"` |
/// | [`Value`] | anything |
///
/// It is written as the Rust type is: leniency is for what others send.
#[derive(Debug, Clone, Copy)]
pub struct Lenient;

impl Lift for Lenient {}
table_functions!(Lenient);

/// Reads through [`Lenient`]: what a lenient newtype calls.
#[doc(hidden)]
pub fn lenient<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
where
    Lenient: FieldCodec<T>,
{
    Lenient::decode(deserializer)
}

/// A type that can be made from any JSON scalar, or refuses.
trait LenientScalar: Sized {
    const EXPECTED: &'static str;

    fn from_text(text: &str) -> Option<Self>;
    fn from_integer(integer: i128) -> Option<Self>;
    fn from_float(float: f64) -> Option<Self>;

    fn from_string(text: String) -> Result<Self, String> {
        Self::from_text(&text).ok_or(text)
    }

    fn from_bool(_: bool) -> Option<Self> {
        None
    }
}

struct ScalarVisitor<T>(PhantomData<fn() -> T>);

impl<T: LenientScalar> Visitor<'_> for ScalarVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        T::from_string(text).map_err(|text| E::invalid_value(Unexpected::Str(&text), &self))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::from_integer(number.into())
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        T::from_float(number).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::from_bool(value).ok_or_else(|| E::invalid_type(Unexpected::Bool(value), &self))
    }
}

impl LenientScalar for String {
    const EXPECTED: &'static str = "a string, a boolean or a number whose digits can be kept (below 2^53 if not an integer of 64 bits)";

    fn from_text(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_string(text: String) -> Result<Self, String> {
        Ok(text)
    }

    fn from_integer(integer: i128) -> Option<Self> {
        Some(integer.to_string())
    }

    fn from_float(float: f64) -> Option<Self> {
        // A larger number has lost digits by now, and an identifier that is
        // silently wrong is worse than an error.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match whole(float) {
            Some(integer) if float.abs() < EXACT => Some(integer.to_string()),
            None if float.abs() < EXACT => Some(float.to_string()),
            _ => None,
        }
    }

    fn from_bool(value: bool) -> Option<Self> {
        Some(value.to_string())
    }
}

/// An integer from its digits, or from a float's text without a fraction.
pub(super) fn integer_in(text: &str) -> Option<i128> {
    i128::from_str(text)
        .ok()
        .or_else(|| f64::from_str(text).ok().and_then(whole))
}

/// A number from its text; JSON has neither infinities nor NaN.
pub(super) fn float_in(text: &str) -> Option<f64> {
    f64::from_str(text).ok().filter(|float| float.is_finite())
}

impl LenientScalar for bool {
    const EXPECTED: &'static str = r#"a boolean, "true", "false", 0 or 1"#;

    fn from_text(text: &str) -> Option<Self> {
        match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    fn from_integer(integer: i128) -> Option<Self> {
        match integer {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn from_float(float: f64) -> Option<Self> {
        whole(float).and_then(Self::from_integer)
    }

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }
}

macro_rules! codec {
    ($($scalar:ident)+) => {$(
        impl FieldCodec<$scalar> for Lenient {
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$scalar, D::Error> {
                deserializer.deserialize_any(ScalarVisitor(PhantomData))
            }

            fn encode<S: Serializer>(value: &$scalar, serializer: S) -> Result<S::Ok, S::Error> {
                value.serialize(serializer)
            }
        }
    )+};
}

macro_rules! integers {
    ($($integer:ident $expected:literal;)+) => {
        codec! { $($integer)+ }
        $(
        impl LenientScalar for $integer {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                integer_in(text).and_then(Self::from_integer)
            }

            fn from_integer(integer: i128) -> Option<Self> {
                Self::try_from(integer).ok()
            }

            fn from_float(float: f64) -> Option<Self> {
                whole(float).and_then(Self::from_integer)
            }
        }
    )+};
}

integers! {
    i8 "an integer of 8 bits, as a number or a string";
    i16 "an integer of 16 bits, as a number or a string";
    i32 "an integer of 32 bits, as a number or a string";
    i64 "an integer of 64 bits, as a number or a string";
    u8 "an unsigned integer of 8 bits, as a number or a string";
    u16 "an unsigned integer of 16 bits, as a number or a string";
    u32 "an unsigned integer of 32 bits, as a number or a string";
    u64 "an unsigned integer of 64 bits, as a number or a string";
}

macro_rules! floats {
    ($($float:ident $nearest:path;)+) => {
        codec! { $($float)+ }
        $(
        impl LenientScalar for $float {
            const EXPECTED: &'static str = "a number, or one in a string";

            fn from_text(text: &str) -> Option<Self> {
                float_in(text).and_then($nearest)
            }

            #[expect(clippy::cast_precision_loss, reason = "the nearest float is wanted")]
            fn from_integer(integer: i128) -> Option<Self> {
                $nearest(integer as f64)
            }

            fn from_float(float: f64) -> Option<Self> {
                $nearest(float)
            }
        }
    )+};
}

codec! { String bool }
floats! { f32 single; f64 Some; }

impl FieldCodec<Value> for Lenient {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        serde::Deserialize::deserialize(deserializer)
    }

    fn encode<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}
