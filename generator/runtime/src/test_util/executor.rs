//! Runs tasks on one thread, in turns that are always the same.

use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Wake, Waker};

use crate::boxed::BoxFuture;

/// The tasks that have something to do.
type ReadyQueue = Mutex<Vec<usize>>;

struct Ready {
    index: usize,
    queue: Arc<ReadyQueue>,
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.push(self.index);
    }
}

/// Runs tasks until all are done, or none goes on and `advance` wakes nobody.
/// Gives the number of those that are left.
pub(super) fn run(tasks: Vec<BoxFuture<'static, ()>>, advance: impl Fn() -> bool) -> usize {
    let mut left = tasks.len();
    let queue = Arc::new(Mutex::new((0..left).collect::<Vec<_>>()));
    let with_wakers = tasks.into_iter().enumerate().map(|(index, task)| {
        let queue = Arc::clone(&queue);
        Some((task, Waker::from(Arc::new(Ready { index, queue }))))
    });
    let mut tasks: Vec<_> = with_wakers.collect();
    while left > 0 {
        let ready = std::mem::take(&mut *queue.lock().unwrap_or_else(PoisonError::into_inner));
        if ready.is_empty() && !advance() {
            break;
        }
        for index in ready {
            let Some(slot) = tasks.get_mut(index) else {
                continue;
            };
            let Some((task, waker)) = slot else {
                continue;
            };
            let mut context = Context::from_waker(waker);
            if task.as_mut().poll(&mut context).is_ready() {
                *slot = None;
                left -= 1;
            }
        }
    }
    left
}
