//! The ways in and out: bytes, text and values.

use std::borrow::Cow;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::{CodecError, Decode, FieldCodec, decode::UNFILLED, path};

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
    let text = JsonDocument::of(bytes);
    let mut reader = text.reader();
    if let Ok(value) = T::deserialize(&mut reader)
        && reader.end().is_ok()
    {
        return Ok(value);
    }
    // To follow where it is takes a reader as long again as to read, so that only
    // what fails is read so.
    let mut reader = text.reader();
    match path::track(&mut reader) {
        Ok(value) => text.end(reader).map(|()| value),
        Err((error, path)) => Err(text.failed(&error, path)),
    }
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
    path::track(value).map_err(|(error, path)| CodecError::new(path, &error))
}

/// [`from_slice`] for emitted types alone, as calls read them: nothing is wrapped
/// around their readers, which the user's compiler would build a second time.
///
/// # Errors
/// As [`from_slice`].
pub fn decode_slice<T: Decode>(bytes: &[u8]) -> Result<T, CodecError> {
    let mut slot = None;
    let read = read_text(bytes, &mut |reader| T::decode_slot(reader, &mut slot));
    read_whole(read, slot)
}

/// [`decode_slice`] of what a codec reads, as calls read numbers that a server may send as
/// text.
///
/// # Errors
/// As [`from_slice`].
pub fn decode_slice_as<C: FieldCodec<T>, T>(bytes: &[u8]) -> Result<T, CodecError> {
    let mut slot = None;
    let read = read_text(bytes, &mut |reader| {
        slot = Some(C::decode(reader)?);
        Ok(())
    });
    read_whole(read, slot)
}

/// [`from_value`] for emitted types alone, as [`decode_slice`] reads them.
///
/// # Errors
/// As [`from_value`].
pub fn decode_value<T: Decode>(value: Value) -> Result<T, CodecError> {
    let trail = path::listen();
    match T::decode(value) {
        Ok(value) => Ok(value),
        Err(error) => Err(CodecError::new(trail.path(), &error)),
    }
}

/// What was read of a whole document.
fn read_whole<T>(read: Result<(), CodecError>, slot: Option<T>) -> Result<T, CodecError> {
    match (read, slot) {
        (Ok(()), Some(value)) => Ok(value),
        (Ok(()), None) => Err(CodecError::other(UNFILLED)),
        (Err(error), _) => Err(error),
    }
}

/// Reads a whole document by a function, which is not a parameter's type so that this is
/// compiled once.
fn read_text(bytes: &[u8], read: &mut ReadText<'_>) -> Result<(), CodecError> {
    let text = JsonDocument::of(bytes);
    let mut reader = text.reader();
    let trail = path::listen();
    match read(&mut reader) {
        Ok(()) => text.end(reader),
        Err(error) => Err(text.failed(&error, trail.path())),
    }
}

type ReadText<'a> = dyn FnMut(&mut JsonReader<'_>) -> Result<(), serde_json::Error> + 'a;

type JsonReader<'text> = serde_json::Deserializer<serde_json::de::StrRead<'text>>;

/// The text of a JSON document.
struct JsonDocument<'bytes> {
    text: Cow<'bytes, str>,
    /// Whether it has marks for what isn't UTF-8.
    is_marked: bool,
}

impl<'bytes> JsonDocument<'bytes> {
    fn of(bytes: &'bytes [u8]) -> Self {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        // Looking at all of it once is faster than looking at each string by
        // itself.
        match str::from_utf8(bytes) {
            Ok(text) => Self {
                text: Cow::Borrowed(text),
                is_marked: false,
            },
            Err(_) => Self {
                text: Cow::Owned(marked(bytes)),
                is_marked: true,
            },
        }
    }

    fn reader(&self) -> JsonReader<'_> {
        serde_json::Deserializer::from_str(&self.text)
    }

    /// Nothing is to come behind what was read.
    fn end(&self, mut reader: JsonReader<'_>) -> Result<(), CodecError> {
        reader
            .end()
            .map_err(|error| self.failed(&error, String::new()))
    }

    #[cold]
    fn failed(&self, error: &serde_json::Error, path: String) -> CodecError {
        let error = CodecError::new(path, error);
        if self.is_marked {
            error.of_a_mark()
        } else {
            error
        }
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
    let trail = path::listen();
    match serde_json::to_vec(value) {
        Ok(bytes) => Ok(bytes),
        Err(error) => Err(CodecError::new(trail.path(), &error)),
    }
}

/// Writes a type as a [`Value`], with the numbers that its text has: an `f32`
/// of 37.7749 is 37.7749, which `serde_json::to_value` would make
/// 37.77489852905273.
///
/// # Errors
/// As [`to_vec`], and when it is nested deeper than can be read (128 levels).
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, CodecError> {
    let trail = path::listen();
    match value_of(value) {
        Ok(value) => Ok(value),
        Err(error) => Err(CodecError::new(trail.path(), &error)),
    }
}

/// Goes by way of the text, because that is where an `f32` still has its
/// shortest form; a [`Value`] made at once holds it as an `f64`.
pub(super) fn value_of<T: Serialize + ?Sized>(value: &T) -> Result<Value, serde_json::Error> {
    serde_json::from_slice(&serde_json::to_vec(value)?)
}
