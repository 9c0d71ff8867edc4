//! The one way in which every request is sent: its attempts, until one of them
//! ends it.
//!
//! No type of a response gets in here, so it is compiled once, in this crate.

use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::api::Idempotency;
use crate::boxed::BoxFuture;
use crate::client::deadline::Deadline;
#[cfg(feature = "tracing")]
use crate::client::trace;
use crate::client::{Inner, Observation, PendingRequest, Received};
use crate::error::{
    Error, InvalidRequestError, Outcome, OutcomeUnknownError, Progress, Sent, TimeoutError,
};
use crate::fault::Fault;
use crate::observer::Ending;
use crate::random::uuid;
use crate::request::Request;
use crate::response::{AttemptHistory, RawResponse};
use crate::retry::wait_of;
use crate::transport::Body;

/// Sends a request and reads all of its response.
pub(crate) fn send(pending: Box<PendingRequest>) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(async move {
        let mut execution = Execution::new(&pending, Depth::Whole);
        let (raw, _) = execution.observed().await?;
        let observation = execution.observation.take();
        Ok(Received { raw, observation })
    })
}

/// Sends a request and reads no more than the head of its response, unless that
/// is an error.
pub(crate) fn begin(pending: Box<PendingRequest>) -> BoxFuture<'static, Result<Begun, Error>> {
    Box::pin(async move {
        let mut execution = Execution::new(&pending, Depth::Head);
        let limit = execution.limit;
        let (received, body) = execution.observed().await?;
        Ok(Begun {
            observation: execution.observation.take(),
            received,
            body,
            limit,
        })
    })
}

/// A response whose body is on its way.
pub(crate) struct Begun {
    pub(crate) received: Box<RawResponse>,
    pub(crate) body: Body,
    /// How long the caller is ready to wait.
    pub(crate) limit: Option<Duration>,
    pub(crate) observation: Option<Box<Observation>>,
}

/// How much of a response is read.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Depth {
    Head,
    Whole,
}

/// One request on its way: its attempts, and how much time is left for them.
pub(super) struct Execution<'a> {
    pub(super) pending: &'a PendingRequest,
    pub(super) request: &'a Request,
    pub(super) inner: &'a Inner,
    pub(super) depth: Depth,
    pub(super) limit: Option<Duration>,
    pub(super) deadline: Deadline<'a>,
    pub(super) history: AttemptHistory,
    /// By which the server tells repeats from new requests.
    pub(super) key: Option<String>,
    /// When the last attempt went out.
    pub(super) sent_at: Option<Instant>,
    pub(super) start: Instant,
    /// Who is told of all this.
    pub(super) observation: Option<Box<Observation>>,
}

impl<'a> Execution<'a> {
    fn new(pending: &'a PendingRequest, depth: Depth) -> Self {
        let (request, inner) = (&pending.request, pending.client.inner.as_ref());
        let keyed = request.operation.key_header();
        let keyed = keyed.filter(|name| !request.headers.contains_key(*name));
        let idempotency = pending.options.idempotency;
        Self {
            pending,
            request,
            inner,
            depth,
            limit: pending.options.timeout.or(inner.timeout),
            deadline: Deadline::none(inner.transport.as_ref()),
            history: AttemptHistory {
                idempotency,
                path: Some(request.shown_path().into()),
                ..AttemptHistory::default()
            },
            key: keyed.map(|_| uuid(inner.random.as_ref())),
            sent_at: None,
            start: inner.transport.now(),
            observation: None,
        }
    }

    /// Runs the call, and tells of its start and its failure. Of a success, the
    /// end comes when somebody has read it.
    async fn observed(&mut self) -> Result<(Box<RawResponse>, Body), Error> {
        let operation = &self.request.operation;
        self.observation = Observation::start(&self.pending.client, operation, self.start);
        #[cfg(feature = "tracing")]
        let outcome = match &self.observation {
            Some(observation) => {
                let span = observation.span();
                trace::within(span, std::pin::pin!(self.run())).await
            }
            None => self.run().await,
        };
        #[cfg(not(feature = "tracing"))]
        let outcome = self.run().await;
        if let Err(error) = &outcome
            && let Some(mut observation) = self.observation.take()
        {
            if let Error::OutcomeUnknown(error) = error {
                observation.outcome_unknown(error);
            }
            observation.end(Err(error));
        }
        outcome
    }

