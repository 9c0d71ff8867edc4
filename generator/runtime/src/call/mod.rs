//! Calls: described, then sent.

mod answer;
mod bodies;
mod builder;
mod future;
mod header;
mod read;
mod received;
mod reconcile;
mod response;

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method};

pub use answer::{Answer, answer_rule, decode_body, no_answer, raw_body, text_body};
pub use builder::CallBuilder;
pub use future::{CallFuture, ResponseFuture};
pub use header::Header;
pub(crate) use read::{Reader, Unread};
pub(crate) use received::Received;
pub use reconcile::{Found, Reconciled};
pub use response::{RateLimit, Response, ResponseCall};

use crate::auth::Secrets;
use crate::effect::Effect;
use crate::error::Error;
use crate::governor::Priority;
use crate::headers::ShownHeaders;
use crate::operation::Operation;
use crate::request::Request;
use crate::retry::Retries;

/// A request that has been described and not yet sent.
///
/// It can be awaited, sent blocking, given a timeout or a header, asked for the
/// whole [`Response`], or looked at in a test. Nothing happens before it is
/// sent, and a call that is dropped never was.
///
/// Describing never fails. If something about the request was wrong, such as an
/// empty path parameter, sending it gives [`Error::Request`] and nothing
/// reaches the server.
///
/// ```no_run
/// # use oas_runtime::{Client, Error, Operation, Value};
/// # static GET: Operation = Operation::get("getPet", "/pets/{id}");
/// # async fn example(client: Client) -> Result<(), Error> {
/// let call = client.call(&GET).path("id", "7").decode::<Value>();
/// assert_eq!(call.path(), "/pets/7");
///
/// let pet = call.timeout(std::time::Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<T> {
    pub(crate) request: Box<Request>,
    pub(crate) reader: Reader<T>,
    /// The path and query, kept so that they can be looked at.
    target: String,
}

impl<T> Call<T> {
    pub(crate) fn new(mut request: Box<Request>, reader: Reader<T>) -> Self {
        request.expects = reader.expects;
        let target = request.target();
        Self {
            request,
            reader,
            target,
        }
    }

    /// Sends the request and blocks this thread until the answer is there.
    ///
    /// It works inside an async runtime as well as outside one; on whose
    /// executor it runs is for the transport to say
    /// ([`Transport::block_on`](crate::Transport::block_on)).
    ///
    /// # Errors
    ///
    /// Those of awaiting the call; see [`Error`].
    pub fn send_blocking(self) -> Result<T, Error> {
        let received = crate::blocking::send(self.request)?;
        received.read(self.reader)
    }

    /// Asks for the whole answer: status, headers, request id and rate limit,
    /// along with the value.
    pub fn response(self) -> ResponseCall<T> {
        ResponseCall::new(self)
    }

    /// Sets how long this call may take, from its sending to the last byte of
    /// the answer, with all attempts and the waits between them, in place of
    /// the client's own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.request.timeout = Some(limit);
        self
    }

    /// Sets what is repeated, and how often, in place of what the client does.
    pub fn retries(mut self, retries: Retries) -> Self {
        self.request.options.retries = Some(retries);
        self
    }

    /// Sends the request once and repeats nothing.
    pub fn no_retries(self) -> Self {
        self.retries(Retries::off())
    }

    /// Says what a repeat of this call does, for one who knows it better than
    /// the description.
    pub fn effect(mut self, effect: Effect) -> Self {
        self.request.options.effect = Some(effect);
        self
    }

    /// Sets how much of a hurry this call is in where calls wait for the rate
    /// limit.
    pub fn priority(mut self, priority: Priority) -> Self {
        self.request.options.priority = priority;
        self
    }

    /// Sets how many bytes of this answer are read, in place of the client's
    /// own limit.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.request.options.max_response_bytes = Some(limit);
        self
    }

    /// Sets a header, in place of one with the same name.
    ///
    /// An `Authorization` header, or one in which an API key goes, replaces the
    /// client's own credentials for this call.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request.set_header(name, value);
        self
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        &self.request.operation
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.request.operation.method()
    }

    /// The path and query as they go out, escaped, behind the base URL.
    ///
    /// An API key that goes into the query isn't part of it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.target
    }

    /// The headers of this call, without credentials and without what the
    /// client adds to every request.
    #[must_use]
    pub fn request_headers(&self) -> &HeaderMap {
        &self.request.headers
    }

    /// The body, if there is one and it doesn't come piece by piece.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.request.body_bytes()
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            reader: self.reader,
            target: self.target.clone(),
        }
    }
}

/// Bodies are shown by their length, and of most headers the names alone.
impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.request.operation)
            .field("path", &self.path())
            .field(
                "headers",
                &ShownHeaders {
                    headers: &self.request.headers,
                    profile: self.request.client.profile(),
                    secrets: &Secrets::default(),
                },
            )
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("timeout", &self.request.timeout)
            .field("fault", &self.request.fault)
            .finish_non_exhaustive()
    }
}
