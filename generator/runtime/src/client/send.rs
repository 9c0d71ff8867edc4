//! The one way in which every request is sent.
//!
//! No type of an answer gets in here, so it is compiled once, in this crate.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use http::header::{CONTENT_LENGTH, Entry, HOST, SET_COOKIE};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::BoxFuture;
use crate::auth::{Applied, apply};
use crate::call::{Received, Unread, request_id};
use crate::client::builder::exposure;
use crate::error::{ApiError, DeliveryError, Error, Progress, RequestError, TimeoutError};
use crate::request::{Fault, Request};
use crate::transport::{Body, Collected};

/// How much of an error's body is kept.
const MAX_ERROR_BYTES: usize = 1 << 20;

/// Sends a request and reads all of its answer.
pub(crate) fn send(request: Request) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(run(request))
}

async fn run(mut request: Request) -> Result<Received, Error> {
    if let Some(fault) = request.fault.take() {
        return Err(unsent(&request, fault));
    }
    let client = request.client.clone();
    let inner = &client.inner;
    let limit = request.timeout.or(inner.timeout);
    let mut deadline = Deadline {
        sleep: limit.map(|limit| inner.transport.sleep(limit)),
    };
    let late = |progress: Progress, id: Option<String>| {
        let limit = limit.unwrap_or_default();
        let error = TimeoutError::new(request.operation.clone(), limit, progress, id);
        Error::Timeout(Box::new(error))
    };

    let prepared = deadline.race(prepare(&request)).await;
    let (outgoing, applied) = prepared
        .ok_or_else(|| late(Progress::Preparing, None))?
        .map_err(|fault| unsent(&request, fault))?;

    let answered = deadline.race(inner.transport.send(outgoing)).await;
    let answer = answered
        .ok_or_else(|| late(Progress::Waiting, None))?
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
    let expected = (request.expects)(head.status);
    let max_bytes = if expected {
        inner.max_response_bytes
    } else {
        inner.max_response_bytes.min(MAX_ERROR_BYTES)
    };
    let mut received = Received {
        operation: request.operation.clone(),
        profile: inner.profile,
        status: head.status,
        headers: hide_cookies(head.headers),
        body: bytes::Bytes::new(),
        truncated: false,
        secrets: applied.secrets,
    };
    if expected && announces_more(&request, &received.headers, max_bytes) {
        return Err(too_large(received, max_bytes));
    }

    let collected = deadline.race(body.collect(max_bytes)).await;
    let id = || request_id(inner.profile, &received.headers);
    let collected = match collected {
        Some(Ok(collected)) => collected,
        None => return Err(late(Progress::Reading(received.status), id())),
        // The status of an error says more than that its body broke off.
        Some(Err(_)) if !expected => Collected {
            bytes: bytes::Bytes::new(),
            truncated: true,
        },
        Some(Err(error)) => {
            let error = DeliveryError::new(request.operation.clone(), error, &received.secrets);
            let error = error.answered(received.status, id());
            return Err(Error::Transport(Box::new(error)));
        }
    };
    received.body = collected.bytes;
    received.truncated = collected.truncated;
    if !expected {
        return Err(Error::Api(Box::new(ApiError::new(received))));
    }
    if received.truncated {
        return Err(too_large(received, max_bytes));
    }
    Ok(received)
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
        Some(body) => Body::Full(body.clone()),
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
