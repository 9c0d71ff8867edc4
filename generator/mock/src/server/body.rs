//! Bodies of responses on their way over TCP.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use oas_runtime::BoxFuture;

use super::Broken;
use super::intake::Taken;
use crate::clock::Clock;
use crate::reply::{Delivery, FILLER};

/// How long half a body has to get away.
const BEFORE_THE_END: Duration = Duration::from_millis(10);

/// A body in pieces, with whatever happens to it.
pub(super) struct ResponseBody {
    left: VecDeque<Bytes>,
    /// The length that is announced; none for a body without end.
    length: Option<u64>,
    delivery: Delivery,
    clock: Option<Arc<dyn Clock>>,
    pause: Option<BoxFuture<'static, ()>>,
    reset: Option<Arc<AtomicBool>>,
    /// The room that it takes until it is sent.
    taken: Option<Taken>,
}

impl ResponseBody {
    /// A body that arrives.
    pub(super) fn whole(body: Bytes) -> Self {
        Self {
            length: u64::try_from(body.len()).ok(),
            left: VecDeque::from([body]),
            delivery: Delivery::Whole,
            clock: None,
            pause: None,
            reset: None,
            taken: None,
        }
    }

    pub(super) fn new(
        body: Bytes,
        delivery: Delivery,
        clock: Arc<dyn Clock>,
        reset: Arc<AtomicBool>,
    ) -> Self {
        if delivery == Delivery::Whole {
            return Self::whole(body);
        }
        Self {
            left: delivery.pieces(&body).into(),
            length: (delivery != Delivery::Endless)
                .then_some(body.len())
                .and_then(|length| u64::try_from(length).ok()),
            delivery,
            clock: Some(clock),
            pause: None,
            reset: Some(reset),
            taken: None,
        }
    }

    /// Takes this room until it is sent.
    pub(super) fn holding(mut self, taken: Taken) -> Self {
        self.taken = Some(taken);
        self
    }
}

impl http_body::Body for ResponseBody {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let length = match self.delivery {
            // What was sent has to be on its way before the connection ends.
            Delivery::Half if self.left.is_empty() => BEFORE_THE_END,
            delivery => delivery.pause(),
        };
        let goes_on = matches!(self.delivery, Delivery::Half | Delivery::Endless);
        let is_over = self.left.is_empty() && !goes_on;
        if !length.is_zero()
            && !is_over
            && let Some(clock) = self.clock.clone()
        {
            let pause = self.pause.get_or_insert_with(|| clock.sleep(length));
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        if let Some(piece) = self.left.pop_front() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        match self.delivery {
            // What was sent shall arrive, so the connection is closed and not
            // reset. The announced length says that something is missing.
            Delivery::Half => Poll::Ready(Some(Err(Broken))),
            Delivery::Endless => Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(FILLER))))),
            _ => {
                self.reset = None;
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty() && !matches!(self.delivery, Delivery::Half | Delivery::Endless)
    }

    fn size_hint(&self) -> SizeHint {
        match self.length {
            Some(length) => {
                let length = if self.delivery == Delivery::Whole {
                    self.left
                        .iter()
                        .map(|piece| u64::try_from(piece.len()).unwrap_or(0))
                        .sum()
                } else {
                    length
                };
                SizeHint::with_exact(length)
            }
            None => SizeHint::default(),
        }
    }
}
