//! Bodies, from ours to reqwest's and back.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame};

use crate::transport::reqwest_error::transport_error;
use crate::transport::{Body, ByteStream, TransportError};

/// The body of a request, as reqwest wants it.
pub(super) fn outgoing(body: Body) -> Option<reqwest::Body> {
    match body {
        Body::Empty => None,
        Body::Full(bytes) => Some(reqwest::Body::from(bytes)),
        Body::Stream(stream) => Some(reqwest::Body::wrap(Outgoing(Mutex::new(stream)))),
    }
}

/// The body of a response, as we have it. A small one has come along with the
/// head most often, and then is no stream any more.
pub(super) async fn incoming(mut body: reqwest::Body) -> Body {
    let frame = poll_fn(|cx| Poll::Ready(Pin::new(&mut body).poll_frame(cx))).await;
    let first = match frame {
        Poll::Ready(None) => return Body::Empty,
        Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
            Ok(data) if body.is_end_stream() => return Body::from(data),
            Ok(data) => Some(Ok(data)),
            Err(_) => None,
        },
        Poll::Ready(Some(Err(error))) => Some(Err(transport_error(error))),
        Poll::Pending => None,
    };
    Body::stream(Incoming { first, body })
}

/// reqwest wants bodies to be `Sync`. The lock makes this one so, and is never
/// contended: a body is polled through an exclusive reference.
struct Outgoing(Mutex<ByteStream>);

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let stream = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        stream
            .as_mut()
            .poll_next(cx)
            .map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

struct Incoming {
    /// What had come along with the head.
    first: Option<Result<Bytes, TransportError>>,
    body: reqwest::Body,
}

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(first));
        }
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(transport_error(error))));
                }
                Poll::Ready(Some(Ok(frame))) => frame,
            };
            // A frame that isn't data holds trailers, of which nobody asks.
            if let Ok(data) = frame.into_data() {
                return Poll::Ready(Some(Ok(data)));
            }
        }
    }
}
