//! Calls: described, then sent.
//!
//! # Cancellation
//!
//! A call is given up by dropping its future: what `select!` does with the
//! branches that lose, `tokio::time::timeout` when its time is up, and a task
//! that is aborted. What that means:
//!
//! | dropped | means |
//! |---|---|
//! | before it was polled | nothing was sent |
//! | while it waits for the rate limit | its place in the queue is free; nothing is on its way |
//! | while it waits to be repeated | nothing more is sent; the attempts before may have been carried out |
//! | while a request is on its way | the connection is closed; a write **may still be carried out**, and no error says so |
//! | an upload, in the midst of its body | the body's stream is dropped and the connection closed; what the server does with a part of a body is its own affair |
//! | pages, items, a stream | the page or the rest that is on its way is given up; reading changes nothing |
//!
//! So a write shouldn't lose in a `select!`. Give it a
//! [`timeout`](Call::timeout), which ends in an error that
//! [says](crate::Error::outcome) what became of it, instead of dropping it when
//! time is up; or let it come to its end in a task of its own
//! (`tokio::spawn(call.send())`), whoever waits for it. In a loop, poll the same
//! future again (`&mut sending`) rather than to send anew.
//!
//! `try_next` and `next` of pages, items and streams may lose in a `select!`: what
//! is on its way goes on when they are asked the next time.
//!
//! An [`Observer`](crate::observer::Observer) is told of each call that was
//! dropped.

mod bodies;
mod builder;
mod checks;
#[cfg(feature = "tower")]
mod service;
mod settings;
mod start;

// Behind the settings, as the documentation of `Call` has its methods.
mod future;
mod params;
mod reconcile;
mod wait;

use std::fmt;
use std::marker::PhantomData;

pub use builder::CallBuilder;
pub use future::{CallFuture, ResponseFuture};
pub use params::Parameters;
pub use reconcile::{Reconcile, Reconciliation, ReconcilingCall};
pub use wait::{AwaitOutput, JobProgress, LongRunning, WaitError, WaitingCall};

use crate::client::PendingRequest;
use crate::headers::ShownHeaders;
use crate::response::Reader;
use crate::secret::Secrets;

/// A request that has been described and not yet sent.
///
/// It can be awaited, sent blocking, given a timeout or a header, asked for the
/// whole [`Response`](crate::Response), or looked at in a test. Nothing happens
/// before it is sent, and a call that is dropped never was.
///
/// Describing never fails. If something about the request was wrong, such as an
/// empty path parameter, sending it gives
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) and nothing reaches the server.
///
/// ```no_run
/// # use oas_runtime::{Client, Error, Value, http::Method};
/// # async fn example(client: Client) -> Result<(), Error> {
/// let call = client.request(Method::GET, "/pets/7").decode::<Value>();
/// assert_eq!(call.path(), "/pets/7");
///
/// let pet = call.timeout(std::time::Duration::from_secs(5)).await?;
/// # Ok(())
/// # }
/// ```
///
/// `P` holds the operation's optional parameters, if it has any: they are set
/// with [`params`](Self::params), so that a call without them stays as it is when
/// an operation gets its first. `K` says what comes of the call beside its value:
/// of a plain call nothing. Other kinds have names of their own ([`ResponseCall`], [`ReconcilingCall`],
/// [`PaginatedCall`](crate::pagination::PaginatedCall), [`StreamCall`](crate::stream::StreamCall)), and all have the
/// same settings.
#[must_use = "a call does nothing until it is awaited, sent or asked for what it gives"]
pub struct Call<T, P = (), K = Plain> {
    pub(crate) pending: Box<PendingRequest>,
    pub(crate) reader: Reader<T>,
    pub(crate) kind: K,
    /// The path and query, kept so that they can be looked at.
    target: String,
    params: PhantomData<fn(P)>,
}

/// The kind of a [`Call`] that gives its value and nothing else.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// The kind of a [`ResponseCall`].
#[derive(Clone, Copy, Debug)]
pub struct WithResponse;

/// A call that gives a [`Response`](crate::Response) and not just its value;
/// see [`Call::response`].
pub type ResponseCall<T, P = ()> = Call<T, P, WithResponse>;

impl<T> Call<T> {
    pub(crate) fn new(mut pending: Box<PendingRequest>, reader: Reader<T>) -> Self {
        pending.request.expects = reader.expects;
        let target = pending.request.target();
        Self {
            pending,
            reader,
            kind: Plain,
            target,
            params: PhantomData,
        }
    }
}

impl<T, P, K> Call<T, P, K> {
    /// The same call as another kind.
    pub(crate) fn into_kind<L>(self, kind: L) -> Call<T, P, L> {
        Call {
            pending: self.pending,
            reader: self.reader,
            kind,
            target: self.target,
            params: PhantomData,
        }
    }
}

impl<T, P, K: Clone> Clone for Call<T, P, K> {
    fn clone(&self) -> Self {
        Self {
            pending: self.pending.clone(),
            reader: self.reader,
            kind: self.kind.clone(),
            target: self.target.clone(),
            params: PhantomData,
        }
    }
}

/// Bodies are shown by their length, and of most headers the names alone.
impl<T, P, K: fmt::Debug> fmt::Debug for Call<T, P, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let request = &self.pending.request;
        f.debug_struct("Call")
            .field("kind", &self.kind)
            .field("operation", &request.operation)
            .field("path", &self.path())
            .field(
                "headers",
                &ShownHeaders {
                    headers: &request.headers,
                    profile: request.profile,
                    secrets: &Secrets::default(),
                },
            )
            .field("body_bytes", &self.body().map(<[u8]>::len))
            .field("timeout", &self.pending.options.timeout)
            .field("fault", &request.fault)
            .finish_non_exhaustive()
    }
}
