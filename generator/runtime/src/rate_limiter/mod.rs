//! Keeps to the server's rate limit, before the server has to insist.

mod clock;
mod learned;
mod pace;
mod queue;
mod wait;
mod window;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

pub(crate) use wait::Wait;

use self::pace::{Pace, Told, When};
use self::queue::Queue;
use crate::response::RateLimit;

/// How much of a hurry a call is in, where calls wait for their turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Priority {
    /// Somebody sits and waits for it: it goes before all normal ones, but for
    /// one turn in eight, which is theirs.
    Interactive,
    /// All others.
    #[default]
    Normal,
}

/// Lets calls go at the pace that the server allows.
///
/// Every client has one, and shares it with its clones. Clients that use one
/// token count against one limit; give them one rate limiter
/// ([`ClientBuilder::rate_limiter`](crate::ClientBuilder::rate_limiter)).
///
/// What it does:
///
/// - It learns the limit, what is left of it, and the time of its reset from
///   the headers that the API's profile names, and the server's clock from
///   `Date`. As long as the server says nothing, nothing waits.
/// - It lets calls go one after the other over the window, rather than all at
///   its beginning. A tenth of what is left may go at once, so that a few calls
///   don't wait for anything. A window that is longer than a minute isn't spread
///   over more than that.
/// - Behind a 429 it is still: until the reset, or as long as `Retry-After`
///   says. A 429 that says neither costs a quarter of a second, for it may be a
///   gateway's; only where more follow within a minute, the pace is cut by each
///   and grows slowly. What the server says in its headers beats that guess.
/// - What others use of the same limit, in other processes or on other
///   machines, it sees by what is left. Each takes the part that it had, and a
///   little more, so that the parts become equal and add up.
/// - Calls wait in the order in which they came ([`Priority`] aside). One whose
///   turn would come behind its deadline is told so at once
///   ([`Error::RateLimited`](crate::Error::RateLimited)). One that can't wait at all
///   goes past it, and is counted
///   ([`Call::bypass_rate_limit`](crate::Call::bypass_rate_limit)).
///
/// ```
/// use std::time::Duration;
///
/// # use oas_runtime::rate_limiter::RateLimiter;
/// // Before the first response, take 100 requests in 10 seconds for granted.
/// let rate_limiter = RateLimiter::with_limit(100, Duration::from_secs(10));
/// assert_eq!(rate_limiter.queue_len(), 0);
/// ```
#[derive(Clone)]
pub struct RateLimiter {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<LimiterState>,
    /// Moments are counted from the first one on.
    origin: OnceLock<Instant>,
}

#[derive(Debug)]
struct LimiterState {
    pace: Pace,
    queue: Queue,
    latest: Option<RateLimit>,
}

