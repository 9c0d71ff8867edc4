//! The bytes of a response as they come, free of types.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::boxed::BoxFuture;
use crate::client::{Begun, Observation, PendingRequest, begin, blocking};
use crate::error::{ConnectionError, Error, Progress, TimeoutError, unreadable};
use crate::response::{RawResponse, Unread};
use crate::secret::Secrets;
use crate::transport::{Body, ByteStream, Transport, TransportError};

/// No piece is larger, however much the transport hands over at once.
const MAX_PIECE: usize = 64 * 1024;

/// A request that is sent when its first piece is asked for.
pub(super) struct Flow {
    pending: Box<PendingRequest>,
    state: FlowState,
    /// The response's head, as soon as it is there.
    received: Option<Box<RawResponse>>,
    /// Who is told of the end.
    observation: Option<Box<Observation>>,
}

enum FlowState {
    Ready,
    Sending(BoxFuture<'static, Result<Begun, Error>>),
    Open(Open),
    Done,
}

/// A body on its way.
struct Open {
    stream: ByteStream,
    /// What came and was too large for one piece.
    rest: Bytes,
    transport: Arc<dyn Transport>,
    limit: Option<Duration>,
    sleep: Option<BoxFuture<'static, ()>>,
}

impl Flow {
    pub(super) fn new(pending: Box<PendingRequest>) -> Self {
        Self {
            pending,
            state: FlowState::Ready,
            received: None,
            observation: None,
        }
    }

