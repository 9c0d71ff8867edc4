//! A clock of our own, and an executor that lets its time pass.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant, SystemTime};

use oas_runtime::BoxFuture;

/// Time that passes when everybody waits for it, and not otherwise.
#[derive(Clone)]
pub struct Clock {
    shared: Arc<Mutex<Shared>>,
    origin: Instant,
    started: SystemTime,
}

struct Shared {
    passed: Duration,
    timers: BinaryHeap<Reverse<(Duration, u64)>>,
    wakers: std::collections::HashMap<u64, Waker>,
    next: u64,
}

impl Clock {
    pub fn new() -> Self {
        Self {
            shared: Arc::new(Mutex::new(Shared {
                passed: Duration::ZERO,
                timers: BinaryHeap::new(),
                wakers: std::collections::HashMap::new(),
                next: 0,
            })),
            origin: Instant::now(),
            // Not at a full second, as no real one starts.
            started: SystemTime::UNIX_EPOCH + Duration::from_millis(1_780_000_000_370),
        }
    }

    /// How much time has passed.
    pub fn passed(&self) -> Duration {
        self.shared.lock().unwrap().passed
    }

    pub fn now(&self) -> Instant {
        self.origin + self.passed()
    }

    pub fn time_of_day(&self) -> SystemTime {
        self.started + self.passed()
    }

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

    /// How many timers are set.
    pub fn timers(&self) -> usize {
        self.shared.lock().unwrap().wakers.len()
    }

    /// Goes on to the next timer, and wakes who waits for it.
    fn advance(&self) -> bool {
        let waker = {
            let mut shared = self.shared.lock().unwrap();
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

    /// Runs the tasks to their ends. Panics if they wait for something that
    /// never comes.
    pub fn run(&self, tasks: Vec<BoxFuture<'static, ()>>) {
        let ready = Arc::new(Mutex::new((0..tasks.len()).collect::<Vec<_>>()));
        let mut tasks: Vec<Option<BoxFuture<'static, ()>>> = tasks.into_iter().map(Some).collect();
        let wakers: Vec<Waker> = (0..tasks.len())
            .map(|index| {
                let ready = Arc::clone(&ready);
                Waker::from(Arc::new(Ready { index, ready }))
            })
            .collect();
        let mut left = tasks.len();
        while left > 0 {
            let now = std::mem::take(&mut *ready.lock().unwrap());
            if now.is_empty() {
                assert!(self.advance(), "{left} tasks wait for nothing");
                continue;
            }
            for index in now {
                let Some(task) = &mut tasks[index] else {
                    continue;
                };
                let mut context = Context::from_waker(&wakers[index]);
                if task.as_mut().poll(&mut context).is_ready() {
                    tasks[index] = None;
                    left -= 1;
                }
            }
        }
    }

    /// Runs one future to its end.
    pub fn block_on<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> T {
        let slot = Arc::new(Mutex::new(None));
        let place = Arc::clone(&slot);
        self.run(vec![Box::pin(async move {
            let value = future.await;
            *place.lock().unwrap() = Some(value);
        })]);
        let value = slot.lock().unwrap().take();
        value.unwrap()
    }
}

struct Ready {
    index: usize,
    ready: Arc<Mutex<Vec<usize>>>,
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        self.ready.lock().unwrap().push(self.index);
    }
}

struct Timer {
    clock: Clock,
    id: Option<u64>,
    until: Duration,
}

impl Timer {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.clock.shared.lock().unwrap();
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
            self.clock.shared.lock().unwrap().wakers.remove(&id);
        }
    }
}
