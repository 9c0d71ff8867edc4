//! A response, all of it read, before anything is made of it.

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::auth::Secrets;
use crate::call::{RateLimit, Reader, Response, Unread};
use crate::error::{DecodeError, Error, Trail};
use crate::operation::OperationRef;
use crate::profile::ApiMetadata;

#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) operation: OperationRef,
    pub(crate) profile: &'static ApiMetadata,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether the body went on beyond what was read.
    pub(crate) truncated: bool,
    /// What must not appear in a message, even if the server repeats it.
    pub(crate) secrets: Secrets,
    /// How it came to the response.
    pub(crate) trail: Trail,
}

impl Received {
    /// Makes the value of the response.
    pub(crate) fn read<T>(self: Box<Self>, reader: Reader<T>) -> Result<T, Error> {
        match (reader.read)(&self) {
            Ok(value) => Ok(value),
            Err(unread) => Err(self.unreadable(unread)),
        }
    }

    /// Makes the value and keeps what came along with it.
    pub(crate) fn read_response<T>(
        self: Box<Self>,
        reader: Reader<T>,
    ) -> Result<Response<T>, Error> {
        match (reader.read)(&self) {
            Ok(value) => Ok(Response::new(value, *self)),
            Err(unread) => Err(self.unreadable(unread)),
        }
    }

    /// The error of a response that can't be read. It takes all of the response
    /// along, since the request was carried out and its result is in there.
    pub(crate) fn unreadable(self: Box<Self>, unread: Unread) -> Error {
        Error::Decode(Box::new(DecodeError::new(*self, unread)))
    }

    /// The text of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)?.to_str().ok()
    }
}

/// The header of a name. Answers have few headers, so that looking at them is
/// quicker than making of a text what the map looks up.
pub(crate) fn find<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a HeaderValue> {
    let mut headers = headers.iter();
    let found = headers.find(|(known, _)| known.as_str().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

impl Received {
    /// The request's identifier from the header that the profile names, without
    /// secrets.
    pub(crate) fn request_id(&self) -> Option<String> {
        let id = self.header(self.profile.request_id_header?)?;
        Some(self.secrets.redact(id.to_owned()))
    }

    /// How many requests are left, if the server said so.
    pub(crate) fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(self.profile, &self.headers, &self.secrets)
    }
}
