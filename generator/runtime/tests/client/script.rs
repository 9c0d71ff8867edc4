//! A transport that plays a script and remembers what was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, Request, Response};
use oas_runtime::{Body, BoxFuture, Transport, TransportError};

/// Answers, in the order in which they are given.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Response<Body>>,
    sent: Vec<Sent>,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub uri: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// An answer of JSON.
pub fn answer(status: u16, body: &'static str) -> Response<Body> {
    Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

impl Script {
    pub fn new<const N: usize>(answers: [Response<Body>; N]) -> Self {
        let script = Self::default();
        script.state.lock().unwrap().answers = answers.into();
        script
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.state.lock().unwrap().sent.clone()
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
            let mut state = self.state.lock().unwrap();
            state.sent.push(Sent {
                uri: head.uri.to_string(),
                headers: head.headers,
                body: String::from_utf8(body.to_vec()).unwrap(),
            });
            Ok(state.answers.pop_front().expect("the script has ended"))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}
