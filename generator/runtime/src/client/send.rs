//! The one way in which every request is sent.
//!
//! No type of an answer gets in here, so it is compiled once, in this crate.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, Entry, HOST, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::BoxFuture;
use crate::auth::{Applied, apply};
use crate::call::{Received, Unread};
use crate::client::Inner;
use crate::client::builder::exposure;
use crate::error::{ApiError, DeliveryError, Error, Progress, RequestError, TimeoutError};
use crate::request::{Fault, Request};
use crate::transport::Body;

/// How much of an error's body is kept.
const MAX_ERROR_BYTES: usize = 1 << 20;

/// Sends a request and reads all of its answer.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(run(request))
}

/// Sends a request and reads no more than the head of its answer, unless that
/// is an error.
pub(crate) fn begin(request: Request) -> BoxFuture<'static, Result<Begun, Error>> {
    Box::pin(async move {
        let client = request.client.clone();
        let mut way = Way::new(&request, &client.inner);
        let limit = way.limit;
        let (received, body) = way.begin().await?;
        Ok(Begun {
            received,
            body,
            limit,
        })
    })
}

/// An answer whose body is on its way.
pub(crate) struct Begun {
    pub(crate) received: Received,
    pub(crate) body: Body,
    /// How long the caller is ready to wait.
    pub(crate) limit: Option<Duration>,
}

async fn run(request: Request) -> Result<Received, Error> {
    let client = request.client.clone();
    let mut way = Way::new(&request, &client.inner);
    let (mut received, body) = way.begin().await?;
    let max_bytes = client.inner.max_response_bytes;
    if announces_more(&request, &received.headers, max_bytes) {
        return Err(too_large(received, max_bytes));
    }
    let collected = way.deadline.race(body.collect(max_bytes)).await;
    let id = || received.request_id();
    let collected = match collected {
        Some(Ok(collected)) => collected,
        None => return Err(way.late(Progress::Reading(received.status), id())),
        Some(Err(error)) => {
            let error = DeliveryError::new(request.operation.clone(), error, &received.secrets);
            let error = error.answered(received.status, id());
            return Err(Error::Transport(Box::new(error)));
        }
    };
    received.body = collected.bytes;
    received.truncated = collected.truncated;
    if received.truncated {
        return Err(too_large(received, max_bytes));
    }
    Ok(received)
}

/// The way of one request, and how much time is left for it.
struct Way<'a> {
    request: &'a Request,
    inner: &'a Inner,
    limit: Option<Duration>,
    deadline: Deadline<'a>,
}

impl<'a> Way<'a> {
    fn new(request: &'a Request, inner: &'a Inner) -> Self {
        let limit = request.timeout.or(inner.timeout);
        Self {
            request,
            inner,
            limit,
            deadline: Deadline { sleep: None },
        }
    }

    fn late(&self, progress: Progress, id: Option<String>) -> Error {
        let limit = self.limit.unwrap_or_default();
        let error = TimeoutError::new(self.request.operation.clone(), limit, progress, id);
        Error::Timeout(Box::new(error))
    }

    /// Sends the request and waits for the head of the answer. The body of an
    /// error is read too, and becomes part of it.
    async fn begin(&mut self) -> Result<(Received, Body), Error> {
        let (request, inner) = (self.request, self.inner);
        if let Some(fault) = &request.fault {
            return Err(unsent(request, fault.clone()));
        }
        self.deadline.sleep = self.limit.map(|limit| inner.transport.sleep(limit));
        let prepared = self.deadline.race(prepare(request)).await;
        let (outgoing, applied) = prepared
            .ok_or_else(|| self.late(Progress::Preparing, None))?
            .map_err(|fault| unsent(request, fault))?;

        let answered = self.deadline.race(inner.transport.send(outgoing)).await;
        let answer = answered
            .ok_or_else(|| self.late(Progress::Waiting, None))?
            .map_err(|error| {
                Error::Transport(Box::new(DeliveryError::new(
                    request.operation.clone(),
                    error,
                    &applied.secrets,
                )))
            })?;

        let (head, body) = answer.into_parts();
        if let (StatusCode::UNAUTHORIZED, Some((provider, token))) = (head.status, &applied.token) {
            provider.rejected(token);
        }
        let received = Received {
            operation: request.operation.clone(),
            profile: inner.profile,
            status: head.status,
            headers: hide_cookies(head.headers),
            body: bytes::Bytes::new(),
            truncated: false,
            secrets: applied.secrets,
        };
        if (request.expects)(received.status) {
            return Ok((received, body));
        }
        Err(self.refused(received, body).await)
    }

