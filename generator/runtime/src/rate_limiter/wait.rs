//! Waiting for one's turn.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use crate::boxed::BoxFuture;
use crate::rate_limiter::queue::Ticket;
use crate::rate_limiter::{Permit, Priority, RateLimiter, Refused, to_f64};
use crate::transport::Transport;

/// No timer is shorter, lest a rounding makes one spin. In seconds.
const SHORTEST: f64 = 0.001;

/// No timer is longer, as what makes one so may change. In seconds.
const LONGEST: f64 = 600.0;

/// The future of a [`Permit`]. Dropping it leaves the queue.
///
/// Each that waits has a timer of its own, by which it lets go whoever may, in
/// the order of the queue. So nobody waits for ever behind a call whose thread
/// is blocked.
pub(crate) struct Wait<'a> {
    rate_limiter: &'a RateLimiter,
    transport: &'a Arc<dyn Transport>,
    deadline: Option<Instant>,
    priority: Priority,
    ticket: Option<Ticket>,
    timer: Option<(f64, BoxFuture<'a, ()>)>,
}

impl<'a> Wait<'a> {
    pub(crate) fn new(
        rate_limiter: &'a RateLimiter,
        transport: &'a Arc<dyn Transport>,
        deadline: Option<Instant>,
        priority: Priority,
    ) -> Self {
        Self {
            rate_limiter,
            transport,
            deadline,
            priority,
            ticket: None,
            timer: None,
        }
    }

    /// How a call stands that is still waiting.
    pub(crate) fn standing(&self) -> Refused {
        let now = self.transport.now();
        let moment = self.rate_limiter.shared.moment(now);
        let mut state = self.rate_limiter.shared.lock();
        let ahead = match self.ticket {
            Some(ticket) => state.queue.ahead(ticket),
            None => state.queue.before(self.priority),
        };
        let turn = state.pace.foresee(count(ahead), moment);
        Refused {
            wait: seconds(turn - moment),
            left: self.left(now),
            ahead,
        }
    }

    fn left(&self, now: Instant) -> Duration {
        self.deadline.map_or(Duration::MAX, |deadline| {
            deadline.saturating_duration_since(now)
        })
    }

    /// Whether a turn at that moment comes too late.
    fn is_late(&self, turn: f64, moment: f64, now: Instant) -> bool {
        turn > moment && seconds(turn - moment) > self.left(now)
    }

    /// Looks whether the turn has come, and if not, when it will.
    fn look(&mut self, cx: &mut Context<'_>) -> Result<Result<Permit, f64>, Refused> {
        let now = self.transport.now();
        let shared = &self.rate_limiter.shared;
        let moment = shared.moment(now);
        let mut state = shared.lock();
        state.advance(moment);
        let ahead = match self.ticket {
            Some(ticket) => {
                if let Some(epoch) = state.queue.granted(ticket) {
                    drop(state);
                    self.ticket = None;
                    return Ok(Ok(self.rate_limiter.permit(epoch)));
                }
                state.queue.ahead(ticket)
            }
            None => state.queue.before(self.priority),
        };
        let turn = state.pace.foresee(count(ahead), moment);
        if self.is_late(turn, moment, now) {
            drop(state);
            return Err(Refused {
                wait: seconds(turn - moment),
                left: self.left(now),
                ahead,
            });
        }
        let ticket = *self
            .ticket
            .get_or_insert_with(|| state.queue.enter(self.priority));
        state.queue.wake_later(ticket, cx.waker());
        Ok(Err(turn.max(moment + SHORTEST)))
    }
}

impl Future for Wait<'_> {
    type Output = Result<Permit, Refused>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            if self.ticket.is_none()
                && let Some(permit) = self.rate_limiter.try_permit(self.transport.now())
            {
                return Poll::Ready(Ok(permit));
            }
            let turn = match self.look(cx) {
                Ok(Ok(permit)) => return Poll::Ready(Ok(permit)),
                Err(refused) => return Poll::Ready(Err(refused)),
                Ok(Err(turn)) => turn,
            };
            // A timer that goes off early costs a look; one that goes off late
            // costs time.
            let armed = self.timer.as_ref().map(|(until, _)| *until);
            if armed.is_none_or(|until| turn < until - SHORTEST) {
                let now = self.rate_limiter.shared.moment(self.transport.now());
                let sleep = self.transport.sleep(seconds((turn - now).min(LONGEST)));
                self.timer = Some((turn, sleep));
            }
            let Some((_, timer)) = &mut self.timer else {
                return Poll::Pending;
            };
            if timer.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.timer = None;
        }
    }
}

impl Drop for Wait<'_> {
    fn drop(&mut self) {
        let Some(ticket) = self.ticket.take() else {
            return;
        };
        let mut state = self.rate_limiter.shared.lock();
        if state.queue.leave(ticket) {
            state.pace.give_back(1.0);
        }
        state.queue.nudge();
    }
}

fn seconds(number: f64) -> Duration {
    Duration::try_from_secs_f64(number.max(0.0)).unwrap_or(Duration::MAX)
}

fn count(number: usize) -> f64 {
    u64::try_from(number).map_or(f64::MAX, to_f64)
}
