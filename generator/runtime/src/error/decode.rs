//! Responses that could not be read.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::api::OperationRef;
use crate::codec::{CodecError, unforeseen};
use crate::error::{Error, write_failed, write_request_id};
use crate::response::AttemptHistory;
use crate::response::{RawResponse, Reader, Unread};
use crate::secret::Secrets;
use crate::single_line::SingleLine;

/// How many bytes of the body are shown before and behind the place.
const EXCERPT: usize = 60;

/// What of a response is not as the API's description says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The body can't be read as what is described.
    Mismatch,
    /// There is no body, where one is described: a 204 instead of a 200, say.
    NoBody,
    /// A success of a status that isn't described.
    UndocumentedStatus,
}

/// A success that is not what the API's description says.
///
/// The call **was carried out**. Whatever it made is told in the body, which
/// the error keeps, so that it isn't lost: read the id of a thing that was
/// created from [`body`](Self::body) rather than create it again.
pub struct DecodeError {
    pub(super) operation: OperationRef,
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    body: Bytes,
    truncated: bool,
    kind: DecodeErrorKind,
    message: String,
    codec: Option<CodecError>,
    excerpt: String,
    pub(super) history: AttemptHistory,
}

impl DecodeError {
    pub(crate) fn new(received: RawResponse, unread: Unread) -> Self {
        // What isn't described can't be read wrongly.
        let described = received.operation.describes(received.status);
        let unread = if described {
            unread
        } else {
            Unread::UndocumentedStatus
        };
        let (kind, message, codec) = match unread {
            Unread::Codec(error) => {
                let error = error.map_texts(|text| received.secrets.redact(text));
                let message = error.message().to_owned();
                (DecodeErrorKind::Mismatch, message, Some(error))
            }
            Unread::NoBody => (
                DecodeErrorKind::NoBody,
                "the body is empty".to_owned(),
                None,
            ),
            Unread::UndocumentedStatus => {
                let message = "the API's description has no response of this status";
                let kind = DecodeErrorKind::UndocumentedStatus;
                (kind, message.to_owned(), None)
            }
            Unread::Other(message) => {
                let message = received.secrets.redact(message);
                (DecodeErrorKind::Mismatch, message, None)
            }
        };
        let place = codec.as_ref().map_or(0, |error| {
            offset(&received.body, error.line(), error.column())
        });
        Self {
            request_id: received.request_id(),
            kind,
            message,
            excerpt: excerpt(&received.body, place, &received.secrets),
            codec,
            operation: received.operation,
            status: received.status,
            headers: received.headers,
            body: received.body,
            truncated: received.truncated,
            history: received.history,
        }
    }

    /// What is not as the description says.
    #[must_use]
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The status: a success, unless the operation has described responses of
    /// other statuses.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the response.
    ///
    /// They are raw on purpose: where the server repeats a secret in one, it is
    /// in here, though `Debug` leaves it out.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What identifies the request in the server's log, if a header has it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// The body as it came, or as much of it as was read.
    ///
    /// It is raw on purpose: where the server repeats a secret in it, it is in
    /// here. No `Debug` or `Display` shows it; keep it out of logs.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the body went on beyond what was read, as it was larger than
    /// the client's limit.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Where in the JSON the reading stopped: `tickets[3].id`, or nothing at
    /// the root.
    #[must_use]
    pub fn path(&self) -> &str {
        self.codec.as_ref().map_or("", CodecError::path)
    }

    /// What was expected there, and what was found.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line in the body, from 1; 0 if the body isn't JSON at all.
    #[must_use]
    pub fn line(&self) -> usize {
        self.codec.as_ref().map_or(0, CodecError::line)
    }

    /// The column in the line, in bytes from 1; 0 if the body isn't JSON at
    /// all.
    #[must_use]
    pub fn column(&self) -> usize {
        self.codec.as_ref().map_or(0, CodecError::column)
    }

