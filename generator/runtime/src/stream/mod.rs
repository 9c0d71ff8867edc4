//! Responses that are read piece by piece.

mod blocking;
mod chunks;
mod event;
mod flow;
mod frames;
mod items;

use std::fmt;

pub use blocking::{ChunksBlocking, StreamItemsBlocking};
pub use chunks::Chunks;
pub use event::Event;
pub(crate) use event::{event_object, json_line};
use flow::Flow;
pub(crate) use frames::{Frame, Framing};
pub use items::StreamItems;

use crate::call::{Call, CallBuilder};
use crate::codec::Decode;
use crate::error::Error;
use crate::response::Unread;

/// What is made of a frame.
pub(crate) type ReadFrame<I> = fn(&Frame, TextData) -> Result<I, Unread>;

/// The events whose data is a text, by their names.
pub(crate) type TextData = &'static [&'static str];

/// A call whose response is a stream of items: events, or JSON line by line.
///
/// It is described like any [`Call`], and [`items`](Self::items) sends it.
///
/// ```no_run
/// # use oas_runtime::stream::{Event, StreamCall};
/// # use oas_runtime::{Client, Error, Value, http::Method, json};
/// # async fn example(client: Client) -> Result<(), Error> {
/// let call: StreamCall<Event<Value>> = client
///     .request(Method::POST, "/chat")
///     .json(json!({"stream": true}))
///     .events();
/// let mut events = call.events();
/// while let Some(event) = events.try_next().await? {
///     println!("{}", event.data);
/// }
/// # Ok(())
/// # }
/// ```
pub type StreamCall<I, P = ()> = Call<(), P, Streaming<I>>;

/// The kind of a [`StreamCall`] call: how its items are told apart and read.
pub struct Streaming<I> {
    framing: Framing,
    read: ReadFrame<I>,
    texts: TextData,
    end: Option<&'static str>,
}

impl CallBuilder {
    /// The response is a stream of events (`text/event-stream`), each with JSON
    /// of a `T` as its data.
    pub fn events<T: Decode>(self) -> StreamCall<Event<T>> {
        streamed(self.accept_events(), Framing::EVENTS, |frame, _| {
            Event::json(frame)
        })
    }

    /// The response is a stream of events (`text/event-stream`) whose data is
    /// plain text.
    pub fn text_events(self) -> StreamCall<Event<String>> {
        streamed(self.accept_events(), Framing::EVENTS, |frame, _| {
            Event::text(frame)
        })
    }

    /// The response is a stream of events (`text/event-stream`), each described as
    /// an object of its own, of which `event`, `data`, `id` and `retry` are
    /// members. Data is JSON but for events of the names given, and where it
    /// isn't any; an empty name means events without one.
    pub fn event_objects<T: Decode>(self, texts: &'static [&'static str]) -> StreamCall<T> {
        let read = |frame: &Frame, texts: TextData| {
            let name = frame.event.as_deref().unwrap_or_default();
            event_object(frame, texts.contains(&name))
        };
        let call = streamed(self.accept_events(), Framing::EVENTS, read);
        call.with_texts(texts)
    }

    /// The response is a stream of JSON, a `T` a line.
    pub fn lines<T: Decode>(self) -> StreamCall<T> {
        streamed(self, Framing::LINES, |frame, _| json_line(frame))
    }
}

fn streamed<I>(builder: CallBuilder, framing: Framing, read: ReadFrame<I>) -> StreamCall<I> {
    builder.empty().into_kind(Streaming {
        framing,
        read,
        texts: &[],
        end: Some("[DONE]"),
    })
}

impl<I, P> StreamCall<I, P> {
    fn with_texts(mut self, texts: TextData) -> Self {
        self.kind.texts = texts;
        self
    }

    /// Says by what text, in the place of an item, the server announces the
    /// end: `[DONE]` where nothing else is set.
    pub fn end_sentinel(mut self, text: &'static str) -> Self {
        self.kind.end = Some(text);
        self
    }

    /// Takes no text for the end, which then is where the response ends.
    pub fn no_end_sentinel(mut self) -> Self {
        self.kind.end = None;
        self
    }

    /// The items, as they come. The request is sent when the first is asked
    /// for.
    pub fn items(self) -> StreamItems<I> {
        StreamItems::new(Flow::new(self.pending), self.kind)
    }

    /// The items, for a thread that blocks.
    pub fn items_blocking(self) -> StreamItemsBlocking<I> {
        StreamItemsBlocking::new(self.items())
    }
}

impl<T, P> StreamCall<Event<T>, P> {
    /// The events, as they come; another word for [`items`](Self::items).
    pub fn events(self) -> StreamItems<Event<T>> {
        self.items()
    }

    /// The events, for a thread that blocks.
    pub fn events_blocking(self) -> StreamItemsBlocking<Event<T>> {
        self.items_blocking()
    }
}

impl<P> Call<bytes::Bytes, P> {
    /// The response's bytes as they come, of whatever size it is, instead of all
    /// of it at once. The request is sent when the first are asked for.
    ///
    /// The limit of time holds for the response's beginning, and then anew for
    /// each piece, and so does an [`idle_timeout`](Self::idle_timeout) of this
    /// call. The limit on the size of a response doesn't hold.
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
        Chunks::new(Flow::new(self.pending))
    }

    /// The response's bytes as they come, for a thread that blocks; see
    /// [`stream`](Self::stream).
    pub fn stream_blocking(self) -> ChunksBlocking {
        ChunksBlocking::new(self.stream())
    }
}

impl<I> Clone for Streaming<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for Streaming<I> {}

impl<I> fmt::Debug for Streaming<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streaming")
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}

/// Why a stream as a whole can't be read.
fn unreadable(flow: &Flow, message: String) -> Option<Error> {
    flow.unread(bytes::Bytes::new(), Unread::Other(message))
}
