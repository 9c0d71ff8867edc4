//! Whose work is done when: what takes long holds up only its own kind.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

/// Work that takes longer counts as long.
const QUICK: Duration = Duration::from_millis(100);

/// So much work is begun at a time, as long as nobody knows it to be long.
const MOST_QUICK: usize = 8;

/// And so much of one job that is.
const MOST_LONG: usize = 2;

/// What is to be made: what took long for one request does for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Job {
    /// The page, and what lies below it.
    Page,
    /// The response of an operation.
    Operation(usize),
    /// A response that no operation makes.
    Refusal,
    /// Whatever is made of a large body.
    Large,
}

/// The work of all connections.
#[derive(Debug)]
pub(super) struct Lanes {
    quick: Semaphore,
    long: Mutex<HashMap<Job, Arc<Semaphore>>>,
}

impl Default for Lanes {
    fn default() -> Self {
        let large = (Job::Large, Arc::new(Semaphore::new(1)));
        Self {
            quick: Semaphore::new(MOST_QUICK),
            long: Mutex::new(HashMap::from([large])),
        }
    }
}

impl Lanes {
    /// Does the work when it is its turn, on a thread that may be blocked.
    pub(super) async fn run<R: Send + 'static>(
        &self,
        job: Job,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> Result<R, JoinError> {
        let quick = match self.lane(job) {
            Some(_) => None,
            None => self.quick.acquire().await.ok(),
        };
        // While it waited, others may have shown that it takes long.
        let Some(lane) = self.lane(job) else {
            let mut task = spawn_blocking(work);
            let Ok(done) = timeout(QUICK, &mut task).await else {
                self.begin_lane(job);
                drop(quick);
                return task.await;
            };
            return done;
        };
        drop(quick);
        let _turn = lane.acquire().await;
        let mut task = spawn_blocking(work);
        let Ok(done) = timeout(QUICK, &mut task).await else {
            return task.await;
        };
        self.end_lane(job);
        done
    }

    fn lane(&self, job: Job) -> Option<Arc<Semaphore>> {
        self.lanes().get(&job).cloned()
    }

    fn begin_lane(&self, job: Job) {
        let new = || Arc::new(Semaphore::new(MOST_LONG));
        self.lanes().entry(job).or_insert_with(new);
    }

    /// The job is quick again; who waits in its lane still takes turns.
    fn end_lane(&self, job: Job) {
        if job != Job::Large {
            self.lanes().remove(&job);
        }
    }

    fn lanes(&self) -> std::sync::MutexGuard<'_, HashMap<Job, Arc<Semaphore>>> {
        self.long.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::sleep;

    use super::*;

    #[tokio::test]
    async fn long_work_holds_up_its_own_kind_only() {
        let (lanes, open) = (Arc::new(Lanes::default()), Arc::new(AtomicBool::new(false)));
        let long: Vec<_> = (0..400)
            .map(|_| {
                let (lanes, open) = (Arc::clone(&lanes), Arc::clone(&open));
                let wait = move || {
                    while !open.load(Ordering::Relaxed) {
                        sleep(Duration::from_millis(1));
                    }
                };
                tokio::spawn(async move { lanes.run(Job::Operation(0), wait).await })
            })
            .collect();
        tokio::task::yield_now().await;
        let other = timeout(Duration::from_secs(1), lanes.run(Job::Page, || 7)).await;
        assert!(matches!(other, Ok(Ok(7))), "{other:?}");
        open.store(true, Ordering::Relaxed);
        for task in long {
            assert!(task.await.is_ok_and(|done| done.is_ok()));
        }
        // What is no longer long is done at once.
        assert!(lanes.lane(Job::Operation(0)).is_none());
    }
}
