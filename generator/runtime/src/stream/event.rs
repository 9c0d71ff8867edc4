//! One event of a stream, and one line.

use std::time::Duration;

use crate::codec::{Decode, decode_slice};
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

/// A line of JSON.
pub(crate) fn json_line<T: Decode>(frame: &Frame) -> Result<T, Unread> {
    Ok(decode_slice(frame.data.as_bytes())?)
}
