//! The server, apart from any network.

mod builder;
mod case;
mod faults;
mod finish;
mod handle;
mod probe;
mod written;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

pub use builder::{BuildError, MockBuilder, ReadDocument};

use crate::api::{Operation, Service};
use crate::clock::Clock;
use crate::faults::{Fault, Plan};
use crate::ledger::{Commit, Ledger};
use crate::limit::Limiter;
use crate::record::{Observer, Record, Records};
use crate::rules::Rules;
use crate::store::{StoredCollections, Stores};

/// A server for a document: validating, with a memory, and as bad as it is told
/// to be. Copies are the same server.
///
/// It takes requests in the words of the `http` crate, one after the other,
/// through [`handle`](Self::handle). [`MockTransport`](crate::MockTransport)
/// puts it behind a client without a network, [`Server`](crate::Server) behind
/// a port.
#[derive(Clone)]
pub struct Mock(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) service: Arc<Service>,
    pub(crate) stores: Arc<Stores>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) seed: u64,
    /// Whether responses are judged by their schemas.
    pub(crate) judges: bool,
    /// Told of every request.
    pub(crate) observer: Option<Observer>,
    pub(crate) collections: StoredCollections,
    count: AtomicU64,
    state: Mutex<State>,
}

/// All that changes besides the items of collections. Nothing is made up while
/// it is locked.
pub(crate) struct State {
    pub(crate) rules: Box<dyn Rules>,
    pub(crate) plan: Plan,
    pub(crate) limiter: Limiter,
    pub(crate) ledger: Ledger,
    pub(crate) records: Records,
}

impl std::fmt::Debug for Mock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mock")
            .field("title", &self.title())
            .finish_non_exhaustive()
    }
}

impl Mock {
    /// The document's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.0.service.title
    }

    /// The document's operations.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.0.service.operations
    }

    /// The clock that the server goes by.
    #[must_use]
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.clock)
    }

    /// What the server has truly done so far, in order; the last 100,000 things.
    #[must_use]
    pub fn ledger(&self) -> Vec<Commit> {
        self.state().ledger.all()
    }

    /// What was done by requests with a header `X-Mock-Marker` of this value.
    #[must_use]
    pub fn marked(&self, marker: &str) -> Vec<Commit> {
        let mut all = self.ledger();
        all.retain(|commit| commit.marker.as_deref() == Some(marker));
        all
    }

    /// The latest requests with their responses, 200 at most.
    #[must_use]
    pub fn records(&self) -> Vec<Record> {
        self.state().records.all()
    }

    /// Adds a fault, from now on.
    pub fn add_fault(&self, fault: Fault) {
        self.state().plan.add(fault);
    }

    /// Lets nothing go wrong any more.
    pub fn clear_faults(&self) {
        self.state().plan.clear();
    }

    /// The faults that no operation of the document is meant by: misspelt, as a
    /// rule.
    #[must_use]
    pub fn idle_faults(&self) -> Vec<String> {
        let state = self.state();
        let idle = state.plan.idle(&self.0.service.operations);
        idle.map(Fault::describe).collect()
    }

    /// Takes so many requests a minute from now on, in windows of ten seconds;
    /// `None` or 0: any number.
    pub fn limit_rate(&self, per_minute: Option<u64>) {
        self.state().limiter = Limiter::new(per_minute);
    }

    /// What the server remembers, as JSON: collections and what the rules know.
    #[must_use]
    pub fn state_json(&self) -> Value {
        let counts = self.0.collections.counts().into_iter();
        let collections = counts.map(|(path, count)| (path, Value::from(count)));
        let state = self.state();
        let faults = state.plan.describe().into_iter();
        let faults = faults
            .map(|(text, seen, struck)| json!({"fault": text, "seen": seen, "struck": struck}));
        json!({
            "collections": Value::Object(collections.collect()),
            "rules": state.rules.state(),
            "faults": faults.collect::<Vec<Value>>(),
            "commits": state.ledger.total(),
        })
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
