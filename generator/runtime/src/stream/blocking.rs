//! Chunks and items for code that isn't async.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::error::Error;
use crate::stream::{Chunks, StreamItems};

/// An iterator over the bytes of a response; see [`Chunks`].
#[must_use = "an iterator sends nothing until it is asked"]
pub struct ChunksBlocking {
    chunks: Chunks,
}

/// An iterator over the items of a streamed response; see [`StreamItems`].
#[must_use = "an iterator sends nothing until it is asked"]
pub struct StreamItemsBlocking<I> {
    items: StreamItems<I>,
}

impl ChunksBlocking {
    pub(super) fn new(chunks: Chunks) -> Self {
        Self { chunks }
    }

    /// The headers of the response, as soon as the first chunk is there.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.chunks.headers()
    }
}

impl<I> StreamItemsBlocking<I> {
    pub(super) fn new(items: StreamItems<I>) -> Self {
        Self { items }
    }

    /// The headers of the response, as soon as its first bytes are there.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.items.headers()
    }
}

impl Iterator for ChunksBlocking {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.chunks.next_blocking()
    }
}

impl<I> Iterator for StreamItemsBlocking<I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next_blocking()
    }
}

impl fmt::Debug for ChunksBlocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChunksBlocking")
    }
}

impl<I> fmt::Debug for StreamItemsBlocking<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamItemsBlocking")
    }
}
