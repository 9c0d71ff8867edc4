//! Tells observers and spans of a call, and of its end in any case: by a guard
//! that is dropped with the call.

use std::time::{Duration, Instant};

use http::{Request, StatusCode};

use crate::api::OperationRef;
#[cfg(feature = "tracing")]
use crate::client::trace::{AttemptSpan, CallSpan};
use crate::client::{Client, Inner};
use crate::error::{Error, OutcomeUnknownError, decode};
use crate::observer::{AttemptEnd, CallEnd, Ending, ObservedCall, Observer, RetryScheduled};
use crate::response::{RawResponse, Reader};
use crate::transport::Body;

/// A call that somebody is told of. Dropped before its end, it was cancelled.
pub(crate) struct Observation {
    client: Client,
    call: ObservedCall,
    started: Instant,
    /// How long it waited for the rate limit, and since when it does.
    queued: Duration,
    waiting: Option<Instant>,
    attempts: u32,
    /// Bytes of bodies.
    sent: u64,
    received: u64,
    attempt: Option<OpenAttempt>,
    over: bool,
    #[cfg(feature = "tracing")]
    span: CallSpan,
}

/// An attempt that has started and not ended.
struct OpenAttempt {
    number: u32,
    started: Instant,
    #[cfg(feature = "tracing")]
    span: AttemptSpan,
}

impl Observation {
    /// Tells that a call starts, if anybody wants to know.
    pub(super) fn start(
        client: &Client,
        operation: &OperationRef,
        now: Instant,
    ) -> Option<Box<Self>> {
        let inner = &client.inner;
        #[cfg(feature = "tracing")]
        let traced = super::trace::is_wanted();
        #[cfg(not(feature = "tracing"))]
        let traced = false;
        if inner.observers.is_empty() && !traced {
            return None;
        }
        let call = ObservedCall::new(inner.name.clone(), operation.clone());
        let observation = Box::new(Self {
            #[cfg(feature = "tracing")]
            span: CallSpan::start(&call),
            client: client.clone(),
            call,
            started: now,
            queued: Duration::ZERO,
            waiting: None,
            attempts: 0,
            sent: 0,
            received: 0,
            attempt: None,
            over: false,
        });
        observation.tell(Observer::call_started);
        Some(observation)
    }

    /// The span to be in while the call is polled.
    #[cfg(feature = "tracing")]
    pub(super) fn span(&self) -> tracing::Span {
        self.span.get().clone()
    }

    /// The span to be in while the attempt is polled.
    #[cfg(feature = "tracing")]
    pub(super) fn attempt_span(&self) -> tracing::Span {
        let attempt = self.attempt.as_ref();
        attempt.map_or_else(tracing::Span::none, |attempt| attempt.span.get().clone())
    }

    pub(super) fn wait_started(&mut self, now: Instant) {
        self.waiting = Some(now);
    }

    pub(super) fn wait_ended(&mut self) {
        let Some(since) = self.waiting.take() else {
            return;
        };
        let waited = self.since(since);
        self.queued += waited;
        #[cfg(feature = "tracing")]
        self.span.waited(waited);
        self.tell(|observer, call| observer.rate_limit_waited(call, waited));
    }

    pub(super) fn attempt_started(&mut self, number: u32, request: &Request<Body>, now: Instant) {
        self.attempts = number;
        if let Body::Full(bytes) = request.body() {
            self.sent += bytes.len() as u64;
        }
        self.attempt = Some(OpenAttempt {
            number,
            started: now,
            #[cfg(feature = "tracing")]
            span: AttemptSpan::start(&self.call, number, request),
        });
        self.tell(|observer, call| observer.attempt_started(call, number));
    }

    /// The head of a response is there.
    #[cfg(feature = "tracing")]
    pub(super) fn received(&self, received: &RawResponse) {
        if let Some(attempt) = &self.attempt {
            attempt.span.received(received);
        }
    }

    pub(super) fn attempt_ended(&mut self, ending: Ending<'_>) {
        let Some(attempt) = self.attempt.take() else {
            return;
        };
        #[cfg(feature = "tracing")]
        attempt.span.end(&ending);
        let end = AttemptEnd {
            number: attempt.number,
            elapsed: self.since(attempt.started),
            ending,
        };
        self.tell(|observer, call| observer.attempt_ended(call, &end));
    }

    pub(super) fn retry(&self, error: &Error, wait: Duration) {
        let retry = RetryScheduled {
            number: self.attempts + 1,
            wait,
            error,
        };
        #[cfg(feature = "tracing")]
        self.span.retry(&retry);
        self.tell(|observer, call| observer.retry_scheduled(call, &retry));
    }

    pub(super) fn outcome_unknown(&self, error: &OutcomeUnknownError) {
        #[cfg(feature = "tracing")]
        self.span.outcome_unknown();
        self.tell(|observer, call| observer.outcome_unknown(call, error));
    }

    /// Tells of the end: a status, or the error that the caller gets.
    pub(crate) fn end(&mut self, outcome: Result<StatusCode, &Error>) {
        self.ended(match outcome {
            Ok(status) => Ending::Completed { status },
            Err(error) => Ending::of_call(error),
        });
    }

    /// Ends what hasn't ended yet, the inner before the outer.
    fn ended(&mut self, ending: Ending<'_>) {
        if std::mem::replace(&mut self.over, true) {
            return;
        }
        self.wait_ended();
        self.attempt_ended(match ending {
            Ending::Failed { error } | Ending::TimedOut { error } => Ending::of_attempt(error),
            ending => ending,
        });
        let end = CallEnd {
            attempts: self.attempts,
            queued: self.queued,
            elapsed: self.since(self.started),
            sent: self.sent,
            received: self.received,
            ending,
        };
        #[cfg(feature = "tracing")]
        self.span.end(&end);
        self.tell(|observer, call| observer.call_ended(call, &end));
    }

    fn inner(&self) -> &Inner {
        &self.client.inner
    }

    fn since(&self, moment: Instant) -> Duration {
        let now = self.inner().transport.now();
        now.saturating_duration_since(moment)
    }

    fn tell(&self, event: impl Fn(&dyn Observer, &ObservedCall)) {
        for observer in &self.inner().observers {
            event(observer.as_ref(), &self.call);
        }
    }
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.ended(Ending::Cancelled);
    }
}

/// A response, and who is to be told what comes of it.
pub(crate) struct Received {
    pub(crate) raw: Box<RawResponse>,
    pub(crate) observation: Option<Box<Observation>>,
}

impl Received {
    /// Makes the value.
    pub(crate) fn decode<T>(self, reader: Reader<T>) -> Result<T, Error> {
        self.finish(|raw| decode(raw, reader))
    }

    /// Makes something of the response, which is the end of the call.
    pub(crate) fn finish<T>(
        self,
        make: impl FnOnce(Box<RawResponse>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Self { raw, observation } = self;
        let (status, received) = (raw.status, raw.body.len());
        let outcome = make(raw);
        if let Some(mut observation) = observation {
            observation.received = received as u64;
            observation.end(outcome.as_ref().map(|_| status));
        }
        outcome
    }
}
