//! Servers that do what a function says, on a virtual clock.

use std::time::{Duration, SystemTime};

use oas_runtime::random::SeededRng;
use oas_runtime::test_util::{TestResponse, TestTransport, VirtualClock};
use oas_runtime::transport::Body;
use oas_runtime::{BoxFuture, Client, ClientBuilder};

use crate::API;

/// A clock that moves when everybody waits. It doesn't start at a full second,
/// as no real one does.
pub fn clock() -> VirtualClock {
    let start = SystemTime::UNIX_EPOCH + Duration::from_millis(1_780_000_000_370);
    VirtualClock::manual().starting_at(start)
}

/// Runs tasks to their ends, all of them.
pub fn run(clock: &VirtualClock, tasks: Vec<BoxFuture<'static, ()>>) {
    let left = clock.run(tasks);
    assert_eq!(left, 0, "tasks wait for what never comes");
}

/// Responds to the request of that number, from 0 on, by the function, after a
/// tenth of a second.
pub fn scripted(respond: impl Fn(usize) -> TestResponse + Send + Sync + 'static) -> TestTransport {
    TestTransport::new(move |request| respond(request.number))
        .with_clock(&clock())
        .latency(Duration::from_millis(100))
}

pub fn with_status(status: u16) -> TestResponse {
    TestResponse::body(status, "{}")
}

pub fn response(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> TestResponse {
    let response = TestResponse::body(status, body);
    headers.iter().fold(response, |response, (name, value)| {
        response.header(name, value)
    })
}

/// Clients that send through a transport.
pub trait Clients {
    fn builder(&self) -> ClientBuilder;

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Clients for TestTransport {
    fn builder(&self) -> ClientBuilder {
        Client::builder(&API)
            .base_url("https://pets.example")
            .rng(SeededRng::new(11))
            .transport(self.clone())
    }
}
