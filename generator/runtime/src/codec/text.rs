//! Numbers and booleans that travel as strings.

use serde::{de::Deserializer, ser::Serializer};

use super::{FieldCodec, Lenient, Lift, table_functions::table_functions};

/// The codec of a number (or boolean) that is a string on the wire.
///
/// Writes `"42"` and reads both `"42"` and `42`.
#[derive(Debug, Clone, Copy)]
pub struct Text;

impl Lift for Text {}
table_functions!(Text);

macro_rules! codec {
    ($($scalar:ident)+) => {$(
        impl FieldCodec<$scalar> for Text {
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$scalar, D::Error> {
                Lenient::decode(deserializer)
            }

            fn encode<S: Serializer>(value: &$scalar, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(value)
            }
        }
    )+};
}

codec! { i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 bool String }
