//! One event of a stream, and one line.

use std::time::Duration;

use serde_json::{Map, Value};

use crate::codec::{Decode, decode_slice, decode_value};
use crate::response::Unread;
use crate::stream::Frame;

/// An event that a server has sent (`text/event-stream`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is; `None` where the server says nothing, which
    /// means `message`.
    pub event: Option<String>,
    /// The last id that the server has given, with this event or before it.
    /// After a break, a server that knows the header `Last-Event-ID` goes on
    /// behind it.
    pub id: Option<String>,
    /// How long the server asks to wait before a stream that broke off is
    /// asked for again.
    pub retry: Option<Duration>,
    /// What it says.
    pub data: T,
}

impl<T> Event<T> {
    fn with(frame: &Frame, data: T) -> Self {
        Self {
            event: frame.event.clone(),
            id: frame.id.clone(),
            retry: frame.retry,
            data,
        }
    }
}

impl<T: Decode> Event<T> {
    /// An event whose data is JSON.
    pub(crate) fn json(frame: &Frame) -> Result<Self, Unread> {
        Ok(Self::with(frame, decode_slice(frame.data.as_bytes())?))
    }
}

impl Event<String> {
    /// An event whose data is text.
    #[expect(clippy::unnecessary_wraps, reason = "one of the ways to read a frame")]
    pub(crate) fn text(frame: &Frame) -> Result<Self, Unread> {
        Ok(Self::with(frame, frame.data.clone()))
    }
}

/// An event as an object of its own: `event`, `data`, `id` and `retry`, as far as
/// they are there. Its data is JSON where it is described so, or else a text.
pub(crate) fn event_object<T: Decode>(frame: &Frame, is_text: bool) -> Result<T, Unread> {
    let json = || serde_json::from_str(&frame.data).ok();
    let data = json().filter(|_| !is_text);
    let mut object = Map::new();
    object.extend(
        frame
            .event
            .iter()
            .map(|event| ("event".to_owned(), event.as_str().into())),
    );
    object.insert(
        "data".to_owned(),
        data.unwrap_or_else(|| Value::String(frame.data.clone())),
    );
    object.extend(
        frame
            .id
            .iter()
            .map(|id| ("id".to_owned(), id.as_str().into())),
    );
    let retry = frame
        .retry
        .and_then(|retry| u64::try_from(retry.as_millis()).ok());
    object.extend(retry.map(|retry| ("retry".to_owned(), retry.into())));
    Ok(decode_value(Value::Object(object))?)
}

/// A line of JSON.
pub(crate) fn json_line<T: Decode>(frame: &Frame) -> Result<T, Unread> {
    Ok(decode_slice(frame.data.as_bytes())?)
}
