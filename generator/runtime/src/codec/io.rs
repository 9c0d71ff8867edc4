//! The ways in and out: bytes, text and values.

use serde::Serialize;
use serde_json::Value;

use super::{CodecError, Decode, path};

/// Some servers start a JSON answer with one, though the standard says not to.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Reads a whole JSON document.
///
/// A UTF-8 byte order mark in front is skipped. Nesting is bounded (128
/// levels), so no document overflows the stack.
///
/// # Errors
/// When the bytes aren't JSON, aren't of the shape of `T`, or go on after the
/// document's end.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, CodecError> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    path::capture(|| {
        let value = T::decode(&mut reader)?;
        reader.end()?;
        Ok(value)
    })
    .map_err(failed)
}

/// Reads a whole JSON document from text; see [`from_slice`].
///
/// # Errors
/// As [`from_slice`].
pub fn from_str<T: Decode>(text: &str) -> Result<T, CodecError> {
    from_slice(text.as_bytes())
}

/// Reads a type from JSON that is already in memory as a [`Value`].
///
/// # Errors
/// When the value isn't of the shape of `T`. The error has a path, but
/// neither line nor column.
pub fn from_value<T: Decode>(value: Value) -> Result<T, CodecError> {
    path::capture(|| T::decode(value)).map_err(failed)
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

/// Writes a type as a [`Value`].
///
/// # Errors
/// As [`to_vec`].
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, CodecError> {
    path::capture(|| serde_json::to_value(value)).map_err(failed)
}

fn failed((error, path): (serde_json::Error, String)) -> CodecError {
    CodecError::new(path, &error)
}
