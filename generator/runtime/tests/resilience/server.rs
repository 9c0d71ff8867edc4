//! A server on a clock of our own: it counts, limits, and fails when told to.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use http::{Request, Response};
use oas_runtime::BoxFuture;
use oas_runtime::random::{Rng, SeededRng};
use oas_runtime::transport::{Body, Phase, Transport, TransportError, TransportErrorKind};

use oas_runtime::test_util::VirtualClock;

/// Limits by fixed windows of its own clock, as Intercom does.
#[derive(Clone)]
pub struct Server {
    pub clock: VirtualClock,
    state: Arc<Mutex<State>>,
    random: Arc<SeededRng>,
    settings: Settings,
}

#[derive(Clone)]
pub struct Settings {
    pub limit: u64,
    pub window: Duration,
    /// How far the server's clock is ahead.
    pub ahead: Duration,
    /// One way, at least and at most.
    pub latency: (Duration, Duration),
    pub headers: Headers,
    /// When every connection is refused, or every response is 503.
    pub outage: Option<Outage>,
}

#[derive(Clone, Copy)]
pub struct Outage {
    pub from: Duration,
    pub until: Duration,
    pub kind: OutageKind,
}

#[derive(Clone, Copy, PartialEq)]
pub enum OutageKind {
    Refused,
    Unavailable,
}

/// Which headers the server sends.
#[derive(Clone, Copy, PartialEq)]
pub enum Headers {
    All,
    WithoutDate,
    None,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limit: 167,
            window: Duration::from_secs(10),
            ahead: Duration::from_millis(3_610_450),
            latency: (Duration::from_millis(20), Duration::from_millis(80)),
            headers: Headers::All,
            outage: None,
        }
    }
}

#[derive(Default)]
struct State {
    window: u64,
    used: u64,
    accepted: u64,
    refused: u64,
    during: u64,
    /// When the first was accepted behind an outage.
    back: Option<Duration>,
}

/// What the server has seen.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub accepted: u64,
    pub refused: u64,
    /// What was tried during an outage.
    pub during: u64,
    pub back: Option<Duration>,
}

impl Server {
    pub fn new(clock: &VirtualClock, settings: Settings, seed: u64) -> Self {
        Self {
            clock: clock.clone(),
            state: Arc::default(),
            random: Arc::new(SeededRng::new(seed)),
            settings,
        }
    }

    pub fn seen(&self) -> Seen {
        let state = self.state.lock().unwrap();
        Seen {
            accepted: state.accepted,
            refused: state.refused,
            during: state.during,
            back: state.back,
        }
    }

    fn latency(&self) -> Duration {
        let (least, most) = self.settings.latency;
        let part = f64::from(u32::try_from(self.random.next() >> 40).unwrap()) / f64::from(1 << 24);
        least + most.saturating_sub(least).mul_f64(part)
    }

    fn unix(&self) -> Duration {
        let now = self.clock.time_of_day() + self.settings.ahead;
        now.duration_since(SystemTime::UNIX_EPOCH).unwrap()
    }

    fn failing(&self) -> Option<OutageKind> {
        let passed = self.clock.elapsed();
        let outage = self.settings.outage?;
        (outage.from <= passed && passed < outage.until).then_some(outage.kind)
    }

    fn response(&self) -> Response<Body> {
        let mut state = self.state.lock().unwrap();
        if self.failing() == Some(OutageKind::Unavailable) {
            let mut response = Response::new(Body::Empty);
            *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
            return response;
        }
        let now = self.unix();
        let length = self.settings.window.as_millis();
        let window = u64::try_from(now.as_millis() / length).unwrap();
        if state.window != window {
            state.window = window;
            state.used = 0;
        }
        let fits = state.used < self.settings.limit;
        if fits {
            state.used += 1;
            state.accepted += 1;
            let ended = self
                .settings
                .outage
                .is_some_and(|outage| self.clock.elapsed() >= outage.until);
            if ended {
                let passed = self.clock.elapsed();
                state.back.get_or_insert(passed);
            }
        } else {
            state.refused += 1;
        }
        let reset = (u128::from(window) + 1) * length / 1000;
        let mut response = Response::builder().status(if fits { 200 } else { 429 });
        if self.settings.headers != Headers::None {
            response = response
                .header("x-limit", self.settings.limit)
                .header("x-left", self.settings.limit - state.used)
                .header("x-reset", reset.to_string());
        }
        if self.settings.headers == Headers::All {
            let date = SystemTime::UNIX_EPOCH + Duration::from_secs(now.as_secs());
            response = response.header("date", httpdate::fmt_http_date(date));
        }
        response.body(Body::from("{}")).unwrap()
    }
}

impl Transport for Server {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (there, back) = (self.latency(), self.latency());
        Box::pin(async move {
            self.clock.sleep(there).await;
            if self.failing().is_some() {
                self.state.lock().unwrap().during += 1;
            }
            if self.failing() == Some(OutageKind::Refused) {
                return Err(TransportError::new(
                    Phase::NotSent,
                    TransportErrorKind::Connect,
                    "connection refused",
                ));
            }
            let response = self.response();
            self.clock.sleep(back).await;
            Ok(response)
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(duration)
    }

    fn now(&self) -> Instant {
        self.clock.instant()
    }

    fn time_of_day(&self) -> SystemTime {
        self.clock.time_of_day()
    }
}
