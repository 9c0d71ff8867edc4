//! Awaiting a call.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::BoxFuture;
use crate::call::{Call, Reader, Received, Response, ResponseCall};
use crate::client::send;
use crate::error::Error;

/// The future of a [`Call`]. Dropping it gives up waiting; a request that is on
/// its way may still be carried out.
#[must_use = "a future does nothing until it is awaited"]
pub struct CallFuture<T> {
    sending: BoxFuture<'static, Result<Box<Received>, Error>>,
    reader: Reader<T>,
}

/// The future of a [`ResponseCall`]; see [`CallFuture`].
#[must_use = "a future does nothing until it is awaited"]
pub struct ResponseFuture<T> {
    sending: BoxFuture<'static, Result<Box<Received>, Error>>,
    reader: Reader<T>,
}

impl<T> IntoFuture for Call<T> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<T>;

    fn into_future(self) -> CallFuture<T> {
        CallFuture {
            sending: send(self.request),
            reader: self.reader,
        }
    }
}

impl<T> IntoFuture for ResponseCall<T> {
    type Output = Result<Response<T>, Error>;
    type IntoFuture = ResponseFuture<T>;

    fn into_future(self) -> ResponseFuture<T> {
        ResponseFuture {
            sending: send(self.call.request),
            reader: self.call.reader,
        }
    }
}

impl<T> Future for CallFuture<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reader = self.reader;
        self.sending
            .as_mut()
            .poll(cx)
            .map(|received| received?.read(reader))
    }
}

impl<T> Future for ResponseFuture<T> {
    type Output = Result<Response<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let reader = self.reader;
        self.sending
            .as_mut()
            .poll(cx)
            .map(|received| received?.read_response(reader))
    }
}

impl<T> fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

impl<T> fmt::Debug for ResponseFuture<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResponseFuture")
    }
}
