//! What time it is, and waiting.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use oas_runtime::BoxFuture;

/// A clock that a server goes by: every time it tells and every wait of its
/// faults comes from here.
pub trait Clock: Send + Sync + 'static {
    /// The time since the beginning of 1970, UTC.
    fn now(&self) -> Duration;

    /// Ends after the duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The time of this computer, with tokio's timers.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealClock;

impl Clock for RealClock {
    fn now(&self) -> Duration {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A clock that stands still until somebody waits, and then jumps to the end of
/// the shortest wait: what takes an hour is over at once, and takes an hour.
///
/// Copies are the same clock. Waits work under any executor, and without one.
#[derive(Clone, Debug)]
pub struct VirtualClock(Arc<Mutex<Time>>);

#[derive(Debug)]
struct Time {
    now: Duration,
    jumps: bool,
    next: u64,
    sleepers: BTreeMap<(Duration, u64), Waker>,
    slept: Vec<Duration>,
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
        Self::starting(START, true)
    }

    /// A clock that only [`advance`](Self::advance) moves.
    #[must_use]
    pub fn manual() -> Self {
        Self::starting(START, false)
    }

    fn starting(now: Duration, jumps: bool) -> Self {
        Self(Arc::new(Mutex::new(Time {
            now,
            jumps,
            next: 0,
            sleepers: BTreeMap::new(),
            slept: Vec::new(),
        })))
    }

    /// Moves on, and ends the waits that are over by then.
    pub fn advance(&self, duration: Duration) {
        let mut time = self.time();
        time.now = time.now.saturating_add(duration);
        let now = time.now;
        // All that end no later than now, whatever their number.
        let later = time.sleepers.split_off(&(now, u64::MAX));
        let over = std::mem::replace(&mut time.sleepers, later);
        drop(time);
        over.into_values().for_each(Waker::wake);
    }

    /// How long each wait was to be, in the order in which they began.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.time().slept.clone()
    }

    fn time(&self) -> std::sync::MutexGuard<'_, Time> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        self.time().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut time = self.time();
        if time.slept.len() < MOST_SLEPT {
            time.slept.push(duration);
        }
        let end = time.now.saturating_add(duration);
        let number = time.next;
        time.next += 1;
        drop(time);
        Box::pin(Sleep {
            clock: self.clone(),
            key: (end, number),
            asked: 0,
        })
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
        if time.now >= self.key.0 {
            time.sleepers.remove(&self.key);
            return Poll::Ready(());
        }
        time.sleepers.insert(self.key, context.waker().clone());
        if !time.jumps {
            return Poll::Pending;
        }
        let is_first = time.sleepers.keys().next() == Some(&self.key);
        if is_first && self.asked >= PATIENCE {
            time.now = self.key.0;
            time.sleepers.remove(&self.key);
            return Poll::Ready(());
        }
        self.asked = if is_first { self.asked + 1 } else { 0 };
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.clock.time().sleepers.remove(&self.key);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;

    use super::*;

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[tokio::test]
    async fn time_jumps_to_the_shortest_wait() {
        let clock = VirtualClock::new();
        let start = clock.now();
        let mut long = pin!(clock.sleep(seconds(3600)));
        let mut short = pin!(clock.sleep(seconds(5)));
        let first = poll_fn(|context| {
            if long.as_mut().poll(context).is_ready() {
                return Poll::Ready("long");
            }
            short.as_mut().poll(context).map(|()| "short")
        });
        assert_eq!(first.await, "short");
        assert_eq!(clock.now(), start + seconds(5));
        long.await;
        assert_eq!(clock.now(), start + seconds(3600));
        assert_eq!(clock.slept(), [seconds(3600), seconds(5)]);
    }

    #[tokio::test]
    async fn a_wait_that_is_given_up_holds_nobody() {
        let clock = VirtualClock::new();
        let start = clock.now();
        drop(clock.sleep(seconds(1)));
        clock.sleep(seconds(2)).await;
        assert_eq!(clock.now(), start + seconds(2));
    }

    #[tokio::test]
    async fn by_hand_time_stands_still() {
        let clock = VirtualClock::manual();
        let mut wait = pin!(clock.sleep(seconds(2)));
        for advance in [0, 1] {
            clock.advance(seconds(advance));
            let pending = poll_fn(|context| Poll::Ready(wait.as_mut().poll(context).is_pending()));
            assert!(pending.await);
        }
        clock.advance(seconds(1));
        wait.await;
    }
}
