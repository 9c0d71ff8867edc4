//! Chunks and items for code that isn't async.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use crate::error::Error;
use crate::stream::{Chunks, StreamedItems};

/// An iterator over the bytes of an answer; see [`Chunks`].
#[must_use = "an iterator sends nothing until it is asked"]
pub struct ChunksBlocking {
    chunks: Chunks,
}

/// An iterator over the items of a streamed answer; see [`StreamedItems`].
#[must_use = "an iterator sends nothing until it is asked"]
pub struct StreamedItemsBlocking<I> {
    items: StreamedItems<I>,
}

impl ChunksBlocking {
    pub(super) fn new(chunks: Chunks) -> Self {
        Self { chunks }
    }

    /// The headers of the answer, as soon as the first chunk is there.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.chunks.headers()
    }
}

impl<I> StreamedItemsBlocking<I> {
    pub(super) fn new(items: StreamedItems<I>) -> Self {
        Self { items }
    }

    /// The headers of the answer, as soon as its first bytes are there.
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

impl<I> Iterator for StreamedItemsBlocking<I> {
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

impl<I> fmt::Debug for StreamedItemsBlocking<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamedItemsBlocking")
    }
}