impl RateLimiter {
    /// One that knows of no limit yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Pace::new())
    }

    /// One that takes a number of requests in a stretch of time for granted,
    /// until the server says something else.
    #[must_use]
    pub fn with_limit(requests: u32, window: Duration) -> Self {
        let mut pace = Pace::new();
        pace.assume(f64::from(requests), window.as_secs_f64().max(1e-3));
        Self::with(pace)
    }

    fn with(pace: Pace) -> Self {
        Self {
            shared: Arc::new(Shared {
                state: Mutex::new(LimiterState {
                    pace,
                    queue: Queue::default(),
                    latest: None,
                }),
                origin: OnceLock::new(),
            }),
        }
    }

    /// How many calls wait for their turn.
    #[must_use]
    pub fn queue_len(&self) -> usize {
        self.shared.lock().queue.len()
    }

    /// What the server said last of its limit.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.shared.lock().latest
    }

    /// A permit, if there is one without waiting.
    pub(crate) fn try_permit(&self, now: Instant) -> Option<Permit> {
        let moment = self.shared.moment(now);
        let mut state = self.shared.lock();
        let free = state.queue.is_empty() && state.pace.when(moment) == When::Now;
        free.then(|| {
            let epoch = state.pace.take(moment);
            self.permit(epoch)
        })
    }

    /// A permit for a call that waits for nothing. It counts all the same.
    pub(crate) fn permit_ahead(&self, now: Instant) -> Permit {
        let moment = self.shared.moment(now);
        let (epoch, paid) = self.shared.lock().pace.take_ahead(moment);
        let mut permit = self.permit(epoch);
        permit.paid = paid;
        permit
    }

    fn permit(&self, epoch: u64) -> Permit {
        Permit {
            shared: Arc::clone(&self.shared),
            epoch,
            paid: 1.0,
            state: PermitState::Unused,
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, LimiterState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A moment, in seconds from the first.
    fn moment(&self, now: Instant) -> f64 {
        let origin = *self.origin.get_or_init(|| now);
        now.saturating_duration_since(origin).as_secs_f64()
    }
}

impl LimiterState {
    /// Lets go whoever may.
    fn advance(&mut self, now: f64) {
        while !self.queue.is_empty() && self.pace.when(now) == When::Now {
            let epoch = self.pace.take(now);
            self.queue.grant(epoch);
        }
    }
}

/// The right to send one request. What isn't settled by a response is taken
/// back when it is dropped.
#[derive(Debug)]
pub(crate) struct Permit {
    shared: Arc<Shared>,
    epoch: u64,
    /// What it took of the credit for the next request.
    paid: f64,
    state: PermitState,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum PermitState {
    Unused,
    /// The request went out at that moment.
    Sent(f64),
    Settled,
}

/// What a response says that a rate limiter has an ear for.
pub(crate) struct Heard {
    pub(crate) refused: bool,
    pub(crate) rate_limit: Option<RateLimit>,
    /// `Date`, in Unix seconds.
    pub(crate) date: Option<Duration>,
    pub(crate) retry_after: Option<Duration>,
    /// This machine's clock, in Unix seconds.
    pub(crate) clock: Duration,
}

impl Permit {
    /// Notes that the request goes out now.
    pub(crate) fn sent(&mut self, now: Instant) {
        self.state = PermitState::Sent(self.shared.moment(now));
    }

    /// Nothing has reached the server.
    pub(crate) fn unsent(mut self) {
        self.state = PermitState::Unused;
    }

    /// The response has come.
    pub(crate) fn responded(mut self, heard: &Heard, now: Instant) {
        let received = self.shared.moment(now);
        let sent = match self.state {
            PermitState::Sent(sent) => sent,
            PermitState::Unused | PermitState::Settled => received,
        };
        self.state = PermitState::Settled;
        let mut told = Told {
            refused: heard.refused,
            date: heard.date.map(|date| date.as_secs_f64()),
            retry_after: heard.retry_after.map(|wait| wait.as_secs_f64()),
            sent,
            received,
            unix: heard.clock.as_secs_f64(),
            rough: 0.5,
            ..Told::default()
        };
        if let Some(limit) = heard.rate_limit {
            told.limit = limit.limit.map(to_f64);
            told.remaining = limit.remaining.map(to_f64);
            told.reset = limit
                .reset
                .and_then(|reset| reset_at(reset.as_secs(), &mut told));
        }
        let mut state = self.shared.lock();
        if heard.rate_limit.is_some() {
            state.latest = heard.rate_limit;
        }
        state.pace.responded(&told, self.epoch);
        state.advance(received);
        state.queue.nudge();
    }
}

/// A reset below this is no time of day but a number of seconds to wait, as
/// some servers have it.
const EARLIEST: i64 = 100_000_000;

fn reset_at(reset: i64, told: &mut Told) -> Option<f64> {
    let seconds = to_f64(u64::try_from(reset).ok()?);
    let server = told.date.unwrap_or(told.unix).floor();
    if reset >= EARLIEST {
        return Some(seconds);
    }
    // Both were cut to a second.
    told.rough = 1.5;
    Some(server + seconds)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "limits and times are far below 2^52"
)]
fn to_f64(number: u64) -> f64 {
    number as f64
}

/// A permit that was given up leaves nothing behind.
impl Drop for Permit {
    fn drop(&mut self) {
        let mut state = self.shared.lock();
        match self.state {
            PermitState::Settled => {}
            PermitState::Unused => {
                state.pace.give_back(self.paid);
                state.queue.nudge();
            }
            PermitState::Sent(_) => state.pace.lost(),
        }
    }
}

/// Why a call was not let go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refused {
    /// How long it would have to wait, as far as can be foreseen.
    pub(crate) wait: Duration,
    /// How long it can.
    pub(crate) left: Duration,
    /// How many wait before it.
    pub(crate) ahead: usize,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RateLimiter")
            .field("rate_limit", &self.rate_limit())
            .field("waiting", &self.queue_len())
            .finish_non_exhaustive()
    }
}
