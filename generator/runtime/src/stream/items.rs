//! The items of a streamed response.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::error::Error;
use crate::stream::frames::Frames;
use crate::stream::{Flow, Frame, Streaming, unreadable};

/// The items of a [`StreamCall`](crate::stream::StreamCall) call, as they come.
///
/// It ends behind the last item, at the server's mark for the end, or behind
/// an error. An item that can't be read is an error too, behind which the
/// stream goes on. No item may be larger than the call's
/// [`max_response_bytes`](crate::stream::StreamCall::max_response_bytes) or, unless that
/// is set, the client's. Dropping it gives up the rest of the response.
#[must_use = "a stream sends nothing until it is polled"]
pub struct StreamItems<I> {
    flow: Flow,
    frames: Frames,
    kind: Streaming<I>,
    /// Whether the media type of the response has been looked at.
    checked: bool,
    done: bool,
}

impl<I> StreamItems<I> {
    pub(super) fn new(flow: Flow, kind: Streaming<I>) -> Self {
        Self {
            flow,
            frames: Frames::new(kind.framing),
            kind,
            checked: false,
            done: false,
        }
    }

    /// The next item, or none behind the last.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`Error::Decode`] for an item that can't be
    /// read; see [`Error`].
    pub async fn try_next(&mut self) -> Result<Option<I>, Error> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    /// The headers of the response, as soon as its first bytes are there.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.flow.headers()
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if let Some(item) = self.next_ready() {
                return Poll::Ready(Some(item));
            }
            if self.done {
                return Poll::Ready(None);
            }
            match self.flow.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(piece) => {
                    if let Err(error) = self.take(piece) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
        }
    }

    pub(super) fn next_blocking(&mut self) -> Option<Result<I, Error>> {
        loop {
            if let Some(item) = self.next_ready() {
                return Some(item);
            }
            if self.done {
                return None;
            }
            let piece = self.flow.next_blocking();
            if let Err(error) = self.take(piece) {
                return Some(Err(error));
            }
        }
    }

    /// Takes in a piece, or the end.
    fn take(&mut self, piece: Option<Result<Bytes, Error>>) -> Result<(), Error> {
        let outcome = match piece {
            None => {
                self.done = true;
                self.frames.finish();
                return self.check();
            }
            Some(Err(error)) => Err(error),
            Some(Ok(piece)) => self.check().and_then(|()| {
                self.frames.push(&piece);
                self.bounded()
            }),
        };
        outcome.map_err(|error| {
            self.done = true;
            self.flow.failed(error)
        })
    }

    /// Refuses a response of another media type: cut into events, it would just
    /// be empty.
    fn check(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.checked, true) {
            return Ok(());
        }
        let header = self.flow.headers().and_then(|all| all.get(CONTENT_TYPE));
        let Some(found) = header.and_then(|value| value.to_str().ok()) else {
            return Ok(());
        };
        if self.kind.framing.fits(found) {
            return Ok(());
        }
        let message = format!(
            "the response is `{found}` and no stream of events; some APIs send events only to \
             requests that say so in their body"
        );
        unreadable(&self.flow, message).map_or(Ok(()), Err)
    }

    fn bounded(&self) -> Result<(), Error> {
        let limit = self.flow.max_frame_bytes();
        if self.frames.pending() <= limit {
            return Ok(());
        }
        let message = format!("an item is larger than {limit} bytes (see `max_response_bytes`)");
        unreadable(&self.flow, message).map_or(Ok(()), Err)
    }

    fn next_ready(&mut self) -> Option<Result<I, Error>> {
        let frame = self.frames.pop()?;
        if self.kind.end == Some(frame.data.trim()) {
            self.done = true;
            self.flow.finish();
            self.frames = Frames::new(self.kind.framing);
            return None;
        }
        match (self.kind.read)(&frame, self.kind.texts) {
            Ok(item) => Some(Ok(item)),
            Err(unread) => {
                let Frame { data, .. } = frame;
                self.flow.unread(data.into(), unread).map(Err)
            }
        }
    }
}

/// Items are handed out by value and never pinned.
impl<I> Unpin for StreamItems<I> {}

impl<I> Stream for StreamItems<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<I> fmt::Debug for StreamItems<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamItems")
    }
}
