//! A transport that responds as it is told and remembers what was sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oas_runtime::BoxFuture;
use oas_runtime::http::{HeaderMap, Request, Response};
use oas_runtime::transport::{Body, Transport, TransportError};

/// Responds to one request after the other.
#[derive(Clone, Default)]
pub struct Script(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    answers: VecDeque<(u16, String)>,
    headers: HeaderMap,
    sent: Vec<Sent>,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The method and the path with its query, as they stand in the first line.
    pub line: String,
    /// The host.
    pub host: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Script {
    /// Responds with these statuses and bodies, and with 204 after them.
    pub fn new(answers: &[(u16, &str)]) -> Script {
        let answers = answers
            .iter()
            .map(|(status, body)| (*status, (*body).to_owned()));
        let state = State {
            answers: answers.collect(),
            headers: HeaderMap::new(),
            sent: Vec::new(),
        };
        Script(Arc::new(Mutex::new(state)))
    }

    /// Responds with these headers from now on.
    pub fn with_headers(&self, headers: HeaderMap) {
        self.0.lock().unwrap().headers = headers;
    }

    /// Everything that was sent.
    pub fn sent(&self) -> Vec<Sent> {
        self.0.lock().unwrap().sent.clone()
    }

    /// The last that was sent.
    pub fn last(&self) -> Sent {
        self.sent().pop().unwrap()
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
            let path = head.uri.path_and_query().unwrap();
            let mut state = self.0.lock().unwrap();
            state.sent.push(Sent {
                line: format!("{} {path}", head.method),
                host: head.uri.host().unwrap().to_owned(),
                headers: head.headers,
                body: String::from_utf8(body.to_vec()).unwrap(),
            });
            let (status, body) = state.answers.pop_front().unwrap_or((204, String::new()));
            let answer = Response::builder().status(status).body(body.into());
            let mut answer = answer.unwrap();
            *answer.headers_mut() = state.headers.clone();
            Ok(answer)
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

/// A client of a case that sends to a script.
macro_rules! client {
    ($case:ident, $script:expr) => {
        crate::$case::Client::builder()
            .base_url("https://api.roastery.example")
            .transport($script.clone())
            .allow_missing_credentials()
            .build()
            .unwrap()
    };
}
pub(crate) use client;
