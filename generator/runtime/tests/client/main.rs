//! The client from its emitted surface to a scripted transport.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod auth;
mod builder;
mod calls;
mod emitted;
mod errors;
mod forms;
mod limits;
mod pagination;
mod path;
mod questions;
mod raw;
mod receiving;
mod responses;
mod script;
mod secrets;
mod streams;
mod threads;
mod timeout;
#[cfg(feature = "tower")]
mod tower;
mod turning;
mod virtual_clock;
mod webhooks;

use oas_runtime::api::ApiMetadata;
use oas_runtime::{ClientBuilder, Error};

use crate::emitted::client::{Client, Region};
use crate::script::Script;

/// A client for the emitted API that plays a script, each request once: what
/// is repeated is tested with a clock.
fn client(script: &Script) -> Client {
    Client::builder()
        .region(Region::Eu)
        .token("secret-token")
        .transport(script.clone())
        .no_retries()
        .build()
        .unwrap()
}

/// A builder for an API that plays a script on this machine.
fn plain(profile: &'static ApiMetadata, script: &Script) -> ClientBuilder {
    oas_runtime::Client::builder(profile)
        .base_url("http://localhost")
        .transport(script.clone())
        .no_retries()
}

/// The message of a request that was not sent, with its mend.
fn fault<T>(result: Result<T, Error>) -> String {
    match result {
        Err(error @ (Error::InvalidRequest(_) | Error::Config(_))) => error.to_string(),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("it was sent"),
    }
}
