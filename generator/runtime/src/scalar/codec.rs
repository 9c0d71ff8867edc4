//! Scalars in JSON.

use std::{fmt, marker::PhantomData};

use serde::{
    de::{Deserialize, Deserializer, Error, MapAccess, Visitor},
    ser::{Error as _, Serialize, Serializer},
};
use serde_json::{Value, value::RawValue};

use super::{
    FormatError, ScalarValue,
    value::{Origin, Scalar},
};
use crate::codec::{Decode, FieldCodec, Lenient};

/// What `serde_json` calls a value of which it gives the text. A deserializer that doesn't
/// know the name reads a plain number, so that the worst that can come of it are fewer
/// digits.
const RAW: &str = "$serde_json::private::RawValue";

struct TextVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: ScalarValue> Visitor<'de> for TextVisitor<T> {
    type Value = Scalar<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar<T>, E> {
        Ok(Scalar::read(text, Origin::String))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar<T>, E> {
        Ok(Scalar::read(text, Origin::String))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar<T>, E> {
        Ok(Scalar::read(number.to_string(), Origin::Number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar<T>, E> {
        Ok(Scalar::read(number.to_string(), Origin::Number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar<T>, E> {
        let text = serde_json::Number::from_f64(number).map(|number| number.to_string());
        let text = text.ok_or_else(|| E::custom("a number that is not finite"))?;
        Ok(Scalar::read(text, Origin::Number))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Scalar<T>, D::Error> {
        inner.deserialize_any(self)
    }

    /// The text of a value, which `serde_json` gives as a member of an object.
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Scalar<T>, A::Error> {
        let raw = match members.next_key::<String>()? {
            Some(key) if key == RAW => members.next_value::<String>()?,
            _ => {
                return Err(A::Error::custom(format_args!(
                    "expected {}, found an object",
                    T::EXPECTED
                )));
            }
        };
        match raw.bytes().next() {
            Some(b'-' | b'0'..=b'9') => Ok(Scalar::read(raw, Origin::Number)),
            _ => serde_json::Deserializer::from_str(&raw)
                .deserialize_any(self)
                .map_err(A::Error::custom),
        }
    }
}

impl<T: ScalarValue> Decode for Scalar<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if T::IS_NUMBER {
            deserializer.deserialize_newtype_struct(RAW, TextVisitor(PhantomData))
        } else {
            deserializer.deserialize_any(TextVisitor(PhantomData))
        }
    }

    fn is_of_format(value: &Value) -> Option<bool> {
        let is_one = match value {
            Value::String(text) => !T::IS_NUMBER && T::from_text(text).is_some(),
            Value::Number(number) => T::IS_NUMBER && T::from_text(&number.to_string()).is_some(),
            _ => false,
        };
        Some(is_one)
    }
}

impl<'de, T: ScalarValue> Deserialize<'de> for Scalar<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::decode(deserializer)
    }
}

impl<T: ScalarValue> Serialize for Scalar<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_number = match self.origin {
            Origin::Caller if self.value().is_none() => {
                return Err(S::Error::custom(FormatError::of::<T>()));
            }
            Origin::Caller => T::IS_NUMBER,
            Origin::String => false,
            Origin::Number => true,
        };
        if is_number {
            number(self.as_str(), serializer)
        } else {
            serializer.serialize_str(self.as_str())
        }
    }
}

/// Writes a number with its digits. Only one that no plain number prints needs
/// `serde_json`'s help.
fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(integer) = text.parse::<i64>()
        && integer.to_string() == text
    {
        return serializer.serialize_i64(integer);
    }
    let raw = RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

/// A scalar reads texts and numbers as it is. Here its own type decides how it is
/// written, if it is of the format.
impl<T: ScalarValue> FieldCodec<Scalar<T>> for Lenient {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scalar<T>, D::Error> {
        Decode::decode(deserializer)
    }

    fn encode<S: Serializer>(value: &Scalar<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value.value() {
            Some(_) if T::IS_NUMBER => number(value.as_str(), serializer),
            Some(_) => serializer.serialize_str(value.as_str()),
            None => value.serialize(serializer),
        }
    }
}
