//! Spans and events, for those who have them collected.
//!
//! Neither spans nor events hold what isn't meant for logs: no headers, no
//! bodies, no values of parameters, and no messages of errors, which may quote
//! them. `url.full`, which OpenTelemetry's conventions ask for, is left out
//! for that reason: its path has ids in it, and its query may have a key.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use http::Request;
use tracing::field::Empty;
use tracing::level_filters::LevelFilter;
use tracing::{Level, Span, event, span};

use crate::error::{Error, ErrorKind};
use crate::observer::{CallEnd, Ending, ObservedCall, RetryScheduled};
use crate::response::RawResponse;
use crate::transport::{Body, TransportErrorKind};

/// Whether anybody collects anything.
pub(super) fn is_wanted() -> bool {
    LevelFilter::current() != LevelFilter::OFF
}

/// Lets a future run inside of a span, so that what is recorded meanwhile
/// belongs to it.
pub(super) async fn within<F: Future + Unpin>(span: Span, mut future: F) -> F::Output {
    poll_fn(|cx| {
        let _entered = span.enter();
        Pin::new(&mut future).poll(cx)
    })
    .await
}

/// The span of a call: all of its attempts, and the waits between them.
pub(super) struct CallSpan(Span);

impl CallSpan {
    pub(super) fn start(call: &ObservedCall) -> Self {
        let operation = call.operation();
        let span = span!(
            target: "oas_runtime",
            Level::INFO,
            "api.call",
            otel.name = Empty,
            otel.kind = "internal",
            otel.status_code = Empty,
            client.name = call.client(),
            operation.id = operation.id(),
            http.request.method = operation.method().as_str(),
            url.template = operation.path(),
            http.response.status_code = Empty,
            error.type = Empty,
            call.attempts = Empty,
            call.queued_ms = Empty,
            call.outcome = Empty,
        );
        name(&span, call);
        Self(span)
    }

    pub(super) fn get(&self) -> &Span {
        &self.0
    }

    pub(super) fn waited(&self, waited: Duration) {
        self.0.in_scope(|| {
            event!(
                name: "rate_limit.waited",
                target: "oas_runtime",
                Level::DEBUG,
                wait_ms = millis(waited),
                "waited for the rate limit",
            );
        });
    }

    pub(super) fn retry(&self, retry: &RetryScheduled<'_>) {
        self.0.in_scope(|| {
            event!(
                name: "call.retry",
                target: "oas_runtime",
                Level::WARN,
                attempt = retry.number(),
                wait_ms = millis(retry.wait()),
                error.type = error_type(retry.error()),
                "the call will be sent again",
            );
        });
    }

    pub(super) fn outcome_unknown(&self) {
        self.0.in_scope(|| {
            event!(
                name: "call.outcome_unknown",
                target: "oas_runtime",
                Level::WARN,
                "nobody can tell whether the call was carried out",
            );
        });
    }

    pub(super) fn end(&self, end: &CallEnd<'_>) {
        if let Some(Error::Decode(error)) = end.ending().error() {
            self.0.in_scope(|| {
                event!(
                    name: "call.undocumented_response",
                    target: "oas_runtime",
                    Level::WARN,
                    http.response.status_code = error.status().as_u16(),
                    json.path = error.path(),
                    "the response is not what the API's description says",
                );
            });
        }
        self.0.record("call.attempts", end.attempts());
        self.0.record("call.queued_ms", millis(end.queued()));
        record(&self.0, &end.ending());
        let outcome = match end.ending().error() {
            Some(Error::OutcomeUnknown(_)) => "unknown",
            _ => end.ending().label(),
        };
        self.0.record("call.outcome", outcome);
    }
}

/// The span of one attempt, by OpenTelemetry's conventions for HTTP clients.
pub(super) struct AttemptSpan(Span);

impl AttemptSpan {
    pub(super) fn start(call: &ObservedCall, number: u32, request: &Request<Body>) -> Self {
        let (operation, uri) = (call.operation(), request.uri());
        let span = span!(
            target: "oas_runtime",
            Level::INFO,
            "http.client",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = operation.method().as_str(),
            url.template = operation.path(),
            url.scheme = uri.scheme_str(),
            server.address = uri.host(),
            server.port = port(uri),
            http.request.resend_count = Empty,
            http.response.status_code = Empty,
            error.type = Empty,
            operation.id = operation.id(),
            request.id = Empty,
        );
        name(&span, call);
        if number > 1 {
            span.record("http.request.resend_count", number - 1);
        }
        Self(span)
    }

    pub(super) fn get(&self) -> &Span {
        &self.0
    }

    /// Notes the head of a response.
    pub(super) fn received(&self, received: &RawResponse) {
        if self.0.is_disabled() {
            return;
        }
        if let Some(id) = received.request_id() {
            self.0.record("request.id", id);
        }
    }

    pub(super) fn end(&self, ending: &Ending<'_>) {
        record(&self.0, ending);
    }
}

/// `PUT /orders/{id}`, as a collector shows it.
fn name(span: &Span, call: &ObservedCall) {
    if !span.is_disabled() {
        let (method, path) = (call.operation().method(), call.operation().path());
        span.record("otel.name", format!("{method} {path}"));
    }
}

/// Notes how a call or an attempt ended.
fn record(span: &Span, ending: &Ending<'_>) {
    if span.is_disabled() {
        return;
    }
    let status = ending.status();
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    match ending {
        Ending::Completed { status } if status.is_client_error() || status.is_server_error() => {
            span.record("error.type", status.as_str());
        }
        Ending::Completed { .. } => return,
        Ending::Failed { error } | Ending::TimedOut { error } => {
            span.record("error.type", error_type(error));
        }
        Ending::Cancelled => {
            span.record("error.type", "cancelled");
        }
    }
    span.record("otel.status_code", "ERROR");
}

/// What kind of error it was: a status, or a word of few.
fn error_type(error: &Error) -> &str {
    match error {
        Error::Api(error) => error.status_text(),
        error if error.is_timeout() => "timeout",
        Error::Connection(error) => match error.error().kind() {
            TransportErrorKind::Connect => "connect",
            TransportErrorKind::Certificate => "certificate",
            TransportErrorKind::Reset => "reset",
            TransportErrorKind::Body => "body",
            TransportErrorKind::Encoding => "encoding",
            TransportErrorKind::Request => "request",
            TransportErrorKind::Interrupted => "interrupted",
            TransportErrorKind::Timeout => "timeout",
            TransportErrorKind::Other => "_OTHER",
        },
        error => match error.kind() {
            ErrorKind::Decode => "decode",
            ErrorKind::OutcomeUnknown => "outcome_unknown",
            ErrorKind::RateLimited => "rate_limited",
            ErrorKind::InvalidRequest => "invalid_request",
            _ => "_OTHER",
        },
    }
}

fn port(uri: &http::Uri) -> u16 {
    let usual = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    uri.port_u16().unwrap_or(usual)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
