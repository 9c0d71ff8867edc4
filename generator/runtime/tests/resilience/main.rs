//! Retries, the rate limiter, and everything else that keeps a client upright, on
//! a clock of our own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod cancellation;
#[cfg(feature = "gzip")]
mod gzip;
mod kinds;
#[cfg(feature = "metrics")]
mod metrics;
mod middleware;
mod observer;
mod outage;
mod pace;
mod rate_limiter;
mod reconcile;
mod retries;
mod script;
mod secrets;
mod server;
mod settings;
#[cfg(feature = "tracing")]
mod spans;
mod waits;

use std::io::Write as _;

use oas_runtime::api::{ApiMetadata, RateLimitHeaders};

static API: ApiMetadata = ApiMetadata::new("pets", "1.0.0")
    .rate_limit(RateLimitHeaders::new("x-limit", "x-left", "x-reset"))
    .request_id_header("x-request-id");

/// Shows a figure, also of a test that passes.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
