//! Time that passes only when somebody waits for it.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::executor;
use crate::boxed::BoxFuture;

/// A clock that stands still until somebody waits, and then jumps to the end of
/// the shortest wait: what takes an hour is over at once, and takes an hour.
///
/// Copies are the same clock. Waits work under any executor, and without one.
#[derive(Clone, Debug)]
pub struct VirtualClock {
    origin: Instant,
    time: Arc<Mutex<Time>>,
}

#[derive(Debug)]
struct Time {
    start: Duration,
    elapsed: Duration,
    advance: Advance,
    next: u64,
    sleepers: BTreeMap<(Duration, u64), Waker>,
    slept: Vec<Duration>,
}

/// Who lets time pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Advance {
    /// Whoever waits.
    Itself,
    /// Whoever has the clock.
    ByHand,
}

/// 1 January 2026, UTC.
const START: Duration = Duration::from_secs(1_767_225_600);

/// How often the first sleeper is asked before time jumps, so that whoever else
/// has something to do comes to it before.
const PATIENCE: u32 = 16;

/// As many waits are remembered.
const MOST_SLEPT: usize = 10_000;

impl Default for VirtualClock {
    fn default() -> Self {
        Self::new()
    }
}

impl VirtualClock {
    /// A clock at the beginning of 2026, UTC, that jumps.
    #[must_use]
    pub fn new() -> Self {
        Self::advancing(Advance::Itself)
    }

    /// A clock that only [`advance`](Self::advance), [`run`](Self::run) and
    /// [`block_on`](Self::block_on) move.
    #[must_use]
    pub fn manual() -> Self {
        Self::advancing(Advance::ByHand)
    }

    fn advancing(advance: Advance) -> Self {
        Self {
            origin: Instant::now(),
            time: Arc::new(Mutex::new(Time {
                start: START,
                elapsed: Duration::ZERO,
                advance,
                next: 0,
                sleepers: BTreeMap::new(),
                slept: Vec::new(),
            })),
        }
    }

    /// The same clock, which began at this time of day.
    #[must_use]
    pub fn starting_at(self, time: SystemTime) -> Self {
        self.time().start = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        self
    }

    /// How much time has passed.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.time().elapsed
    }

    /// The same as a moment.
    #[must_use]
    pub fn instant(&self) -> Instant {
        let elapsed = self.elapsed();
        self.origin.checked_add(elapsed).unwrap_or(self.origin)
    }

    /// The time since the beginning of 1970, UTC.
    #[must_use]
    pub fn unix_time(&self) -> Duration {
        let time = self.time();
        time.start.saturating_add(time.elapsed)
    }

    /// The time of day.
    #[must_use]
    pub fn time_of_day(&self) -> SystemTime {
        let now = self.unix_time();
        UNIX_EPOCH.checked_add(now).unwrap_or(UNIX_EPOCH)
    }

    /// Ends after the duration.
    #[must_use]
    pub fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.time();
        if time.slept.len() < MOST_SLEPT {
            time.slept.push(duration);
        }
        let end = time.elapsed.saturating_add(duration);
        let number = time.next;
        time.next += 1;
        drop(time);
        Box::pin(Sleep {
            clock: self.clone(),
            key: (end, number),
            asked: 0,
        })
    }

    /// How long each wait was to be, in the order in which they began.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.time().slept.clone()
    }

    /// How many wait.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.time().sleepers.len()
    }

    /// Moves on, and ends the waits that are over by then.
    pub fn advance(&self, duration: Duration) {
        let mut time = self.time();
        let now = time.elapsed.saturating_add(duration);
        time.elapsed = now;
        // All that end no later than now, whatever their number.
        let later = time.sleepers.split_off(&(now, u64::MAX));
        let over = std::mem::replace(&mut time.sleepers, later);
        drop(time);
        over.into_values().for_each(Waker::wake);
    }

    /// Moves on to the end of the shortest wait. Tells whether there was one.
    fn advance_to_next(&self) -> bool {
        let mut time = self.time();
        let Some(((end, _), waker)) = time.sleepers.pop_first() else {
            return false;
        };
        time.elapsed = time.elapsed.max(end);
        drop(time);
        waker.wake();
        true
    }

    /// Runs tasks to their ends side by side on this thread, and lets time pass
    /// whenever all of them wait. Gives the number of tasks that are left
    /// because they wait for something that never comes.
    ///
    /// The same tasks always take the same turns.
    #[must_use = "tasks may be left"]
    pub fn run(&self, tasks: Vec<BoxFuture<'static, ()>>) -> usize {
        executor::run(tasks, || self.advance_to_next())
    }

    /// Runs a future to its end on this thread, and lets time pass whenever it
    /// waits. `None` if it waits for something that never comes.
    pub fn block_on<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Option<T> {
        let slot = Arc::new(Mutex::new(None));
        let place = Arc::clone(&slot);
        // What is left has put no value into the slot.
        let _ = self.run(vec![Box::pin(async move {
            let value = future.await;
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        })]);
        slot.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn time(&self) -> MutexGuard<'_, Time> {
        self.time.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Sleep {
    clock: VirtualClock,
    key: (Duration, u64),
    asked: u32,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut time = clock.time();
        if time.elapsed >= self.key.0 {
            time.sleepers.remove(&self.key);
            return Poll::Ready(());
        }
        time.sleepers.insert(self.key, context.waker().clone());
        if time.advance == Advance::ByHand {
            return Poll::Pending;
        }
        let is_first = time.sleepers.keys().next() == Some(&self.key);
        if is_first && self.asked >= PATIENCE {
            time.elapsed = self.key.0;
            time.sleepers.remove(&self.key);
            return Poll::Ready(());
        }
        self.asked = if is_first { self.asked + 1 } else { 0 };
        drop(time);
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Who waits no longer holds nobody up.
impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.time().sleepers.remove(&self.key);
    }
}
