//! The bytes of a response, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use crate::error::Error;
use crate::stream::Flow;

/// The bytes of a response as they come, in chunks of at most 64 KiB.
///
/// It ends behind the last chunk or an error. Dropping it gives up the rest of
/// the response.
#[must_use = "a stream sends nothing until it is polled"]
pub struct Chunks {
    flow: Flow,
}

impl Chunks {
    pub(super) fn new(flow: Flow) -> Self {
        Self { flow }
    }

    /// The next chunk, or none behind the last.
    ///
    /// # Errors
    ///
    /// Those of the call; see [`Error`]. After one there are no more chunks.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|cx| self.flow.poll(cx)).await.transpose()
    }

    /// The headers of the response, as soon as the first chunk is there.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.flow.headers()
    }

    pub(super) fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        self.flow.next_blocking()
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.flow.poll(cx)
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks")
    }
}
