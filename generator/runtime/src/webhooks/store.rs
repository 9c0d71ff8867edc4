//! Which messages have been handled.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::boxed::{BoxError, BoxFuture};

/// The ids of messages that have been handled. Where several processes receive
/// messages, they need one in common: a table with a unique column will do.
pub trait DeliveryStore: Send + Sync {
    /// Notes an id; gives whether it is new. Of two that note the same id at the
    /// same time, one is told that it is new.
    fn insert<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<bool, BoxError>>;

    /// Forgets an id, since its message could not be handled.
    fn remove<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<(), BoxError>>;
}

/// The last ids, in the memory of this process.
#[derive(Debug)]
pub struct InMemoryDeliveryStore {
    capacity: usize,
    ids: Mutex<Ids>,
}

#[derive(Debug, Default)]
struct Ids {
    known: HashSet<String>,
    /// The oldest first.
    order: VecDeque<String>,
}

impl Default for InMemoryDeliveryStore {
    /// Keeps the last 100,000 ids.
    fn default() -> Self {
        Self::with_capacity(100_000)
    }
}

impl InMemoryDeliveryStore {
    /// Keeps the last so many ids.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            capacity,
            ids: Mutex::default(),
        }
    }

    fn ids(&self) -> MutexGuard<'_, Ids> {
        self.ids.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DeliveryStore for InMemoryDeliveryStore {
    fn insert<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<bool, BoxError>> {
        let mut ids = self.ids();
        let is_new = ids.known.insert(id.to_owned());
        if is_new {
            ids.order.push_back(id.to_owned());
            while ids.order.len() > self.capacity.max(1) {
                if let Some(oldest) = ids.order.pop_front() {
                    ids.known.remove(&oldest);
                }
            }
        }
        Box::pin(std::future::ready(Ok(is_new)))
    }

    fn remove<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<(), BoxError>> {
        let mut ids = self.ids();
        ids.known.remove(id);
        ids.order.retain(|known| known != id);
        Box::pin(std::future::ready(Ok(())))
    }
}
