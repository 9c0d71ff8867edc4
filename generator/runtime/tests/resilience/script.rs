//! A server that does what a function says, on a clock of our own.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use http::{HeaderMap, Method, Request, Response};
use oas_runtime::random::SeededRng;
use oas_runtime::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};
use oas_runtime::{BoxFuture, Bytes, Client, ClientBuilder};

use crate::API;
use crate::clock::Clock;

/// What happens to one request.
pub enum Step {
    Response(u16, &'static [(&'static str, &'static str)], Body),
    Fail(Phase, TransportErrorKind),
    Hang,
}

impl Step {
    pub fn status(status: u16) -> Self {
        Self::Response(status, &[], Body::from("{}"))
    }

    pub fn refused() -> Self {
        Self::Fail(Phase::NotSent, TransportErrorKind::Connect)
    }

    pub fn reset() -> Self {
        Self::Fail(Phase::Unknown, TransportErrorKind::Reset)
    }
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub struct Sent {
    pub at: Duration,
    pub method: Method,
    pub headers: HeaderMap,
    pub body: Bytes,
}

type Play = dyn Fn(usize) -> Step + Send + Sync;

#[derive(Clone)]
pub struct Script {
    pub clock: Clock,
    play: Arc<Play>,
    sent: Arc<Mutex<Vec<Sent>>>,
    delay: Duration,
}

impl Script {
    /// Responds to the request of that number, from 0 on, by the function, after a
    /// tenth of a second.
    pub fn new(play: impl Fn(usize) -> Step + Send + Sync + 'static) -> Self {
        Self {
            clock: Clock::new(),
            play: Arc::new(play),
            sent: Arc::default(),
            delay: Duration::from_millis(100),
        }
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    pub fn builder(&self) -> ClientBuilder {
        Client::builder(&API)
            .base_url("https://pets.example")
            .rng(SeededRng::new(11))
            .transport(self.clone())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(usize::MAX).await?.bytes;
            let number = {
                let mut sent = self.sent.lock().unwrap();
                sent.push(Sent {
                    at: self.clock.passed(),
                    method: head.method,
                    headers: head.headers,
                    body,
                });
                sent.len() - 1
            };
            self.clock.sleep(self.delay).await;
            match (self.play)(number) {
                Step::Hang => std::future::pending().await,
                Step::Fail(phase, kind) => Err(TransportError::new(phase, kind, "it broke")),
                Step::Response(status, headers, body) => {
                    let mut response = Response::builder().status(status);
                    for (name, value) in headers {
                        response = response.header(*name, *value);
                    }
                    Ok(response.body(body).unwrap())
                }
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn time_of_day(&self) -> SystemTime {
        self.clock.time_of_day()
    }

    fn block_on(&self, future: BoxFuture<'static, ()>) {
        self.clock.run(vec![future]);
    }
}
