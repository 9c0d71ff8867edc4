//! The time that a call has, and the silence that it bears.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_core::Stream;

use crate::boxed::BoxFuture;
use crate::transport::{Body, ByteStream, Phase, Transport, TransportError, TransportErrorKind};

/// One for all attempts of a call, and the waits between them.
pub(super) struct Deadline<'a> {
    /// When it strikes; none if there is all the time.
    pub(super) at: Option<Instant>,
    transport: &'a dyn Transport,
    /// Set when there is something to wait for.
    sleep: Option<BoxFuture<'a, ()>>,
}

impl<'a> Deadline<'a> {
    pub(super) fn none(transport: &'a dyn Transport) -> Self {
        Self {
            at: None,
            transport,
            sleep: None,
        }
    }

    pub(super) fn start(&mut self, now: Instant, limit: Duration) {
        self.at = now.checked_add(limit);
    }

    /// The outcome of the work, or none if the time was up before it. Work that
    /// is done at the same moment counts as done.
    pub(super) fn race<'r, F: Future + ?Sized>(
        &'r mut self,
        work: Pin<&'r mut F>,
    ) -> Race<'r, 'a, F> {
        Race {
            work,
            deadline: self,
        }
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let Some(at) = self.at else {
            return Poll::Pending;
        };
        let transport = self.transport;
        let sleep = self
            .sleep
            .get_or_insert_with(|| transport.sleep(at.saturating_duration_since(transport.now())));
        sleep.as_mut().poll(cx)
    }
}

/// The future of [`Deadline::race`].
pub(super) struct Race<'r, 'a, F: ?Sized> {
    work: Pin<&'r mut F>,
    deadline: &'r mut Deadline<'a>,
}

impl<F: Future + ?Sized> Future for Race<'_, '_, F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.work.as_mut().poll(cx) {
            Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
            Poll::Pending => self.deadline.poll(cx).map(|()| None),
        }
    }
}

/// The outcome of the work, or an error if nothing is heard for so long. The
/// timer is set when there is something to wait for.
pub(super) async fn unless_idle<T>(
    transport: &dyn Transport,
    limit: Duration,
    mut work: Pin<&mut impl Future<Output = Result<T, TransportError>>>,
) -> Result<T, TransportError> {
    let mut sleep = None;
    poll_fn(|cx| {
        if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
            return Poll::Ready(outcome);
        }
        let sleep = sleep.get_or_insert_with(|| transport.sleep(limit));
        sleep
            .as_mut()
            .poll(cx)
            .map(|()| Err(silence(Phase::Unknown, limit)))
    })
    .await
}

/// A body that breaks off when no piece of it comes for so long.
pub(super) fn watched(body: Body, transport: &Arc<dyn Transport>, limit: Duration) -> Body {
    match body {
        Body::Stream(stream) => Body::stream(Watched {
            stream,
            transport: Arc::clone(transport),
            limit,
            sleep: None,
        }),
        whole => whole,
    }
}

struct Watched {
    stream: ByteStream,
    transport: Arc<dyn Transport>,
    limit: Duration,
    sleep: Option<BoxFuture<'static, ()>>,
}

impl Stream for Watched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(piece) = this.stream.as_mut().poll_next(cx) {
            this.sleep = None;
            return Poll::Ready(piece);
        }
        let (transport, limit) = (&this.transport, this.limit);
        let sleep = this.sleep.get_or_insert_with(|| {
            let transport = Arc::clone(transport);
            Box::pin(async move { transport.sleep(limit).await })
        });
        sleep
            .as_mut()
            .poll(cx)
            .map(|()| Some(Err(silence(Phase::Sent, limit))))
    }
}

fn silence(phase: Phase, limit: Duration) -> TransportError {
    let message = format!("nothing came for {limit:?}");
    TransportError::new(phase, TransportErrorKind::Timeout, message)
}
