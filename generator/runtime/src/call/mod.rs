//! Calls: described, then sent.

mod bodies;
mod builder;
mod settings;
mod start;

// Behind the settings, as the documentation of `Call` has its methods.
mod future;
mod params;
mod reconcile;

use std::fmt;
use std::marker::PhantomData;

pub use builder::CallBuilder;
pub use future::{CallFuture, ResponseFuture};
pub use params::Parameters;
pub use reconcile::{Reconcile, Reconciliation, ReconcilingCall};

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
