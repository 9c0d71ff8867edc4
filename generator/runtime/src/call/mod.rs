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
mod settings;

use std::fmt;

pub use answer::{FromResponse, answer_rule, decode_body, no_answer, raw_body, text_body};
pub use builder::CallBuilder;
pub use future::{CallFuture, ResponseFuture};
pub use header::Header;
pub(crate) use read::{Reader, Unread};
pub(crate) use received::Received;
pub use reconcile::{Reconciliation, ReconcilingCall};
pub use response::{RateLimit, Response, ResponseCall};
pub(crate) use settings::settings;

use crate::auth::Secrets;
use crate::error::Error;
use crate::headers::ShownHeaders;
use crate::request::Request;

/// A request that has been described and not yet sent.
///
/// It can be awaited, sent blocking, given a timeout or a header, asked for the
/// whole [`Response`], or looked at in a test. Nothing happens before it is
/// sent, and a call that is dropped never was.
///
/// Describing never fails. If something about the request was wrong, such as an
/// empty path parameter, sending it gives [`Error::InvalidRequest`] and nothing
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
    pub(crate) target: String,
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

    /// Sends the request and blocks this thread until the response is there.
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

    /// Asks for the whole response: status, headers, request id and rate limit,
    /// along with the value.
    pub fn response(self) -> ResponseCall<T> {
        ResponseCall::new(self)
    }
}

settings! {
    Call<T>;
    /// Sets how long this call may take, from its sending to the last byte of
    /// the response, with all attempts and the waits between them, in place of
    /// the client's own limit.
    timeout
    /// Lets this call take as long as it takes. That the server may not be
    /// [silent](Self::idle_timeout) for long holds all the same.
    no_timeout
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
                    profile: self.request.client.metadata(),
                    secrets: &Secrets::default(),
                },
            )
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("timeout", &self.request.timeout)
            .field("fault", &self.request.fault)
            .finish_non_exhaustive()
    }
}
