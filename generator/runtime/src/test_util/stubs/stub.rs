//! A stub, with the types of its operation.

use std::any::TypeId;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use crate::codec::{Decode, to_vec};
use crate::test_util::stubs::book::{Entry, Planned, StubBook, StubCondition, StubTarget};
use crate::test_util::stubs::request::{Seen, StubRequest, read_json};
use crate::test_util::{SentRequest, TestResponse};

/// What stands for a response that no type describes as a whole: text, bytes, a stream,
/// or one that depends on the status. [`Stub::responds`] gives it.
#[derive(Clone, Copy, Debug)]
pub enum Raw {}

/// What a test says of an operation: which requests, and what comes of them.
///
/// `B` is the type of its body, and `T` that of its response. Of several stubs the first
/// that takes a request responds; copies are the same stub.
///
/// A stub gives its responses one after the other, and the last one again and again.
pub struct Stub<B, T> {
    entry: Arc<Entry>,
    read: fn(&SentRequest) -> Result<B, String>,
    status: u16,
    response: PhantomData<fn(T)>,
}

impl StubBook {
    /// A stub of the operation with that id, which takes a body of JSON and responds
    /// with that status.
    pub fn stub<B, T>(&self, operation: &'static str, status: u16) -> Stub<B, T>
    where
        B: Decode + 'static,
    {
        Stub::new(self, StubTarget::Operation(operation), read_json, status)
    }

    /// The same for an operation without a body of JSON.
    #[must_use]
    pub fn stub_without_body<T>(&self, operation: &'static str, status: u16) -> Stub<(), T> {
        Stub::new(self, StubTarget::Operation(operation), |_| Ok(()), status)
    }

    /// A stub of requests that no operation describes: `client.request(…)`.
    #[must_use]
    pub fn stub_request<T>(&self, method: Method, path: &str) -> Stub<(), T> {
        let target = StubTarget::Raw(method, path.to_owned());
        Stub::new(self, target, |_| Ok(()), 200)
    }
}

#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "the mock has the stub; a test keeps a copy if it wants to ask it later"
)]
impl<B: 'static, T> Stub<B, T> {
    fn new(
        book: &StubBook,
        target: StubTarget,
        read: fn(&SentRequest) -> Result<B, String>,
        status: u16,
    ) -> Self {
        let readable: StubCondition = Arc::new(move |seen| read(&seen.request).map(|_| true));
        Self {
            entry: book.add(target, readable),
            read,
            status,
            response: PhantomData,
        }
    }

    fn request(&self, seen: &Seen) -> Result<StubRequest<B>, String> {
        let body = (self.read)(&seen.request)?;
        Ok(StubRequest::new(body, seen.clone()))
    }

    /// Takes only requests for which the condition holds; all conditions, if there are
    /// several.
    pub fn with(
        &self,
        condition: impl Fn(&StubRequest<B>) -> bool + Send + Sync + 'static,
    ) -> Self {
        let read = self.read;
        let condition: StubCondition = Arc::new(move |seen| {
            let body = read(&seen.request)?;
            Ok(condition(&StubRequest::new(body, seen.clone())))
        });
        self.entry.state().conditions.push(condition);
        self.clone()
    }

    /// Responds with what the function makes of the request.
    pub fn responds(
        &self,
        respond: impl Fn(&StubRequest<B>) -> TestResponse + Send + Sync + 'static,
    ) -> Self {
        let read = self.read;
        self.plan(move |seen| match read(&seen.request) {
            Ok(body) => respond(&StubRequest::new(body, seen.clone())),
            // A condition of every stub is that its body can be read.
            Err(message) => TestResponse::body(500, message),
        })
    }

    /// Responds with an error: a status, and a body of JSON.
    pub fn fails(&self, status: u16, body: impl Serialize) -> Self {
        self.json(status, &body)
    }

    /// Breaks the connection before the response, so that nobody knows whether the
    /// request arrived.
    pub fn disconnects(&self) -> Self {
        self.plan(|_| TestResponse::connection_reset())
    }

    /// Gives nothing, and keeps the connection.
    pub fn hangs(&self) -> Self {
        self.plan(|_| TestResponse::hang())
    }

    /// Lets the response that was added last take so long, by the mock's clock.
    pub fn after(&self, delay: Duration) -> Self {
        if let Some(last) = self.entry.state().planned.last_mut() {
            last.delay = delay;
        }
        self.clone()
    }

    /// Responds so often, and leaves what comes then to other stubs.
    pub fn times(&self, times: usize) -> Self {
        self.entry.state().most = Some(times);
        self.clone()
    }

    /// The requests that it has responded to.
    #[must_use]
    pub fn calls(&self) -> Vec<StubRequest<B>> {
        let calls = self.entry.state().calls.clone();
        // Each could be read when it came.
        let calls = calls.iter().filter_map(|seen| self.request(seen).ok());
        calls.collect()
    }

    /// Whether it has responded to a request for which the condition holds.
    pub fn was_called_with(&self, condition: impl Fn(&StubRequest<B>) -> bool) -> bool {
        self.calls().iter().any(condition)
    }

    fn json(&self, status: u16, body: &impl Serialize) -> Self {
        let body = to_vec(body).map(Bytes::from);
        self.plan(move |_| match &body {
            Ok(body) => {
                TestResponse::body(status, body.clone()).header("content-type", "application/json")
            }
            Err(error) => TestResponse::body(500, format!("the stub's value: {error}")),
        })
    }

    fn plan(&self, respond: impl Fn(&Seen) -> TestResponse + Send + Sync + 'static) -> Self {
        self.entry.state().planned.push(Planned {
            delay: Duration::ZERO,
            respond: Arc::new(respond),
        });
        self.clone()
    }
}

#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "the mock has the stub; a test keeps a copy if it wants to ask it later"
)]
impl<B: 'static, T: Serialize + 'static> Stub<B, T> {
    /// Responds with the value, as the operation does on success.
    pub fn returns(&self, value: impl Into<T>) -> Self {
        let status = self.status;
        if TypeId::of::<T>() == TypeId::of::<()>() {
            return self.plan(move |_| TestResponse::empty(status));
        }
        self.json(status, &value.into())
    }

    /// Responds with the values, one after the other, and the last again and again.
    pub fn returns_each(&self, values: impl IntoIterator<Item = impl Into<T>>) -> Self {
        for value in values {
            self.returns(value);
        }
        self.clone()
    }
}

impl<B, T> Clone for Stub<B, T> {
    fn clone(&self) -> Self {
        Self {
            entry: Arc::clone(&self.entry),
            read: self.read,
            status: self.status,
            response: PhantomData,
        }
    }
}

impl<B, T> fmt::Debug for Stub<B, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let calls = self.entry.state().calls.len();
        f.debug_struct("Stub")
            .field("target", &self.entry.target)
            .field("calls", &calls)
            .finish_non_exhaustive()
    }
}
