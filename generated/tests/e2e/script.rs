//! A transport without a network: it hands out answers in their order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use intercom_tickets::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};
use intercom_tickets::{BoxFuture, Bytes, Client, Value, http};

use crate::TOKEN;

/// Clones share the script.
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<(u16, String)>,
    sent: Vec<http::Request<Bytes>>,
}

impl Script {
    /// A transport that gives one response of JSON.
    pub fn answering(body: &Value) -> Self {
        let script = Self::default();
        script.then(200, &body.to_string());
        script
    }

    /// Adds a response.
    pub fn then(&self, status: u16, body: &str) {
        let mut state = self.state.lock().unwrap();
        state.answers.push_back((status, body.to_owned()));
    }

    /// A client that sends through this, each request once.
    pub fn client(&self) -> Client {
        let builder = Client::builder().token(TOKEN).transport(self.clone());
        builder.no_retries().build().unwrap()
    }

    /// Takes what was sent since the last time.
    pub fn sent(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut self.state.lock().unwrap().sent)
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.collect(1 << 20).await?.bytes;
            let mut state = self.state.lock().unwrap();
            state.sent.push(http::Request::from_parts(head, body));
            let Some((status, body)) = state.answers.pop_front() else {
                let (phase, kind) = (Phase::NotSent, TransportErrorKind::Connect);
                return Err(TransportError::new(phase, kind, "the script has ended"));
            };
            let answer = http::Response::builder().status(status);
            Ok(answer.body(Body::from(body)).unwrap())
        })
    }

    /// No time passes here.
    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}
