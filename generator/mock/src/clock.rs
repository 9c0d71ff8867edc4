//! What time it is, and waiting.

use std::time::Duration;

use oas_runtime::BoxFuture;
use oas_runtime::test_util::VirtualClock;

/// A clock that a server goes by: every time it tells and every wait of its
/// faults comes from here.
pub trait Clock: Send + Sync + 'static {
    /// The time since the beginning of 1970, UTC.
    fn now(&self) -> Duration;

    /// Ends after the duration.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

/// The time of this computer, with tokio's timers.
#[cfg(feature = "server")]
#[derive(Clone, Copy, Debug, Default)]
pub struct RealClock;

#[cfg(feature = "server")]
impl Clock for RealClock {
    fn now(&self) -> Duration {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.unwrap_or_default()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Duration {
        self.unix_time()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        VirtualClock::sleep(self, duration)
    }
}
