//! Responses that come compressed.

use std::io::Write as _;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_core::Stream;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::{HeaderMap, HeaderValue};

use crate::transport::{Body, ByteStream, Phase, TransportError, TransportErrorKind};

/// How many times larger than what came a body may become. JSON of a list
/// rarely gets beyond 30, and deflate can't get beyond 1032.
const MAX_RATIO: u64 = 200;

/// What a body may become at any ratio, in bytes. A small one of nothing but
/// spaces does no harm.
const ALWAYS: u64 = 1 << 20;

/// How much is unpacked at once, so that no more than a thousand times as much
/// is in memory before anybody looks.
const STEP: usize = 512;

/// Says that a compressed response is welcome, unless the caller says what is.
/// Of a part of something, the ranges would be those of the compressed.
pub(crate) fn ask(headers: &mut HeaderMap) {
    if !headers.contains_key(RANGE) {
        headers
            .entry(ACCEPT_ENCODING)
            .or_insert(HeaderValue::from_static("gzip"));
    }
}

/// Unpacks a response that is compressed. Its headers then say what the body is,
/// and not what it was.
pub(crate) fn unpack(headers: &mut HeaderMap, body: Body) -> Body {
    let packed = headers.get(CONTENT_ENCODING).is_some_and(|value| {
        let text = value.as_bytes().trim_ascii();
        text.eq_ignore_ascii_case(b"gzip") || text.eq_ignore_ascii_case(b"x-gzip")
    });
    let stream: ByteStream = match body {
        Body::Full(bytes) if packed => Box::pin(Once(Some(bytes))),
        Body::Stream(stream) if packed => stream,
        body => return body,
    };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    let unpacked = Unpacked {
        stream,
        waiting: Bytes::new(),
        decoder: MultiGzDecoder::new(Vec::new()),
        taken: 0,
        given: 0,
        state: UnpackState::Reading,
    };
    Body::stream(unpacked)
}

struct Unpacked {
    stream: ByteStream,
    /// What came and isn't unpacked yet.
    waiting: Bytes,
    decoder: MultiGzDecoder<Vec<u8>>,
    /// How much came, and how much it became.
    taken: u64,
    given: u64,
    state: UnpackState,
}

#[derive(PartialEq)]
enum UnpackState {
    Reading,
    /// All came; the last bytes may still be in the decoder.
    Ended,
    Done,
}

impl Unpacked {
    /// Unpacks a little of what waits.
    fn step(&mut self) -> Result<Bytes, TransportError> {
        let piece = self.waiting.split_to(self.waiting.len().min(STEP));
        self.taken += count(piece.len());
        self.decoder
            .write_all(&piece)
            .map_err(|error| failed(format!("the compressed response is broken: {error}")))?;
        self.made()
    }

    /// What has been unpacked, if it isn't too much.
    fn made(&mut self) -> Result<Bytes, TransportError> {
        let bytes = std::mem::take(self.decoder.get_mut());
        self.given += count(bytes.len());
        if self.given > ALWAYS && self.given / MAX_RATIO > self.taken {
            return Err(failed(format!(
                "the compressed response grows to more than {MAX_RATIO} times its size"
            )));
        }
        Ok(bytes.into())
    }

    fn finish(&mut self) -> Result<Bytes, TransportError> {
        // Nothing at all is an empty response, whatever its headers say.
        if self.taken > 0 {
            self.decoder
                .try_finish()
                .map_err(|error| failed(format!("the compressed response breaks off: {error}")))?;
        }
        self.made()
    }
}

impl Stream for Unpacked {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let piece = if this.state == UnpackState::Done {
                return Poll::Ready(None);
            } else if !this.waiting.is_empty() {
                this.step()
            } else if this.state == UnpackState::Ended {
                this.state = UnpackState::Done;
                this.finish()
            } else {
                match this.stream.as_mut().poll_next(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(None) => this.state = UnpackState::Ended,
                    Poll::Ready(Some(Ok(bytes))) => this.waiting = bytes,
                    Poll::Ready(Some(Err(error))) => {
                        this.state = UnpackState::Done;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                continue;
            };
            match piece {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                Err(error) => {
                    this.state = UnpackState::Done;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// A body that was there at once.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

fn failed(message: String) -> TransportError {
    TransportError::new(Phase::Sent, TransportErrorKind::Encoding, message)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
