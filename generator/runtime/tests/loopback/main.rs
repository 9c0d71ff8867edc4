//! The default transport over real connections.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod calls;
mod failures;
mod hostile;
mod streams;
mod tls;

use std::thread;
use std::time::Duration;

use oas_runtime::api::{ApiMetadata, SecurityScheme};
use oas_runtime::{Client, Operation};
use oas_test_server::{Reaction, Server};

static API: ApiMetadata = ApiMetadata::new("loopback", "1.0.0").schemes(&[
    SecurityScheme::bearer("token"),
    SecurityScheme::api_key_query("key", "api_key"),
]);
static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

fn client(url: &str) -> Client {
    // Each request once: repeats are tested with a clock of our own.
    Client::builder(&API)
        .base_url(url)
        .token("secret-token")
        .no_retries()
        .build()
        .unwrap()
}

/// A server that reacts to every request alike.
fn serve(reaction: Reaction) -> Server {
    Server::start(move |_| reaction.clone()).unwrap()
}

/// A complete response of JSON.
fn ok() -> Reaction {
    Reaction::json(200, &42)
}

/// A tokio runtime with one thread, as the strictest there is.
fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(future)
}

/// Gives up a test that would wait for ever.
fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, waiting) = std::sync::mpsc::channel();
    thread::spawn(move || done.send(work()));
    waiting.recv_timeout(limit).expect("it is still waiting")
}
