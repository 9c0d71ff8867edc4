//! Cuts a stream of bytes into events or lines.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::{Buf, BytesMut};

/// What the pieces of a response are cut into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Framing {
    events: bool,
}

impl Framing {
    /// Server-sent events, as the HTML standard has them.
    pub(crate) const EVENTS: Self = Self { events: true };
    /// A text a line, such as NDJSON; also behind a record separator, as in
    /// RFC 7464.
    pub(crate) const LINES: Self = Self { events: false };

    /// Whether a response of this media type can be cut so.
    pub(crate) fn fits(self, media_type: &str) -> bool {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        !self.events || essence.eq_ignore_ascii_case("text/event-stream")
    }
}

/// An event or a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) event: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
    pub(crate) data: String,
}

/// What has come and is not yet handed out.
pub(super) struct Frames {
    framing: Framing,
    /// What came behind the last line that has ended.
    rest: BytesMut,
    /// How much of the rest is known to hold no end of a line.
    seen: usize,
    /// Whether a line feed that comes next belongs to the end before it.
    after_return: bool,
    /// Whether nothing has come so far.
    fresh: bool,
    /// The event that is on its way.
    open: Frame,
    has_data: bool,
    ready: VecDeque<Frame>,
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        Self {
            framing,
            rest: BytesMut::new(),
            seen: 0,
            after_return: false,
            fresh: true,
            open: Frame::default(),
            has_data: false,
            ready: VecDeque::new(),
        }
    }

    /// The next frame that is there.
    pub(super) fn pop(&mut self) -> Option<Frame> {
        self.ready.pop_front()
    }

    /// How many bytes are kept of what has not ended.
    pub(super) fn pending(&self) -> usize {
        self.rest.len() + self.open.data.len()
    }

    /// Takes in a piece.
    pub(super) fn push(&mut self, piece: &[u8]) {
        self.rest.extend_from_slice(piece);
        while let Some(line) = self.next_line() {
            self.line(&line);
        }
    }

    /// Takes in the end: what has no line end is a line all the same, and an
    /// event that no empty line has closed is one too, since there will be
    /// nothing more of it.
    pub(super) fn finish(&mut self) {
        if !self.rest.is_empty() {
            let line = self.rest.split();
            self.line(&String::from_utf8_lossy(&line));
        }
        if self.framing.events {
            self.line("");
        }
    }

    /// A line that ends in `\n`, `\r\n`, or (of events) `\r`.
    fn next_line(&mut self) -> Option<String> {
        if self.after_return && !self.rest.is_empty() {
            self.after_return = false;
            if self.rest.first() == Some(&b'\n') {
                self.rest.advance(1);
            }
        }
        let alone = self.framing.events;
        let unseen = self.rest.get(self.seen..).unwrap_or_default();
        let end = unseen
            .iter()
            .position(|byte| *byte == b'\n' || (alone && *byte == b'\r'));
        let Some(end) = end else {
            self.seen = self.rest.len();
            return None;
        };
        let line = self.rest.split_to(self.seen + end);
        self.seen = 0;
        self.after_return = self.rest.first() == Some(&b'\r');
        self.rest.advance(1);
        Some(String::from_utf8_lossy(&line).into_owned())
    }

    fn line(&mut self, line: &str) {
        let first = std::mem::replace(&mut self.fresh, false);
        let line = if first {
            line.trim_start_matches('\u{feff}')
        } else {
            line
        };
        if self.framing.events {
            self.event_line(line);
            return;
        }
        let text = line.trim_start_matches('\u{1e}').trim();
        if !text.is_empty() {
            self.ready.push_back(Frame {
                data: text.to_owned(),
                ..Frame::default()
            });
        }
    }

    fn event_line(&mut self, line: &str) {
        if line.is_empty() {
            self.dispatch();
            return;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if self.has_data {
                    self.open.data.push('\n');
                }
                self.open.data.push_str(value);
                self.has_data = true;
            }
            "event" => self.open.event = (!value.is_empty()).then(|| value.to_owned()),
            "id" if !value.contains('\0') => {
                self.open.id = (!value.is_empty()).then(|| value.to_owned());
            }
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                let wait = value.parse().ok().map(Duration::from_millis);
                self.open.retry = wait.or(self.open.retry);
            }
            // A comment, or a field that nobody knows.
            _ => {}
        }
    }

    /// Hands out the event. Without data there is none, and its id counts for
    /// those behind it.
    fn dispatch(&mut self) {
        if !std::mem::replace(&mut self.has_data, false) {
            self.open.event = None;
            return;
        }
        let next = Frame {
            id: self.open.id.clone(),
            ..Frame::default()
        };
        self.ready
            .push_back(std::mem::replace(&mut self.open, next));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Frame, Frames, Framing};

    fn cut(framing: Framing, pieces: &[&str]) -> Vec<Frame> {
        let mut frames = Frames::new(framing);
        let mut found = Vec::new();
        for piece in pieces {
            frames.push(piece.as_bytes());
            found.extend(std::iter::from_fn(|| frames.pop()));
        }
        frames.finish();
        found.extend(std::iter::from_fn(|| frames.pop()));
        found
    }

    fn data(framing: Framing, text: &str) -> Vec<String> {
        let whole: Vec<String> = cut(framing, &[text])
            .into_iter()
            .map(|frame| frame.data)
            .collect();
        // However it is cut on its way, the same comes out.
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        let apart: Vec<String> = cut(framing, &letters)
            .into_iter()
            .map(|frame| frame.data)
            .collect();
        assert_eq!(whole, apart);
        whole
    }

    #[test]
    fn events_end_at_an_empty_line() {
        assert_eq!(
            data(Framing::EVENTS, "data: a\n\ndata:b\ndata: c\n\n"),
            ["a", "b\nc"]
        );
        assert_eq!(
            data(Framing::EVENTS, "data: a\r\n\r\ndata: b\r\rdata: c\r\n\r\n"),
            ["a", "b", "c"]
        );
        assert_eq!(
            data(Framing::EVENTS, "\u{feff}data: a\n\n: ping\n\ndata\n\n"),
            ["a", ""]
        );
        assert_eq!(data(Framing::EVENTS, "data: a\n\ndata: cut"), ["a", "cut"]);
        assert_eq!(data(Framing::EVENTS, ""), [""; 0]);
    }

    #[test]
    fn events_have_fields() {
        let text = "event: add\nid: 7\nretry: 50\ndata: x\n\nevent: gone\n\ndata: y\nretry: no\n\nid\ndata: z\nother: w\n\n";
        let frames = cut(Framing::EVENTS, &[text]);
        let frame = |event: Option<&str>, id: Option<&str>, retry, data: &str| Frame {
            event: event.map(str::to_owned),
            id: id.map(str::to_owned),
            retry,
            data: data.to_owned(),
        };
        let wait = Some(Duration::from_millis(50));
        assert_eq!(
            frames,
            [
                frame(Some("add"), Some("7"), wait, "x"),
                frame(None, Some("7"), None, "y"),
                frame(None, None, None, "z"),
            ]
        );
    }

    #[test]
    fn lines_are_items() {
        let text = "\u{feff}{\"a\":1}\r\n\n  \u{1e}{\"b\":2}\n[DONE]";
        assert_eq!(
            data(Framing::LINES, text),
            ["{\"a\":1}", "\u{1e}{\"b\":2}", "[DONE]"]
        );
        assert_eq!(data(Framing::LINES, "\u{1e}1\n\u{1e}2\n"), ["1", "2"]);
    }

    #[test]
    fn what_has_not_ended_is_counted() {
        let mut frames = Frames::new(Framing::EVENTS);
        frames.push(b"data: abc\ndata: de");
        assert_eq!(frames.pending(), 3 + 8);
    }

    #[test]
    fn only_events_need_their_media_type() {
        assert!(Framing::EVENTS.fits("Text/Event-Stream; charset=utf-8"));
        assert!(!Framing::EVENTS.fits("application/json"));
        assert!(Framing::LINES.fits("application/json"));
    }
}
