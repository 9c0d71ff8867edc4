//! The server's own errors.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri, header};

use crate::api::{Idempotency, OperationRef};
use serde::de::DeserializeOwned;

use crate::codec::{CodecError, Decode, from_slice};
use crate::error::{write_failed, write_request_id};
use crate::json_pointer;
use crate::response::AttemptHistory;
use crate::response::{Header, RateLimit, RawResponse};
use crate::secret::Secrets;
use crate::single_line::SingleLine;

/// Where APIs that don't say keep the sentence for people.
const USUAL_MESSAGES: &[&str] = &[
    "/message",
    "/error/message",
    "/error_description",
    "/errors/0/message",
    "/detail",
    "/error",
    "/title",
];

/// Where APIs that don't say keep the code of an error.
const USUAL_CODES: &[&str] = &[
    "/code",
    "/error/code",
    "/errors/0/code",
    "/error_code",
    "/error/type",
    "/type",
];

/// A response of the server that says no.
///
/// It is made from any response with a status other than the described ones: from
/// the API's own envelope, other JSON, a gateway's HTML, or nothing at all.
pub struct ApiError {
    pub(super) operation: OperationRef,
    status: StatusCode,
    code: Option<String>,
    message: Option<String>,
    field: Option<String>,
    request_id: Option<String>,
    rate_limit: Option<RateLimit>,
    redirect: Option<String>,
    headers: HeaderMap,
    body: Bytes,
    truncated: bool,
    /// Kept for reading the body later, of which an error may quote a part.
    secrets: Secrets,
    pub(super) history: AttemptHistory,
}

impl ApiError {
    pub(crate) fn new(received: RawResponse) -> Self {
        let shape = received.profile.error;
        let find = |pointer: &str| {
            let text = json_pointer::find(&received.body, pointer)?.into_text();
            (!text.is_empty()).then(|| received.secrets.redact(text))
        };
        let message = match shape.message.and_then(find) {
            Some(message) => Some(message),
            None => USUAL_MESSAGES.iter().find_map(|pointer| find(pointer)),
        };
        let code = match shape.code {
            Some(pointer) => find(pointer),
            None => USUAL_CODES.iter().find_map(|pointer| find(pointer)),
        };
        Self {
            status: received.status,
            code,
            message,
            field: shape.field.and_then(find),
            request_id: shape
                .request_id
                .and_then(find)
                .or_else(|| received.request_id()),
            rate_limit: received.rate_limit(),
            redirect: redirect(&received),
            operation: received.operation,
            headers: received.headers,
            body: received.body,
            truncated: received.truncated,
            secrets: received.secrets,
            history: received.history,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    #[cfg(feature = "tracing")]
    pub(crate) fn status_text(&self) -> &str {
        self.status.as_str()
    }

    /// The path that was called, with its values but for those of sensitive
    /// parameters, and without the query.
    #[must_use]
    pub fn request_path(&self) -> Option<&str> {
        self.history.path.as_deref()
    }

    /// The server's own code for the error; a number as its digits.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The server's sentence for people, whole, and as untrusted as all server
    /// text.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The field of the request that the server objects to.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What identifies the request in the server's log, from the body or else
    /// from a header.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How many requests are left, if the server said so.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.rate_limit
    }

    /// All headers of the response.
    ///
    /// They are raw on purpose: where the server repeats a secret in one, it is
    /// in here, though `Debug` leaves it out.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header that the API describes; none if it is not there.
    ///
    /// # Errors
    ///
    /// The header does not hold what it is described to.
    pub fn header<H: Decode>(&self, header: &Header<H>) -> Result<Option<H>, CodecError> {
        header.read(&self.headers)
    }

    /// The body as it came, or as much of it as is kept.
    ///
    /// It is raw on purpose: where the server repeats a secret in it, it is in
    /// here. No `Debug` or `Display` shows it; keep it out of logs.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the body went on beyond what is kept (1 MiB).
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.truncated
    }

    /// Reads the body as the type that the description has for this status, or as
    /// any other that serde can read.
    ///
    /// # Errors
    ///
    /// The body isn't the JSON of a `T`.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, CodecError> {
        from_slice(&self.body)
            .map_err(|error: CodecError| error.map_texts(|text| self.secrets.redact(text)))
    }
}

/// Where a response that redirects points to: the host alone, since a query may
/// hold what isn't meant for logs, and of the host no secret.
fn redirect(received: &RawResponse) -> Option<String> {
    if !received.status.is_redirection() {
        return None;
    }
    let location = received.header(header::LOCATION.as_str())?;
    let target = location
        .parse::<Uri>()
        .ok()
        .and_then(|uri| Some(format!("{}://{}", uri.scheme_str()?, uri.host()?)))
        .map(|target| received.secrets.redact(target));
    Some(target.unwrap_or_else(|| "another path of the same host".to_owned()))
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_failed(f, &self.operation, &self.history)?;
        write!(f, "{}", self.status.as_u16())?;
        if let Some(reason) = self.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        if let Some(code) = &self.code {
            write!(f, ": {}", SingleLine(code, 100))?;
        }
        if let Some(message) = &self.message {
            write!(f, ": {}", SingleLine(message, 500))?;
        }
        if let Some(field) = &self.field {
            write!(f, " (field {})", SingleLine(field, 100))?;
        }
        if let Some(target) = &self.redirect {
            let target = SingleLine(target, 200);
            let changes = self.operation.idempotency() != Idempotency::Safe;
            if self.status == StatusCode::SEE_OTHER && changes {
                write!(
                    f,
                    ": the call was carried out, so don't just repeat it; redirects are not \
                     followed, and its result is at {target}"
                )?;
            } else {
                write!(
                    f,
                    ": redirects are not followed, and this one points to {target}; check the \
                     base URL"
                )?;
            }
        }
        write_request_id(f, self.request_id())
    }
}

/// Headers and body are left out: they are the place where a server repeats
/// what it was sent.
impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("request_path", &self.history.path)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("field", &self.field)
            .field("request_id", &self.request_id)
            .field("rate_limit", &self.rate_limit)
            .field("body_bytes", &self.body.len())
            .field("truncated", &self.truncated)
            .finish_non_exhaustive()
    }
}

impl StdError for ApiError {}
