//! A clock of our own, and an executor that lets its time pass.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant, SystemTime};

use intercom_tickets::BoxFuture;

/// Time that passes when everybody waits for it, and not otherwise.
#[derive(Clone, Debug)]
pub struct Clock {
    shared: Arc<Mutex<Shared>>,
    origin: Instant,
    started: SystemTime,
}

#[derive(Debug)]
struct Shared {
    passed: Duration,
    timers: BinaryHeap<Reverse<(Duration, u64)>>,
    wakers: HashMap<u64, Waker>,
    next: u64,
}

impl Clock {
    /// A clock in the middle of 2026 that stands still until somebody waits.
    #[must_use]
    pub fn new() -> Self {
        Self {
            shared: Arc::new(Mutex::new(Shared {
                passed: Duration::ZERO,
                timers: BinaryHeap::new(),
                wakers: HashMap::new(),
                next: 0,
            })),
            origin: Instant::now(),
            // Not at a full second, as no real one starts.
            started: SystemTime::UNIX_EPOCH + Duration::from_millis(1_780_000_000_370),
        }
    }

    /// How much time has passed.
    #[must_use]
    pub fn passed(&self) -> Duration {
        self.lock().passed
    }

    /// The same as a moment.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.origin + self.passed()
    }

    /// The time of day.
    #[must_use]
    pub fn time_of_day(&self) -> SystemTime {
        self.started + self.passed()
    }

    /// Ends after the duration.
    #[must_use]
    pub fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let until = self.passed().saturating_add(duration);
        let mut timer = Timer {
            clock,
            id: None,
            until,
        };
        Box::pin(poll_fn(move |cx| timer.poll(cx)))
    }

    /// Goes on to the next timer, and wakes who waits for it.
    fn advance(&self) -> bool {
        let waker = {
            let mut shared = self.lock();
            loop {
                let Some(Reverse((at, id))) = shared.timers.pop() else {
                    return false;
                };
                if let Some(waker) = shared.wakers.remove(&id) {
                    shared.passed = shared.passed.max(at);
                    break waker;
                }
            }
        };
        waker.wake();
        true
    }

    /// Runs the tasks to their ends, or until all that are left wait for
    /// something that never comes. Tells how many those are.
    #[must_use]
    pub fn run(&self, tasks: Vec<BoxFuture<'static, ()>>) -> usize {
        let ready = Arc::new(Mutex::new((0..tasks.len()).collect::<Vec<_>>()));
        let mut tasks: Vec<_> = tasks
            .into_iter()
            .enumerate()
            .map(|(index, task)| {
                let ready = Arc::clone(&ready);
                Some((task, Waker::from(Arc::new(Ready { index, ready }))))
            })
            .collect();
        let mut left = tasks.len();
        while left > 0 {
            let now = std::mem::take(&mut *lock(&ready));
            if now.is_empty() && !self.advance() {
                break;
            }
            for index in now {
                let Some(place) = tasks.get_mut(index) else {
                    continue;
                };
                let Some((task, waker)) = place else {
                    continue;
                };
                if task
                    .as_mut()
                    .poll(&mut Context::from_waker(waker))
                    .is_ready()
                {
                    *place = None;
                    left -= 1;
                }
            }
        }
        left
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

/// The server goes by it too.
impl oas_mock::Clock for Clock {
    fn now(&self) -> Duration {
        let now = self.time_of_day().duration_since(SystemTime::UNIX_EPOCH);
        now.unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Clock::sleep(self, duration)
    }
}

struct Ready {
    index: usize,
    ready: Arc<Mutex<Vec<usize>>>,
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        lock(&self.ready).push(self.index);
    }
}

struct Timer {
    clock: Clock,
    id: Option<u64>,
    until: Duration,
}

impl Timer {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.clock.lock();
        if shared.passed >= self.until {
            return Poll::Ready(());
        }
        let id = match self.id {
            Some(id) => id,
            None => {
                let id = shared.next;
                shared.next += 1;
                shared.timers.push(Reverse((self.until, id)));
                self.id = Some(id);
                id
            }
        };
        shared.wakers.insert(id, cx.waker().clone());
        Poll::Pending
    }
}

/// A timer that nobody waits for any more is taken away.
impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.clock.lock().wakers.remove(&id);
        }
    }
}
