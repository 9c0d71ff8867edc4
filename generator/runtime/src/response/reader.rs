//! What is made of a response's body.

use bytes::Bytes;
use http::StatusCode;

use serde::de::DeserializeOwned;

use crate::codec::{
    CodecError, Decode, FieldCodec, Lenient, decode_slice, decode_slice_as, from_slice,
};
use crate::response::{FromResponse, RawResponse};

/// How a response becomes a value: two plain functions, so that a call is no
/// bigger for it and the way of sending knows no types.
pub(crate) struct Reader<T> {
    /// Which statuses are responses and not errors.
    pub(crate) expects: fn(StatusCode) -> bool,
    pub(crate) read: fn(&RawResponse) -> Result<T, Unread>,
}

impl<T> Clone for Reader<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reader<T> {}

/// Why a response could not be read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// Its JSON isn't what the type wants.
    Codec(CodecError),
    /// It has no body, where a body is described.
    NoBody,
    /// Nothing describes a response of this status.
    UndocumentedStatus,
    /// Anything else, told in a sentence.
    Other(String),
}

impl From<CodecError> for Unread {
    fn from(error: CodecError) -> Self {
        Self::Codec(error)
    }
}

fn success(status: StatusCode) -> bool {
    status.is_success()
}

impl<T> Reader<T> {
    fn of(read: fn(&RawResponse) -> Result<T, Unread>) -> Self {
        Self {
            expects: success,
            read,
        }
    }
}

impl<T: Decode> Reader<T> {
    pub(crate) fn json() -> Self {
        Self::of(|received| json(&received.body, decode_slice))
    }
}

impl<T> Reader<T>
where
    Lenient: FieldCodec<T>,
{
    pub(crate) fn lenient_json() -> Self {
        Self::of(|received| json(&received.body, decode_slice_as::<Lenient, T>))
    }
}

impl<T: DeserializeOwned> Reader<T> {
    pub(crate) fn any_json() -> Self {
        Self::of(|received| json(&received.body, from_slice))
    }
}

impl<T: FromResponse> Reader<T> {
    pub(crate) fn by_status() -> Self {
        Self {
            expects: |status| status.is_success() || T::expects(status),
            read: |received| {
                if !T::expects(received.status) {
                    return Err(Unread::UndocumentedStatus);
                }
                let read = T::read(received.status, &received.body);
                read.map_err(|error| {
                    if received.body.is_empty() {
                        Unread::NoBody
                    } else {
                        Unread::Codec(error)
                    }
                })
            },
        }
    }
}

impl Reader<()> {
    pub(crate) fn empty() -> Self {
        Self::of(|_| Ok(()))
    }
}

impl Reader<Bytes> {
    pub(crate) fn bytes() -> Self {
        Self::of(|received| Ok(received.body.clone()))
    }
}

impl Reader<String> {
    pub(crate) fn text() -> Self {
        Self::of(|received| match std::str::from_utf8(&received.body) {
            Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => Err(Unread::Other(format!("the text isn't UTF-8: {error}"))),
        })
    }
}

/// Reads JSON. An empty body is read as `null`, so that an `Option` and `()`
/// take it and any other type says what is missing.
fn json<T>(body: &[u8], read: fn(&[u8]) -> Result<T, CodecError>) -> Result<T, Unread> {
    let is_empty = body.is_empty();
    match read(if is_empty { b"null" } else { body }) {
        Ok(value) => Ok(value),
        Err(_) if is_empty => Err(Unread::NoBody),
        Err(error) => Err(Unread::Codec(error)),
    }
}
