//! The ways in and out: bytes, text and values.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{CodecError, Decode, FieldCodec, decode::filled, path};

/// Some servers start a JSON response with one, though the standard says not to.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a whole JSON document into any type that serde can read: an emitted
/// one, one with derives, a list of either.
///
/// A UTF-8 byte order mark in front is skipped. Nesting is bounded (128
/// levels), so no document overflows the stack.
///
/// # Errors
/// When the bytes aren't JSON, aren't of the shape of `T`, or go on after the
/// document's end.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CodecError> {
    let without_path = |error| (error, String::new());
    let read = read_text(bytes, |reader| {
        let value = T::deserialize(&mut *reader).map_err(without_path)?;
        reader.end().map(|()| value).map_err(without_path)
    });
    // To follow where it is takes a reader as long again as to read, so that only
    // what fails is read so.
    read.or_else(|_| {
        read_text(bytes, |reader| {
            let value = path::track(&mut *reader)?;
            reader.end().map(|()| value).map_err(without_path)
        })
    })
}

/// Reads a whole JSON document from text; see [`from_slice`].
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, CodecError> {
    from_slice(text.as_bytes())
}

/// Reads any type that serde can read from JSON that is already in memory as a
/// [`Value`].
///
/// # Errors
/// When the value isn't of the shape of `T`. The error has a path, but
/// neither line nor column.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, CodecError> {
    path::track(value).map_err(failed)
}

/// [`from_slice`] for emitted types alone, as calls read them: nothing is wrapped
/// around their readers, which the user's compiler would build a second time.
///
/// # Errors
/// As [`from_slice`].
pub fn decode_slice<T: Decode>(bytes: &[u8]) -> Result<T, CodecError> {
    read_text(bytes, |reader| {
        let mut slot = None;
        path::capture(|| {
            T::decode_slot(&mut *reader, &mut slot)?;
            reader.end()
        })?;
        filled(slot).map_err(|error| (error, String::new()))
    })
}

/// [`decode_slice`] of what a codec reads, as calls read numbers that a server may send as
/// text.
///
/// # Errors
/// As [`from_slice`].
pub fn decode_slice_as<C: FieldCodec<T>, T>(bytes: &[u8]) -> Result<T, CodecError> {
    read_text(bytes, |reader| {
        path::capture(|| {
            let value = C::decode(&mut *reader)?;
            reader.end().map(|()| value)
        })
    })
}

/// [`from_value`] for emitted types alone, as [`decode_slice`] reads them.
///
/// # Errors
/// As [`from_value`].
pub fn decode_value<T: Decode>(value: Value) -> Result<T, CodecError> {
    path::capture(|| T::decode(value)).map_err(failed)
}

type TextReader<'text> = serde_json::Deserializer<serde_json::de::StrRead<'text>>;

type Located = (serde_json::Error, String);

fn read_text<T>(
    bytes: &[u8],
    read: impl Fn(&mut TextReader<'_>) -> Result<T, Located>,
) -> Result<T, CodecError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let read = |text: &str| read(&mut serde_json::Deserializer::from_str(text)).map_err(failed);
    // Looking at all of it once is faster than looking at each string by
    // itself.
    match str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(_) => read(&marked(bytes)).map_err(CodecError::of_a_mark),
    }
}

/// Half of a surrogate pair.
const MARK: &str = "\\udc80";

/// The text with marks for what isn't UTF-8. A server that cuts a text in the
/// middle of a character does no harm if nobody wants that text; so the mark is
/// what the parser refuses where it reads a string (half of a surrogate pair)
/// and takes where it passes over one.
#[cold]
fn marked(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let backslashes = text.bytes().rev().take_while(|&byte| byte == b'\\').count();
            // Behind a backslash it would be one that is escaped.
            text.push_str(if backslashes % 2 == 0 { MARK } else { "?" });
        }
    }
    text
}

/// Writes a type as compact JSON.
///
/// # Errors
/// When a member can't be written: a map has keys that aren't strings, an
/// additional member has the name of a declared one, or a foreign type
/// (`as Serde`) refuses.
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CodecError> {
    path::capture(|| serde_json::to_vec(value)).map_err(failed)
}

/// Writes a type as a [`Value`], with the numbers that its text has: an `f32`
/// of 37.7749 is 37.7749, which `serde_json::to_value` would make
/// 37.77489852905273.
///
/// # Errors
/// As [`to_vec`], and when it is nested deeper than can be read (128 levels).
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, CodecError> {
    path::capture(|| value_of(value)).map_err(failed)
}

/// Goes by way of the text, because that is where an `f32` still has its
/// shortest form; a [`Value`] made at once holds it as an `f64`.
pub(super) fn value_of<T: Serialize + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(&serde_json::to_vec(value)?)
}

fn failed((error, path): Located) -> CodecError {
    CodecError::new(path, &error)
}
