//! Our client against the mock, in process and over HTTP.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod cassette;
mod cli;
mod documented;
mod ensure;
mod expressions;
mod fakes;
mod faults;
mod importing;
#[rustfmt::skip]
mod leak;
mod names;
mod operations;
mod receiving;
mod rules;
mod search;
mod triage;
mod typed;
mod webhooks;
mod wire;
mod workflows;
#[rustfmt::skip]
#[allow(dead_code, reason = "what is emitted has more than is tested")]
mod workspace_types;

use intercom_tickets::Client;
use oas_mock::{Mock, MockTransport};

const TOKEN: &str = "dG9rOnMzY3IzdC1vZi10aGUtdGVzdA";

/// A client of a server in this process. It repeats nothing and holds nothing
/// back, so that each fault is seen as it is.
fn client(mock: &Mock) -> Client {
    Client::builder()
        .token(TOKEN)
        .no_retries()
        .bypass_rate_limit()
        .transport(MockTransport::new(mock.clone()))
        .build()
        .unwrap()
}

/// A client of a server behind a port.
fn client_of(url: &str) -> Client {
    Client::builder()
        .base_url(url)
        .token(TOKEN)
        .no_retries()
        .bypass_rate_limit()
        .build()
        .unwrap()
}

fn mock() -> Mock {
    xtask_mock::intercom().build().unwrap()
}