    /// The error of an answer that is none of those expected.
    async fn refused(&mut self, mut received: Received, body: Body) -> Error {
        let max_bytes = self.inner.max_response_bytes.min(MAX_ERROR_BYTES);
        match self.deadline.race(body.collect(max_bytes)).await {
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
        Error::Api(Box::new(ApiError::new(received)))
    }
}

/// Marks the cookies that a server sets as sensitive: they are credentials too.
fn hide_cookies(mut headers: HeaderMap) -> HeaderMap {
    if let Entry::Occupied(mut cookies) = headers.entry(SET_COOKIE) {
        for cookie in cookies.iter_mut() {
            cookie.set_sensitive(true);
        }
    }
    headers
}

/// Makes what the transport sends: an absolute URL, all headers, credentials.
async fn prepare(request: &Request) -> Result<(http::Request<Body>, Applied), Fault> {
    let inner = &request.client.inner;
    let mut headers = inner.headers.clone();
    for (name, value) in &request.headers {
        headers.insert(name.clone(), value.clone());
    }
    // The host is the base URL's. With another one in a header, a shared
    // front end would hand the credentials to somebody else.
    headers.remove(HOST);
    let mut query = request.query.clone();
    let (profile, operation) = (inner.profile, &request.operation);
    let applied = apply(
        profile,
        &inner.credentials,
        operation,
        &mut query,
        &mut headers,
    )
    .await?;
    // Headers that the caller sets can be credentials too.
    if inner.exposed && headers.values().any(HeaderValue::is_sensitive) {
        return Err(exposure());
    }
    let base = inner.base.as_str();
    let mark = if query.is_empty() { "" } else { "?" };
    let url = format!("{base}{}{mark}{query}", request.path);
    if url.len() >= usize::from(u16::MAX) {
        return Err(Fault::new("the URL is longer than 65,534 bytes")
            .help("ask for less at once; most servers take far less than that"));
    }
    let uri = Uri::try_from(url).map_err(|_| {
        Fault::new("the path or query holds a character that no URL may hold")
            .help("escape it; parameters set by the builder are escaped by themselves")
    })?;
    let mut outgoing = http::Request::new(match &request.body {
        Some(content) => content.take()?,
        None => Body::Empty,
    });
    *outgoing.method_mut() = request.operation.method().clone();
    *outgoing.uri_mut() = uri;
    *outgoing.headers_mut() = headers;
    Ok((outgoing, applied))
}

/// Ends work when the time is up.
struct Deadline<'a> {
    sleep: Option<BoxFuture<'a, ()>>,
}

impl Deadline<'_> {
    /// The outcome of the work, or none if the time was up before it. Work that
    /// is done at the same moment counts as done.
    async fn race<F: Future>(&mut self, work: F) -> Option<F::Output> {
        let mut work = pin!(work);
        let sleep = &mut self.sleep;
        poll_fn(|cx| {
            if let Poll::Ready(outcome) = work.as_mut().poll(cx) {
                return Poll::Ready(Some(outcome));
            }
            match sleep {
                Some(sleep) => sleep.as_mut().poll(cx).map(|()| None),
                None => Poll::Pending,
            }
        })
        .await
    }
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

fn too_large(mut received: Received, limit: usize) -> Error {
    received.truncated = true;
    received.unreadable(Unread::Other(format!(
        "the answer is larger than {limit} bytes (see `max_response_bytes`)"
    )))
}

fn unsent(request: &Request, fault: Fault) -> Error {
    let operation = Some(request.operation.clone());
    Error::Request(Box::new(RequestError::new(operation, fault)))
}
