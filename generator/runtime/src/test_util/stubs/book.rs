//! All stubs of a mock, and how a request finds its own.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use http::{Method, Request, Response};

use crate::api::Operation;
use crate::boxed::BoxFuture;
use crate::middleware::{Attempt, Middleware, Next};
use crate::test_util::stubs::request::{Seen, shown};
use crate::test_util::transport::lock;
use crate::test_util::{SentRequest, TestResponse, TestTransport, VirtualClock};
use crate::transport::{Body, Phase, TransportError, TransportErrorKind};

/// What the stubs of a mock have in common: who has which, what nobody responded to,
/// and the clock. Copies are the same.
///
/// It is a [`Middleware`] that responds by itself, so that each attempt of a call
/// comes to it; the emitted `test::mock` puts it into a client.
#[derive(Clone)]
pub struct StubBook {
    transport: TestTransport,
    entries: Arc<Mutex<Vec<Arc<Entry>>>>,
    unmatched: Arc<Mutex<Vec<String>>>,
}

impl Default for StubBook {
    fn default() -> Self {
        Self {
            transport: TestTransport::new(|_| TestResponse::connection_refused()),
            entries: Arc::default(),
            unmatched: Arc::default(),
        }
    }
}

impl fmt::Debug for StubBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.entries().iter().map(|entry| entry.name()).collect();
        let names: Vec<String> = names;
        f.debug_tuple("StubBook").field(&names).finish()
    }
}

/// Which requests a stub is for.
#[derive(Clone, Debug)]
pub(super) enum StubTarget {
    /// Those of an operation.
    Operation(&'static str),
    /// Those that no operation describes.
    Raw(Method, String),
}

/// A stub, whatever its types are.
pub(super) struct Entry {
    pub(super) target: StubTarget,
    pub(super) state: Mutex<State>,
}

/// What a request comes to, and after which time.
pub(super) struct Planned {
    pub(super) delay: Duration,
    pub(super) respond: Arc<dyn Fn(&Seen) -> TestResponse + Send + Sync>,
}

/// Whether a request is one that a stub wants, or why it can't be.
pub(super) type StubCondition = Arc<dyn Fn(&Seen) -> Result<bool, String> + Send + Sync>;

#[derive(Default)]
pub(super) struct State {
    pub(super) conditions: Vec<StubCondition>,
    pub(super) planned: Vec<Planned>,
    pub(super) most: Option<usize>,
    pub(super) calls: Vec<Seen>,
}

impl Entry {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn name(&self) -> String {
        match &self.target {
            StubTarget::Operation(id) => (*id).to_owned(),
            StubTarget::Raw(method, path) => format!("{method} {path}"),
        }
    }

    fn is_for(&self, operation: &Operation, request: &SentRequest) -> bool {
        match &self.target {
            StubTarget::Operation(id) => operation.id() == *id,
            StubTarget::Raw(method, path) => {
                operation.id().is_empty()
                    && request.method == *method
                    && request.uri.path() == path.as_str()
            }
        }
    }

    /// Why the request isn't for this stub after all; nothing if it is, which is
    /// noted then. Conditions are a test's own code, so that nothing is locked
    /// meanwhile.
    fn take(&self, seen: &Seen) -> Result<(Duration, TestResponse), String> {
        let conditions = self.state().conditions.clone();
        for (index, condition) in conditions.iter().enumerate() {
            if !condition(seen)? {
                return Err(format!("its condition {index} doesn't hold"));
            }
        }
        let (delay, respond) = {
            let mut state = self.state();
            let before = state.calls.len();
            if let Some(most) = state.most
                && before >= most
            {
                return Err(format!("it has responded {most} times, as it should"));
            }
            let last = state.planned.len().checked_sub(1);
            let last = last.ok_or("it has no response")?;
            let planned = state.planned.get(before.min(last));
            let planned = planned.ok_or("it has no response")?;
            let next = (planned.delay, Arc::clone(&planned.respond));
            state.calls.push(seen.clone());
            next
        };
        Ok((delay, respond(seen)))
    }
}

impl StubBook {
    /// The clock that all waiting is by, and that jumps.
    #[must_use]
    pub fn clock(&self) -> &VirtualClock {
        self.transport.clock()
    }

