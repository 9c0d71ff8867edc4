//! A transport that plays a script and remembers what was sent.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use futures_core::Stream;
use http::{HeaderMap, Method, Request, Response};
use oas_runtime::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};
use oas_runtime::{BoxFuture, Bytes};

/// Plays its steps in their order.
#[derive(Clone)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

struct State {
    now: Instant,
    steps: VecDeque<Step>,
    sent: Vec<Sent>,
    /// Whether every sleep is over at once.
    time_is_up: bool,
    slept: Vec<Duration>,
}

/// What happens to one request.
pub enum Step {
    Response(Response<Body>),
    Fail(TransportError),
    Hang,
}

/// A request that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: Method,
    pub uri: String,
    pub headers: HeaderMap,
    pub body: String,
}

/// A response of JSON.
pub fn response(status: u16, body: impl Into<Body>) -> Step {
    response_with(status, &[], body)
}

/// A response with headers.
pub fn response_with(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Step {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Step::Response(response.body(body.into()).unwrap())
}

/// A failure of the transport.
pub fn fail(phase: Phase, kind: TransportErrorKind, message: &'static str) -> Step {
    Step::Fail(TransportError::new(phase, kind, message))
}

/// A body that comes in pieces, and then ends, breaks off or hangs.
pub fn pieces<const N: usize>(pieces: [&'static str; N], end: End) -> Body {
    Body::stream(Pieces {
        left: pieces.into_iter().collect(),
        end,
    })
}

pub enum End {
    Clean,
    Broken,
    Hanging,
}

struct Pieces {
    left: VecDeque<&'static str>,
    end: End,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match (self.left.pop_front(), &self.end) {
            (Some(piece), _) => Poll::Ready(Some(Ok(piece.into()))),
            (None, End::Clean) => Poll::Ready(None),
            (None, End::Hanging) => Poll::Pending,
            (None, End::Broken) => Poll::Ready(Some(Err(TransportError::new(
                Phase::Sent,
                TransportErrorKind::Body,
                "the connection was reset",
            )))),
        }
    }
}

impl Default for Script {
    fn default() -> Self {
        Self::new([])
    }
}

impl Script {
    pub fn new<const N: usize>(steps: [Step; N]) -> Self {
        let state = State {
            now: Instant::now(),
            steps: steps.into_iter().collect(),
            sent: Vec::new(),
            time_is_up: false,
            slept: Vec::new(),
        };
        Self {
            state: Arc::new(Mutex::new(state)),
        }
    }

    /// Lets every sleep be over at once.
    pub fn time_is_up(self) -> Self {
        self.state.lock().unwrap().time_is_up = true;
        self
    }

    pub fn sent(&self) -> Vec<Sent> {
        self.state.lock().unwrap().sent.clone()
    }

    /// Lets whoever sends wait for the response, if only until he is asked again:
    /// time begins to count when there is something to wait for.
    async fn pause(&self) {
        let mut is_over = self.state.lock().unwrap().time_is_up;
        std::future::poll_fn(|cx| {
            if is_over {
                return Poll::Ready(());
            }
            is_over = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.state.lock().unwrap().slept.clone()
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
            let step = {
                let mut state = self.state.lock().unwrap();
                state.sent.push(Sent {
                    method: head.method,
                    uri: head.uri.to_string(),
                    headers: head.headers,
                    body: String::from_utf8(body.to_vec()).unwrap(),
                });
                state.steps.pop_front().expect("the script has ended")
            };
            self.pause().await;
            match step {
                Step::Response(response) => Ok(response),
                Step::Fail(error) => Err(error),
                Step::Hang => std::future::pending().await,
            }
        })
    }

    /// No time passes by itself.
    fn now(&self) -> Instant {
        self.state.lock().unwrap().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.state.lock().unwrap();
        state.slept.push(duration);
        if state.time_is_up {
            Box::pin(std::future::ready(()))
        } else {
            Box::pin(std::future::pending())
        }
    }
}
