//! The client from end to end: what it sends, and what it makes of responses.
//!
//! Requests go over real HTTP to a server of the test's own on loopback. What
//! is about reading responses goes through a transport without a network, and is
//! tested without the feature `reqwest` too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod cases;
#[cfg(feature = "reqwest")]
mod errors;
mod leniency;
#[cfg(feature = "reqwest")]
mod metadata;
mod own_transport;
#[cfg(feature = "reqwest")]
mod pages;
#[cfg(feature = "reqwest")]
mod paths;
#[cfg(feature = "reqwest")]
mod redirects;
#[cfg(feature = "reqwest")]
mod requests;
mod responses;
mod script;
#[cfg(feature = "reqwest")]
mod secrets;
#[cfg(feature = "reqwest")]
mod server;
#[cfg(feature = "test-util")]
mod stubs;

/// The token of every client here, to be looked for where it must not be.
const TOKEN: &str = "dG9rOnMzY3IzdC1vZi10aGUtdGVzdA";

/// Runs a future on a runtime with one thread, as the strictest there is.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}
