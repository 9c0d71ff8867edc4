//! Strings that travel as numbers.

use serde::{de::Deserializer, ser::Serializer};

use super::{FieldCodec, Lenient, Lift, table_functions::table_functions};

/// The codec of a string (mostly an identifier) that is a number on the wire.
///
/// Reads numbers and strings. Writes a number where the text is what an
/// integer of 64 bits looks like when printed; any other text is written as
/// the string it is, because turning `007` into 7 would lose what it says.
#[derive(Debug, Clone, Copy)]
pub struct Number;

impl Lift for Number {}
table_functions!(Number);

impl FieldCodec<String> for Number {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
        Lenient::decode(deserializer)
    }

    fn encode<S: Serializer>(text: &String, serializer: S) -> Result<S::Ok, S::Error> {
        if is_canonical(text) {
            if let Ok(number) = text.parse::<u64>() {
                return serializer.serialize_u64(number);
            }
            if let Ok(number) = text.parse::<i64>() {
                return serializer.serialize_i64(number);
            }
        }
        serializer.serialize_str(text)
    }
}

/// Whether an integer with these digits would be printed as just this text.
fn is_canonical(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0"
        || digits
            .bytes()
            .next()
            .is_some_and(|first| matches!(first, b'1'..=b'9'))
}