    /// Sends the request, and sends it again as often as that may be and has a
    /// chance.
    async fn run(&mut self) -> Result<(Box<RawResponse>, Body), Error> {
        if let Some(fault) = &self.request.fault {
            return Err(unsent(self.request, fault.clone()));
        }
        if let Some(limit) = self.limit {
            self.deadline.start(self.start, limit);
        }
        self.inner.budget.call();
        let mut last: Option<Error> = None;
        loop {
            let outcome = self.attempt().await;
            self.history.rate_limit = self.inner.known_limit();
            let mut error = match outcome {
                Ok((mut received, body)) => {
                    self.inner.budget.success();
                    received.history = std::mem::take(&mut self.history);
                    self.attempt_ended(Ending::Completed {
                        status: received.status,
                    });
                    return Ok((received, body));
                }
                // What kept the call from its end is the failure before, and
                // not that there is no room to repeat it.
                Err(Error::RateLimited(_)) if last.is_some() => break,
                Err(error) => error,
            };
            error.set_history(self.history.clone());
            self.attempt_ended(Ending::of_attempt(&error));
            let wait = self.wait_behind(&error);
            self.history.unsettled |= is_unsettled(&error);
            let error = last.insert(error);
            let Some(wait) = wait else { break };
            if let Some(observation) = &self.observation {
                observation.retry(error, wait);
            }
            let mut sleep = self.inner.transport.sleep(wait);
            let waited = self.deadline.race(sleep.as_mut()).await;
            if waited.is_none() {
                break;
            }
        }
        Err(match last {
            Some(error) => self.ended(error),
            None => unsent(self.request, Fault::new("it was never tried")),
        })
    }

    /// How long to wait before the request is sent again; none if it isn't.
    #[cold]
    fn wait_behind(&self, error: &Error) -> Option<Duration> {
        let retries = self
            .pending
            .options
            .retry_policy()
            .unwrap_or(&self.inner.retries);
        let attempts = self.history.attempts;
        let ended = matches!(error, Error::Timeout(_) | Error::RateLimited(_));
        if attempts >= retries.max_attempts
            || ended
            || !retries.retries(error)
            || !self.request.is_replayable()
        {
            return None;
        }
        let jitter = retries.wait(attempts, self.inner.random.as_ref());
        let wait = match wait_of(error, self.inner.transport.time_of_day()) {
            // Those who were all told the same moment don't all come then.
            Some(asked) => asked.saturating_add(jitter.min(retries.initial_backoff)),
            None => jitter,
        };
        let now = self.inner.transport.now();
        let passed = now.saturating_duration_since(self.start);
        let in_time = passed.saturating_add(wait) <= retries.max_elapsed;
        let left = self.deadline.at.map(|at| at.saturating_duration_since(now));
        (in_time && left.is_none_or(|left| wait < left) && self.inner.budget.take()).then_some(wait)
    }

    /// Tells that an attempt is over; one whose body is still to be read isn't.
    fn attempt_ended(&mut self, ending: Ending<'_>) {
        let is_open = self.depth == Depth::Head
            && matches!(ending, Ending::Completed { status } if self.request.is_expected(status));
        if let Some(observation) = self.observation.as_mut().filter(|_| !is_open) {
            observation.attempt_ended(ending);
        }
    }

    /// Makes of the last failure what the caller gets.
    #[cold]
    fn ended(&self, error: Error) -> Error {
        let unknown = error.outcome() == Outcome::Unknown;
        if error.idempotency().is_repeatable() || !unknown {
            return error;
        }
        let transport = &self.inner.transport;
        let now = transport.time_of_day();
        let since = self.sent_at.map_or(Duration::ZERO, |sent| {
            transport.now().saturating_duration_since(sent)
        });
        let sent = Sent {
            path: self.request.target(),
            body: self.request.body_bytes().map(Bytes::copy_from_slice),
            begun: now.checked_sub(since).unwrap_or(now),
            given_up: now,
        };
        let operation = self.request.operation.clone();
        Error::OutcomeUnknown(Box::new(OutcomeUnknownError::new(operation, error, sent)))
    }

    /// The error of a call whose time is up.
    #[cold]
    pub(super) fn late(&self, progress: Progress, id: Option<String>) -> Error {
        let limit = self.limit.unwrap_or_default();
        let error = TimeoutError::new(self.request.operation.clone(), limit, progress, id);
        Error::Timeout(Box::new(error))
    }
}

/// Whether the server may have done what it was asked for.
fn is_unsettled(error: &Error) -> bool {
    error.idempotency() != Idempotency::Safe && error.outcome() != Outcome::No
}

#[cold]
pub(super) fn unsent(request: &Request, fault: Fault) -> Error {
    let operation = request.operation.clone();
    Error::InvalidRequest(Box::new(InvalidRequestError::new(operation, fault)))
}
