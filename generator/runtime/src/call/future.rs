//! Sending a call, and awaiting it.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::boxed::BoxFuture;
use crate::call::{Call, ResponseCall, WithResponse};
use crate::client::{Received, blocking, send};
use crate::error::{Error, unreadable};
use crate::response::{Reader, Response};

impl<T, P> Call<T, P> {
    /// Sends the request, when the future is polled: what awaiting the call
    /// does, as a future to be spawned or joined.
    ///
    /// ```no_run
    /// # use oas_runtime::{Client, Error, Value, http::Method};
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let call = client.request(Method::GET, "/me").decode::<Value>();
    /// let me = tokio::spawn(call.send()).await??;
    /// # Ok(())
    /// # }
    /// ```
    pub fn send(self) -> CallFuture<T> {
        self.into_future()
    }

    /// Sends the request and blocks this thread until the response is there.
    ///
    /// It works inside an async runtime as well as outside one; on whose
    /// executor it runs is for the transport to say
    /// ([`Transport::block_on`](crate::transport::Transport::block_on)).
    ///
    /// # Errors
    ///
    /// Those of awaiting the call; see [`Error`].
    pub fn send_blocking(self) -> Result<T, Error> {
        blocking::send(self.pending)?.decode(self.reader)
    }

    /// Asks for the whole response: status, headers, request id and rate limit,
    /// along with the value.
    pub fn response(self) -> ResponseCall<T, P> {
        self.into_kind(WithResponse)
    }
}

impl<T, P> ResponseCall<T, P> {
    /// Sends the request, when the future is polled; see [`Call::send`].
    pub fn send(self) -> ResponseFuture<T> {
        self.into_future()
    }

    /// Sends the request and blocks this thread until the response is there; see
    /// [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// Those of awaiting the call; see [`Error`].
    pub fn send_blocking(self) -> Result<Response<T>, Error> {
        typed(blocking::send(self.pending)?, self.reader)
    }
}

impl<T, P> IntoFuture for Call<T, P> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        CallFuture {
            sending: send(self.pending),
            reader: self.reader,
            finish: Received::decode,
        }
    }
}

impl<T, P> IntoFuture for ResponseCall<T, P> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> ResponseFuture<T> {
        CallFuture {
            sending: send(self.pending),
            reader: self.reader,
            finish: typed,
        }
    }
}

/// The future of a [`Call`]. Dropping it gives up the call: see
/// [cancellation](crate::call#cancellation).
#[must_use = "a future does nothing until it is awaited"]
pub struct CallFuture<T, O = T> {
    sending: BoxFuture<'static, Result<Received, Error>>,
    reader: Reader<T>,
    finish: fn(Received, Reader<T>) -> Result<O, Error>,
}

/// The future of a [`ResponseCall`]; see [`CallFuture`].
pub type ResponseFuture<T> = CallFuture<T, Response<T>>;

impl<T, O> Future for CallFuture<T, O> {
    type Output = Result<O, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let (reader, finish) = (self.reader, self.finish);
        let sending = self.sending.as_mut().poll(cx);
        sending.map(|received| finish(received?, reader))
    }
}

impl<T, O> fmt::Debug for CallFuture<T, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

/// Makes the value and keeps what came along with it.
fn typed<T>(received: Received, reader: Reader<T>) -> Result<Response<T>, Error> {
    received.finish(|raw| match (reader.read)(&raw) {
        Ok(value) => Ok(Response::new(value, *raw)),
        Err(unread) => Err(unreadable(raw, unread)),
    })
}
