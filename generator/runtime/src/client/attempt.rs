//! One sending of a request.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::header::{CONTENT_LENGTH, Entry, SET_COOKIE};
use http::{HeaderMap, Method, StatusCode};

use crate::auth::{Applied, Token, TokenProvider, provider};
use crate::client::deadline::{unless_idle, watched};
use crate::client::execution::{Depth, Execution, unsent};
use crate::client::prepare::{prepare, wanted};
#[cfg(feature = "tracing")]
use crate::client::trace;
use crate::error::{ApiError, ConnectionError, Error, Progress, RateLimitedError, unreadable};
use crate::fault::Fault;
use crate::middleware::Next;
use crate::rate_limiter::{Heard, Permit, Refused, Wait};
use crate::request::Request;
use crate::response::{AttemptHistory, RateLimit, RawResponse, Unread, date, retry_after};
use crate::transport::{Body, Phase, TransportError};

/// How much of an error's body is kept.
const MAX_ERROR_BYTES: usize = 1 << 20;

impl Execution<'_> {
    /// Waits for its turn, sends the request, and reads as much of the response
    /// as is wanted. The body of an error is read too, and becomes part of it.
    pub(super) async fn attempt(&mut self) -> Result<(Box<RawResponse>, Body), Error> {
        let permit = self.permit().await?;
        let (received, body) = self.head(permit).await?;
        if !self.request.is_expected(received.status) {
            return Err(self.refused(received, body).await);
        }
        match self.depth {
            Depth::Head => Ok((received, body)),
            Depth::Whole => {
                let received = self.whole(received, body).await?;
                Ok((received, Body::Empty))
            }
        }
    }

    /// Waits until the rate limit has room.
    async fn permit(&mut self) -> Result<Option<Permit>, Error> {
        let inner = self.inner;
        let Some(rate_limiter) = &inner.rate_limiter else {
            return Ok(None);
        };
        let now = match self.history.attempts {
            0 => self.start,
            _ => inner.transport.now(),
        };
        if let Some(permit) = rate_limiter.try_permit(now) {
            return Ok(Some(permit));
        }
        if self.pending.options.unpaced {
            return Ok(Some(rate_limiter.permit_ahead(now)));
        }
        let (deadline, priority) = (self.deadline.at, self.pending.options.priority);
        let mut wait = Wait::new(rate_limiter, &inner.transport, deadline, priority);
        let throttled = |refused: Refused| {
            let operation = self.request.operation.clone();
            let Refused { wait, left, ahead } = refused;
            Error::RateLimited(Box::new(RateLimitedError::new(
                operation, wait, left, ahead,
            )))
        };
        if let Some(observation) = &mut self.observation {
            observation.wait_started(now);
        }
        let waited = self.deadline.race(Pin::new(&mut wait)).await;
        if let Some(observation) = &mut self.observation {
            observation.wait_ended();
        }
        match waited {
            Some(Ok(permit)) => Ok(Some(permit)),
            Some(Err(refused)) => Err(throttled(refused)),
            None => Err(throttled(wait.standing())),
        }
    }

    /// Sends the request and waits for the head of the response.
    async fn head(
        &mut self,
        mut permit: Option<Permit>,
    ) -> Result<(Box<RawResponse>, Body), Error> {
        let (request, inner) = (self.request, self.inner);
        let schemes = wanted(self.pending).map_err(|fault| unsent(request, fault))?;
        let token = match provider(&schemes, &inner.credentials) {
            None => None,
            Some(provider) => {
                let token = match provider.cached() {
                    Some(token) => token,
                    None => self.token(provider.as_ref()).await?,
                };
                Some((Arc::clone(provider), token))
            }
        };
        let number = self.history.attempts + 1;
        let (outgoing, applied) =
            prepare(self.pending, number, self.key.as_deref(), &schemes, token)
                .map_err(|fault| unsent(request, fault))?;

        let transport = inner.transport.as_ref();
        let now = transport.now();
        self.sent_at = Some(now);
        if let Some(permit) = &mut permit {
            permit.sent(now);
        }
        self.history.attempts = number;
        if let Some(observation) = &mut self.observation {
            observation.attempt_started(number, &outgoing, now);
        }
        let sending = Next::new(
            self.pending.options.middlewares(),
            &inner.middlewares,
            transport,
        )
        .run(outgoing);
        #[cfg(feature = "tracing")]
        let sending = {
            let span = self.observation.as_ref();
            let span = span.map_or_else(tracing::Span::none, |call| call.attempt_span());
            trace::within(span, sending)
        };
        let sending = pin!(sending);
        let idle = self.idle(now);
        let response = match idle {
            // Silence ends it before the time is up; one timer is enough.
            Some(limit) => Some(unless_idle(transport, limit, sending).await),
            None => self.deadline.race(sending).await,
        };
        let response = match response {
            None => return Err(self.late(Progress::Waiting, None)),
            Some(Err(error)) => {
                if let (Phase::NotSent, Some(permit)) = (error.phase(), permit) {
                    permit.unsent();
                }
                return Err(self.undelivered(error, &applied));
            }
            Some(Ok(response)) => response,
        };
        let (head, body) = response.into_parts();
        if let (StatusCode::UNAUTHORIZED, Some((provider, token))) = (head.status, &applied.token) {
            provider.invalidate(token);
        }
        let received = Box::new(RawResponse {
            operation: request.operation.clone(),
            profile: inner.profile,
            status: head.status,
            headers: hide_cookies(head.headers),
            body: bytes::Bytes::new(),
            truncated: false,
            secrets: applied.secrets,
            history: AttemptHistory::default(),
            unforeseen: inner.unforeseen.clone(),
        });
        #[cfg(feature = "tracing")]
        if let Some(observation) = &self.observation {
            observation.received(&received);
        }
        if let Some(permit) = permit {
            permit.responded(&self.heard(&received), transport.now());
        }
        Ok(self.unpacked(received, body, idle))
    }

    /// The token that the provider has at this moment.
    async fn token(&mut self, provider: &dyn TokenProvider) -> Result<Token, Error> {
        let token = self.deadline.race(provider.token().as_mut()).await;
        let token = token.ok_or_else(|| self.late(Progress::Preparing, None))?;
        token.map_err(|error| {
            let fault = Fault::new("the token provider has no token").source(error);
            unsent(self.request, fault)
        })
    }

    /// The body as it is read: unpacked, and watched for silence.
    fn unpacked(
        &self,
        #[cfg_attr(
            not(feature = "gzip"),
            expect(unused_mut, reason = "headers change with the body")
        )]
        mut received: Box<RawResponse>,
        body: Body,
        idle: Option<Duration>,
    ) -> (Box<RawResponse>, Body) {
        let idle = match self.depth {
            Depth::Whole => idle,
            // The time of a stream is anew for each piece; silence counts only
            // where the call says so.
            Depth::Head => self.pending.options.idle().or(None),
        };
        let watched = match idle {
            Some(limit) => watched(body, &self.inner.transport, limit),
            None => body,
        };
        #[cfg(feature = "gzip")]
        let watched = crate::transport::gzip::unpack(&mut received.headers, watched);
        (received, watched)
    }

    /// How long the server may be silent; none if the call's time is up before.
    fn idle(&self, now: Instant) -> Option<Duration> {
        let idle = self.pending.options.idle().or(self.inner.idle)?;
        let Some(at) = self.deadline.at else {
            return Some(idle);
        };
        let left = at.saturating_duration_since(now);
        (idle < left).then_some(idle)
    }

    /// What the rate limiter wants to know of a response.
    fn heard(&self, received: &RawResponse) -> Heard {
        let clock = || self.inner.transport.time_of_day();
        let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let refused = received.status == StatusCode::TOO_MANY_REQUESTS;
        let asked = || retry_after(&received.headers, clock());
        let date = date(&received.headers).and_then(since_1970);
        Heard {
            refused,
            rate_limit: received.rate_limit(),
            date,
            retry_after: if refused { asked() } else { None },
            // It stands in where the server doesn't tell its own.
            clock: date.or_else(|| since_1970(clock())).unwrap_or_default(),
        }
    }

    #[cold]
    fn undelivered(&self, error: TransportError, applied: &Applied) -> Error {
        let operation = self.request.operation.clone();
        let error = ConnectionError::new(operation, error, &applied.secrets);
        Error::Connection(Box::new(error))
    }

    /// Reads all of a response.
    async fn whole(
        &mut self,
        mut received: Box<RawResponse>,
        body: Body,
    ) -> Result<Box<RawResponse>, Error> {
        let max_bytes = self.pending.max_response_bytes();
        if announces_more(self.request, &received.headers, max_bytes) {
            return Err(too_large(received, max_bytes));
        }
        let collected = self.deadline.race(pin!(body.collect(max_bytes))).await;
        let id = || received.request_id();
        let collected = match collected {
            Some(Ok(collected)) => collected,
            None => return Err(self.late(Progress::Reading(received.status), id())),
            Some(Err(error)) => {
                let operation = self.request.operation.clone();
                let error = ConnectionError::new(operation, error, &received.secrets);
                let error = error.responded(received.status, id());
                return Err(Error::Connection(Box::new(error)));
            }
        };
        received.body = collected.bytes;
        received.truncated = collected.truncated;
        if received.truncated {
            return Err(too_large(received, max_bytes));
        }
        Ok(received)
    }

    /// The error of a response that is none of those expected.
    async fn refused(&mut self, mut received: Box<RawResponse>, body: Body) -> Error {
        let max_bytes = self.pending.max_response_bytes().min(MAX_ERROR_BYTES);
        match self.deadline.race(pin!(body.collect(max_bytes))).await {
            None => {
                return self.late(Progress::Reading(received.status), received.request_id());
            }
            Some(Ok(collected)) => {
                received.body = collected.bytes;
                received.truncated = collected.truncated;
            }
            // The status of an error says more than that its body broke off.
            Some(Err(_)) => received.truncated = true,
        }
        Error::Api(Box::new(ApiError::new(*received)))
    }
}

impl super::Inner {
    /// What was last heard of the rate limit, from any response.
    pub(super) fn known_limit(&self) -> Option<RateLimit> {
        self.rate_limiter.as_ref()?.rate_limit()
    }
}

/// Marks the cookies that a server sets as sensitive: they are credentials too.
fn hide_cookies(mut headers: HeaderMap) -> HeaderMap {
    if headers.contains_key(SET_COOKIE)
        && let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE)
    {
        for cookie in cookies.iter_mut() {
            cookie.set_sensitive(true);
        }
    }
    headers
}

/// Whether the head says that the body is beyond the limit, so that none of it
/// needs to be read.
fn announces_more(request: &Request, headers: &HeaderMap, limit: usize) -> bool {
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok());
    let length = length.and_then(|text| text.parse::<u64>().ok());
    *request.operation.method() != Method::HEAD
        && length
            .is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
}

#[cold]
fn too_large(mut received: Box<RawResponse>, limit: usize) -> Error {
    received.truncated = true;
    unreadable(
        received,
        Unread::Other(format!(
            "the response is larger than {limit} bytes (see `max_response_bytes`)"
        )),
    )
}
