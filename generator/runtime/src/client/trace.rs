//! Spans of sendings, for those who have them collected.

use std::future::poll_fn;

use http::Request;
use tracing::field::Empty;
use tracing::{Level, Span, span};

use crate::boxed::BoxFuture;
use crate::middleware::Attempt;
use crate::response::RawResponse;
use crate::transport::{Body, TransportError, TransportErrorKind};

/// A span of one attempt, by OpenTelemetry's conventions for HTTP clients.
///
/// Of the URL it has the template, and neither values nor query; no headers,
/// no bodies.
pub(crate) fn attempt(request: &Request<Body>) -> Span {
    let Some(attempt) = request.extensions().get::<Attempt>() else {
        return Span::none();
    };
    let (operation, uri) = (attempt.operation(), request.uri());
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
    if span.is_disabled() {
        return span;
    }
    let name = format!("{} {}", operation.method(), operation.path());
    span.record("otel.name", name);
    if attempt.number() > 1 {
        span.record("http.request.resend_count", attempt.number() - 1);
    }
    span
}

fn port(uri: &http::Uri) -> u16 {
    let usual = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    uri.port_u16().unwrap_or(usual)
}

/// Lets a future run inside of a span, so that what the transport and middlewares
/// record belongs to it.
pub(crate) fn within<'a, T: 'a>(span: Span, mut future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
    if span.is_disabled() {
        return future;
    }
    Box::pin(poll_fn(move |cx| {
        let _entered = span.enter();
        future.as_mut().poll(cx)
    }))
}

/// Notes the head of a response.
pub(crate) fn responded(span: &Span, received: &RawResponse) {
    if span.is_disabled() {
        return;
    }
    let status = received.status;
    span.record("http.response.status_code", status.as_u16());
    if status.is_client_error() || status.is_server_error() {
        span.record("error.type", status.as_str());
        span.record("otel.status_code", "ERROR");
    }
    if let Some(id) = received.request_id() {
        span.record("request.id", id);
    }
}

/// Notes that no response came. The message isn't part of it, for it may hold
/// what isn't meant for logs.
pub(crate) fn failed(span: &Span, error: &TransportError) {
    let kind = match error.kind() {
        TransportErrorKind::Connect => "connect",
        TransportErrorKind::Timeout => "timeout",
        TransportErrorKind::Body => "body",
        TransportErrorKind::Encoding => "encoding",
        TransportErrorKind::Request => "request",
        TransportErrorKind::Interrupted => "interrupted",
        TransportErrorKind::Other => "_OTHER",
    };
    gave_up(span, kind);
}

/// Notes that the time was up.
pub(crate) fn late(span: &Span) {
    gave_up(span, "timeout");
}

fn gave_up(span: &Span, kind: &'static str) {
    span.record("error.type", kind);
    span.record("otel.status_code", "ERROR");
}