    /// What a client waits by.
    #[must_use]
    pub fn transport(&self) -> TestTransport {
        self.transport.clone()
    }

    /// Whether all went as the test says: each call had a stub, and each stub a call.
    ///
    /// # Errors
    /// Lists what didn't.
    pub fn check(&self) -> Result<(), StubError> {
        let unmatched = lock(&self.unmatched).clone();
        let entries = self.entries();
        let unused = entries.iter().filter(|entry| {
            let state = entry.state();
            state.calls.len() < state.most.unwrap_or(1)
        });
        let unused = unused.map(|entry| {
            let state = entry.state();
            let (calls, wanted) = (state.calls.len(), state.most.unwrap_or(1));
            format!(
                "a stub of {} was called {calls} times, and not {wanted}",
                entry.name()
            )
        });
        let lines: Vec<String> = unmatched.into_iter().chain(unused).collect();
        if lines.is_empty() {
            Ok(())
        } else {
            Err(StubError::new(lines.join("\n")))
        }
    }

    pub(super) fn add(&self, target: StubTarget, condition: StubCondition) -> Arc<Entry> {
        let state = State {
            conditions: vec![condition],
            ..State::default()
        };
        let entry = Arc::new(Entry {
            target,
            state: Mutex::new(state),
        });
        lock(&self.entries).push(Arc::clone(&entry));
        entry
    }

    fn entries(&self) -> Vec<Arc<Entry>> {
        lock(&self.entries).clone()
    }

    /// What the first stub that takes the request has for it.
    fn respond(
        &self,
        operation: &Operation,
        request: SentRequest,
    ) -> Result<(Duration, TestResponse), TransportError> {
        let seen = Seen::new(request, operation.path());
        let mut refusals = Vec::new();
        let mut others = Vec::new();
        for entry in self.entries() {
            if !entry.is_for(operation, &seen.request) {
                others.push(entry.name());
                continue;
            }
            match entry.take(&seen) {
                Ok(taken) => return Ok(taken),
                Err(reason) => refusals.push(format!("\n- a stub of it: {reason}")),
            }
        }
        let (target, body) = (seen.request.target(), shown(&seen.request));
        let id = match operation.id() {
            "" => String::new(),
            id => format!(" ({id})"),
        };
        let mut message = format!(
            "no stub responds to {} {target}{id}{body}",
            seen.request.method
        );
        message.extend(refusals);
        others.dedup();
        if !others.is_empty() {
            message.push_str(&format!("\n- other stubs: {}", others.join(", ")));
        }
        lock(&self.unmatched).push(message.clone());
        // It would come to the same for ever.
        let (phase, kind) = (Phase::NotSent, TransportErrorKind::Request);
        Err(TransportError::new(phase, kind, message))
    }
}

impl Middleware for StubBook {
    fn send<'a>(
        &'a self,
        request: Request<Body>,
        _next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let attempt = request.extensions().get::<Attempt>().cloned();
            let Some(attempt) = attempt else {
                let (phase, kind) = (Phase::NotSent, TransportErrorKind::Request);
                return Err(TransportError::new(
                    phase,
                    kind,
                    "the client sent no attempt",
                ));
            };
            let request = self.transport.note(request).await?;
            let (delay, response) = self.respond(attempt.operation(), request)?;
            if !delay.is_zero() {
                self.clock().sleep(delay).await;
            }
            response.outcome().await
        })
    }
}

/// Calls without a stub, stubs without a call, or what is left on a [`Cassette`](crate::test_util::Cassette).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StubError(String);

impl StubError {
    pub(in crate::test_util) fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for StubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for StubError {}
