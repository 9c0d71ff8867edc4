//! The way between client and server: it takes time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use intercom_tickets::random::{Rng as _, SeededRng};
use intercom_tickets::transport::{Body, Transport, TransportError};
use intercom_tickets::{BoxFuture, http};
use oas_mock::{MockTransport, VirtualClock};

/// Sends to the server by way of a clock.
#[derive(Debug)]
pub struct Wire {
    inner: MockTransport,
    clock: VirtualClock,
    random: SeededRng,
    sent: Arc<AtomicU64>,
}

impl Wire {
    /// A way on which responses take 20 to 275 ms.
    #[must_use]
    pub fn new(inner: MockTransport, clock: VirtualClock, seed: u64) -> Self {
        Self {
            inner,
            clock,
            random: SeededRng::new(seed),
            sent: Arc::default(),
        }
    }
}

impl Wire {
    /// Counts what is sent.
    #[must_use]
    pub fn sent(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.sent)
    }
}

impl Transport for Wire {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.sent.fetch_add(1, Ordering::Relaxed);
        let latency = Duration::from_millis(20 + self.random.next() % 256);
        Box::pin(async move {
            // What was sent arrives, whether the caller still waits or not.
            let outcome = self.inner.send(request).await;
            self.clock.sleep(latency).await;
            outcome
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
