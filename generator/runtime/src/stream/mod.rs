//! Answers that are read piece by piece.

mod blocking;
mod chunks;
mod event;
mod flow;
mod frames;
mod items;

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Method};

pub use blocking::{ChunksBlocking, StreamedItemsBlocking};
pub use chunks::Chunks;
pub use event::Event;
pub(crate) use event::json_line;
use flow::Flow;
pub(crate) use frames::{Frame, Framing};
pub use items::StreamedItems;

use crate::call::{Call, Unread};
use crate::error::Error;
use crate::governor::Priority;
use crate::operation::Operation;
use crate::retry::Retries;

/// What is made of a frame.
pub(crate) type ReadFrame<I> = fn(&Frame) -> Result<I, Unread>;

/// A call whose answer is a stream of items: events, or JSON line by line.
///
/// It is described like any [`Call`], and [`items`](Self::items) sends it.
///
/// ```no_run
/// # use oas_runtime::{Client, Error, Event, Operation, Streamed, Value, json};
/// # static CHAT: Operation = Operation::post("chat", "/chat").accept("text/event-stream");
/// # async fn example(client: Client) -> Result<(), Error> {
/// let call: Streamed<Event<Value>> = client.call(&CHAT).json(json!({"stream": true})).events();
/// let mut events = call.events();
/// while let Some(event) = events.try_next().await? {
///     println!("{}", event.data);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until its items are asked for"]
pub struct Streamed<I> {
    call: Call<()>,
    framing: Framing,
    read: ReadFrame<I>,
    end: Option<&'static str>,
}

impl<I> Streamed<I> {
    pub(crate) fn new(call: Call<()>, framing: Framing, read: ReadFrame<I>) -> Self {
        Self {
            call,
            framing,
            read,
            end: Some("[DONE]"),
        }
    }

    /// Says by what text, in the place of an item, the server announces the
    /// end: `[DONE]` where nothing else is set.
    pub fn end_mark(mut self, text: &'static str) -> Self {
        self.end = Some(text);
        self
    }

    /// Takes no text for the end, which then is where the answer ends.
    pub fn no_end_mark(mut self) -> Self {
        self.end = None;
        self
    }

    /// The items, as they come. The request is sent when the first is asked
    /// for.
    pub fn items(self) -> StreamedItems<I> {
        let flow = Flow::new(self.call.request);
        StreamedItems::new(flow, self.framing, self.read, self.end)
    }

    /// The items, for a thread that blocks.
    pub fn items_blocking(self) -> StreamedItemsBlocking<I> {
        StreamedItemsBlocking::new(self.items())
    }

    /// Sets how long the answer may take to begin, and then each piece of it
    /// to come, in place of the client's own limit. All of it may take as long
    /// as it likes.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.call = self.call.timeout(limit);
        self
    }

    /// Sets what is repeated of the request, as long as its answer has not begun; see [`Call::retries`].
    pub fn retries(mut self, retries: Retries) -> Self {
        self.call = self.call.retries(retries);
        self
    }

    /// Repeats nothing; see [`Call::no_retries`].
    pub fn no_retries(self) -> Self {
        self.retries(Retries::off())
    }

    /// Sets how much of a hurry it is in; see [`Call::priority`].
    pub fn priority(mut self, priority: Priority) -> Self {
        self.call = self.call.priority(priority);
        self
    }

    /// Sets a header; see [`Call::header`].
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.call = self.call.header(name, value);
        self
    }

    /// The operation that is called.
    #[must_use]
    pub fn operation(&self) -> &Operation {
        self.call.operation()
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.call.method()
    }

    /// The path and query; see [`Call::path`].
    #[must_use]
    pub fn path(&self) -> &str {
        self.call.path()
    }

    /// The headers of the call; see [`Call::request_headers`].
    #[must_use]
    pub fn request_headers(&self) -> &HeaderMap {
        self.call.request_headers()
    }

    /// The body of the request; see [`Call::body`].
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.call.body()
    }
}

impl<T> Streamed<Event<T>> {
    /// The events, as they come; another word for [`items`](Self::items).
    pub fn events(self) -> StreamedItems<Event<T>> {
        self.items()
    }

    /// The events, for a thread that blocks.
    pub fn events_blocking(self) -> StreamedItemsBlocking<Event<T>> {
        self.items_blocking()
    }
}

impl Call<bytes::Bytes> {
    /// The answer's bytes as they come, of whatever size it is, instead of all
    /// of it at once. The request is sent when the first are asked for.
    ///
    /// The limit of time holds for the answer's beginning, and then anew for
    /// each piece. The limit on the size of an answer doesn't hold.
    ///
    /// ```no_run
    /// # use oas_runtime::{Call, Bytes, Error};
    /// # async fn example(download: Call<Bytes>, mut file: Vec<u8>) -> Result<(), Error> {
    /// let mut chunks = download.stream();
    /// while let Some(chunk) = chunks.try_next().await? {
    ///     file.extend_from_slice(&chunk);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream(self) -> Chunks {
        Chunks::new(Flow::new(self.request))
    }

    /// The answer's bytes as they come, for a thread that blocks; see
    /// [`stream`](Self::stream).
    pub fn stream_blocking(self) -> ChunksBlocking {
        ChunksBlocking::new(self.stream())
    }
}

impl<I> Clone for Streamed<I> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            framing: self.framing,
            read: self.read,
            end: self.end,
        }
    }
}

impl<I> fmt::Debug for Streamed<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Streamed").field(&self.call).finish()
    }
}

/// Why a stream as a whole can't be read.
fn unreadable(flow: &Flow, message: String) -> Option<Error> {
    flow.unread(bytes::Bytes::new(), Unread::Other(message))
}