    /// The next piece, which is never empty; none behind the last one or an
    /// error.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            match std::mem::replace(&mut self.state, FlowState::Done) {
                FlowState::Done => return Poll::Ready(None),
                FlowState::Ready => self.state = FlowState::Sending(begin(self.pending.clone())),
                FlowState::Sending(mut sending) => match sending.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = FlowState::Sending(sending);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                    Poll::Ready(Ok(begun)) => {
                        if let Some(first) = self.begun(begun) {
                            return Poll::Ready(Some(Ok(first)));
                        }
                    }
                },
                FlowState::Open(mut open) => {
                    let polled = open.poll(cx);
                    let piece = match polled {
                        Poll::Pending => {
                            self.state = FlowState::Open(open);
                            return Poll::Pending;
                        }
                        Poll::Ready(Piece::End) => {
                            self.finish();
                            return Poll::Ready(None);
                        }
                        Poll::Ready(Piece::Late(limit)) => {
                            let late = self.late(limit);
                            return Poll::Ready(late.map(|error| Err(self.failed(error))));
                        }
                        Poll::Ready(Piece::Broken(error)) => {
                            let error = self.broken(error);
                            return Poll::Ready(Some(Err(self.failed(error))));
                        }
                        Poll::Ready(Piece::Bytes(piece)) => piece,
                    };
                    self.state = FlowState::Open(open);
                    if !piece.is_empty() {
                        return Poll::Ready(Some(Ok(piece)));
                    }
                }
            }
        }
    }

    /// Takes in the head. A body that is there at once has no stream, and is
    /// cut into pieces all the same.
    fn begun(&mut self, begun: Begun) -> Option<Bytes> {
        let Begun {
            received,
            body,
            limit,
            observation,
        } = begun;
        self.received = Some(received);
        self.observation = observation;
        let (stream, rest): (ByteStream, Bytes) = match body {
            Body::Empty => {
                self.finish();
                return None;
            }
            Body::Full(bytes) => (Box::pin(Nothing), bytes),
            Body::Stream(stream) => (stream, Bytes::new()),
        };
        let mut open = Open {
            stream,
            rest,
            transport: Arc::clone(self.pending.transport()),
            limit,
            sleep: None,
        };
        let first = open.cut();
        self.state = FlowState::Open(open);
        first
    }

    fn late(&self, limit: Duration) -> Option<Error> {
        let received = self.received.as_ref()?;
        let operation = received.operation.clone();
        let progress = Progress::Reading(received.status);
        let error = TimeoutError::new(operation, limit, progress, received.request_id());
        Some(Error::Timeout(Box::new(error)))
    }

    fn broken(&self, error: TransportError) -> Error {
        let operation = self.pending.request.operation.clone();
        let error = match &self.received {
            Some(received) => ConnectionError::new(operation, error, &received.secrets)
                .responded(received.status, received.request_id()),
            None => ConnectionError::new(operation, error, &Secrets::default()),
        };
        Error::Connection(Box::new(error))
    }

    /// The error of a part of the body that can't be read; none before the
    /// response has begun.
    pub(super) fn unread(&self, body: Bytes, unread: Unread) -> Option<Error> {
        let mut received = self.received.clone()?;
        received.body = body;
        Some(unreadable(received, unread))
    }

    /// Ends the stream: all that was wanted is read.
    pub(super) fn finish(&mut self) {
        self.state = FlowState::Done;
        if let (Some(mut observation), Some(received)) = (self.observation.take(), &self.received) {
            observation.end(Ok(received.status));
        }
    }

    /// Ends the stream with an error: nothing more is read.
    pub(super) fn failed(&mut self, mut error: Error) -> Error {
        if let Some(received) = &self.received {
            error.set_history(received.history.clone());
        }
        self.state = FlowState::Done;
        if let Some(mut observation) = self.observation.take() {
            observation.end(Err(&error));
        }
        error
    }

    pub(super) fn headers(&self) -> Option<&HeaderMap> {
        self.received.as_ref().map(|received| &received.headers)
    }

    pub(super) fn max_frame_bytes(&self) -> usize {
        self.pending.max_response_bytes()
    }

    /// The next piece, for a thread that blocks meanwhile.
    pub(super) fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        let transport = Arc::clone(self.pending.transport());
        let operation = self.pending.request.operation.clone();
        let begun = self.received.is_some();
        if let Err(error) = transport.may_block() {
            return Some(Err(self.failed(blocking::deadlock(operation, error))));
        }
        let idle = Self::new(self.pending.clone());
        let mut flow = std::mem::replace(self, idle);
        self.state = FlowState::Done;
        let polled = blocking::run(&transport, async move {
            let piece = std::future::poll_fn(|cx| flow.poll(cx)).await;
            (flow, piece)
        });
        match polled {
            Ok((flow, piece)) => {
                *self = flow;
                piece
            }
            Err(started) => Some(Err(blocking::given_up(operation, started || begun))),
        }
    }
}

/// What comes of waiting for a piece.
enum Piece {
    Bytes(Bytes),
    End,
    Late(Duration),
    Broken(TransportError),
}

impl Open {
    /// A piece of what is there.
    fn cut(&mut self) -> Option<Bytes> {
        let size = self.rest.len().min(MAX_PIECE);
        (size > 0).then(|| self.rest.split_to(size))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Piece> {
        if let Some(piece) = self.cut() {
            return Poll::Ready(Piece::Bytes(piece));
        }
        match self.stream.as_mut().poll_next(cx) {
            Poll::Ready(None) => Poll::Ready(Piece::End),
            Poll::Ready(Some(Err(error))) => Poll::Ready(Piece::Broken(error)),
            Poll::Ready(Some(Ok(bytes))) => {
                self.sleep = None;
                self.rest = bytes;
                Poll::Ready(Piece::Bytes(self.cut().unwrap_or_default()))
            }
            Poll::Pending => {
                let Some(limit) = self.limit else {
                    return Poll::Pending;
                };
                let transport = &self.transport;
                let sleep = self.sleep.get_or_insert_with(|| {
                    let transport = Arc::clone(transport);
                    Box::pin(async move { transport.sleep(limit).await })
                });
                sleep.as_mut().poll(cx).map(|()| Piece::Late(limit))
            }
        }
    }
}

/// The stream behind a body that was there at once.
struct Nothing;

impl futures_core::Stream for Nothing {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