    /// The body around the place, short and on one line.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

/// The byte at which a line and column are.
fn offset(body: &[u8], line: usize, column: usize) -> usize {
    let before: usize = body
        .split_inclusive(|byte| *byte == b'\n')
        .take(line.saturating_sub(1))
        .map(<[u8]>::len)
        .sum();
    (before + column.saturating_sub(1)).min(body.len())
}

/// The body around the place, or nothing if a secret is there, of which an
/// excerpt could hold a part, in whichever way it is escaped.
fn excerpt(body: &[u8], place: usize, secrets: &Secrets) -> String {
    let from = place.saturating_sub(EXCERPT);
    let to = place.saturating_add(EXCERPT).min(body.len());
    let wider =
        from.saturating_sub(secrets.reach())..to.saturating_add(secrets.reach()).min(body.len());
    if secrets.are_in_piece(body.get(wider).unwrap_or_default()) {
        return String::new();
    }
    let shown = String::from_utf8_lossy(body.get(from..to).unwrap_or_default());
    let before = if from > 0 { "…" } else { "" };
    let behind = if to < body.len() { "…" } else { "" };
    format!("{before}{}{behind}", SingleLine(&shown, 2 * EXCERPT))
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation, &self.history)?;
        let status = self.status.as_u16();
        let carried_out = self.status.is_success();
        if self.kind != DecodeErrorKind::Mismatch {
            let said = if carried_out {
                "the call was carried out, so don't just repeat it; "
            } else {
                ""
            };
            write!(
                f,
                "{said}its response (status {status}) is not as described: "
            )?;
        } else if carried_out {
            write!(
                f,
                "the response can't be read, though the call was carried out (status {status}), so \
                 don't just repeat it: "
            )?;
        } else {
            write!(f, "the response of status {status} can't be read: ")?;
        }
        if !self.path().is_empty() {
            write!(f, "at `{}`: ", SingleLine(self.path(), 200))?;
        }
        write!(f, "{}", SingleLine(&self.message, 500))?;
        if self.line() > 0 {
            write!(f, " (line {}, column {})", self.line(), self.column())?;
        }
        if !self.excerpt.is_empty() {
            write!(f, " near `{}`", self.excerpt)?;
        }
        if self.truncated {
            write!(f, " (only the first {} bytes were read)", self.body.len())?;
        }
        write_request_id(f, self.request_id())
    }
}

/// Headers and body are left out; see [`body`](DecodeError::body).
impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("operation", &self.operation)
            .field("request_path", &self.history.path)
            .field("status", &self.status)
            .field("path", &self.path())
            .field("message", &self.message)
            .field("request_id", &self.request_id)
            .field("body_bytes", &self.body.len())
            .field("truncated", &self.truncated)
            .finish_non_exhaustive()
    }
}

impl StdError for DecodeError {}

/// Makes the value of a response.
pub(crate) fn decode<T>(received: Box<RawResponse>, reader: Reader<T>) -> Result<T, Error> {
    let noting = received.unforeseen.is_some().then(unforeseen::listen);
    let read = (reader.read)(&received);
    if let Some(noting) = noting {
        received.tell_unforeseen(&noting.leave().unwrap_or_default());
    }
    match read {
        Ok(value) => Ok(value),
        Err(unread) => Err(unreadable(received, unread)),
    }
}

/// The error of a response that can't be read. It takes all of the response
/// along, since the request was carried out and its result is in there.
pub(crate) fn unreadable(received: Box<RawResponse>, unread: Unread) -> Error {
    Error::Decode(Box::new(DecodeError::new(*received, unread)))
}

#[cfg(test)]
mod tests {
    use super::{excerpt, offset};
    use crate::secret::{Secret, Secrets};

    #[test]
    fn a_place_is_found_by_line_and_column() {
        let body = b"ab\ncd\r\n\nef";
        let places = [
            (0, 0, 0),
            (1, 1, 0),
            (2, 2, 4),
            (4, 1, 8),
            (9, 9, 10),
            (1, 99, 10),
        ];
        for (line, column, place) in places {
            assert_eq!(offset(body, line, column), place, "{line}:{column}");
        }
    }

    #[test]
    fn an_excerpt_is_short_and_cuts_no_secret_in_two() {
        let none = Secrets::default();
        let body = format!("{}!{}", "a".repeat(100), "b".repeat(100));
        let expected = format!("…{}!{}…", "a".repeat(60), "b".repeat(59));
        assert_eq!(excerpt(body.as_bytes(), 100, &none), expected);
        assert_eq!(excerpt(b"[\xff]", 1, &none), "[\u{fffd}]");
        assert_eq!(excerpt(b"", 0, &none), "");

        let secrets: Secrets = [Secret::from("secret-token")].into_iter().collect();
        for written in [
            "secret-token",
            r"secret\u002dtoken",
            r"\u0073\u0065cret-token",
        ] {
            let body = format!("{}{written}{}", "a".repeat(54), "b".repeat(500));
            for place in [0, 54, 80, 120] {
                assert_eq!(excerpt(body.as_bytes(), place, &secrets), "", "{place}");
            }
            assert_ne!(excerpt(body.as_bytes(), 500, &secrets), "");
        }
    }
}
