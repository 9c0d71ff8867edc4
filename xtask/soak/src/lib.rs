//! `cargo xtask soak` as a library, for tests of the same.

mod audit;
mod call_log;
mod plan;
mod table;
mod wire;
mod workflow;

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use intercom_tickets::Client;
use intercom_tickets::random::SeededRng;
use intercom_tickets::rate_limiter::RateLimiter;
use oas_mock::{Clock, Mock, MockTransport, VirtualClock};

pub use audit::{Findings, audit};
pub use call_log::{Batch, CallLog, Entry, Kind, Told};
pub use plan::Plan;
pub use table::table;
pub use wire::Wire;
pub use workflow::{Desk, Pause, workflow};

/// Any error, as a sentence.
pub type Failure = Box<dyn std::error::Error>;

/// What the client is given, here as everywhere.
pub const TOKEN: &str = "dG9rOnMzY3IzdC1vZi10aGUtc29haw";

/// A server that fails as planned.
///
/// # Errors
///
/// The description can't be served.
pub fn server(plan: &Plan, clock: impl Clock) -> Result<Mock, Failure> {
    let mock = xtask_mock::intercom()
        .clock(clock)
        .seed(plan.seed)
        .faults(plan.faults.iter().cloned())
        .rate_limit(plan.per_minute)
        .build()?;
    Ok(mock)
}

/// Runs one batch: some tasks on one client, and an audit at the end.
///
/// # Errors
///
/// The server or the client can't be made.
pub fn batch(plan: &Plan) -> Result<Batch, Failure> {
    // Not at a full second, as no real one starts.
    let start = SystemTime::UNIX_EPOCH + Duration::from_millis(1_780_000_000_370);
    let clock = VirtualClock::manual().starting_at(start);
    let mock = server(plan, clock.clone())?;
    let wire = Wire::new(MockTransport::new(mock.clone()), clock.clone(), plan.seed);
    let sent = wire.sent();
    let client = Client::builder()
        .token(TOKEN)
        .rng(SeededRng::new(plan.seed))
        .max_response_bytes(1 << 18)
        .timeout(Duration::from_secs(120))
        .idle_timeout(Duration::from_secs(20))
        .transport(wire)
        .build()?;
    let entries = Arc::new(Mutex::new(Vec::new()));
    let waiting = clock.clone();
    let pause: Pause = Arc::new(move |time| waiting.sleep(time));
    let tasks = (0..plan.tasks).map(|task| {
        let desk = Desk::new(&client, &pause, &entries, plan, task);
        workflow(desk, plan.workflows)
    });
    let stuck = clock.run(tasks.collect());
    let waiting = client
        .runtime()
        .rate_limiter()
        .map_or(0, RateLimiter::queue_len);
    if stuck + waiting > 0 {
        let left = format!("{stuck} tasks and {waiting} calls wait for what never comes");
        return Err(left.into());
    }
    let entries = std::mem::take(&mut *entries.lock().unwrap_or_else(PoisonError::into_inner));
    let findings = audit(&entries, &mock.ledger());
    Ok(Batch {
        requests: sent.load(Ordering::Relaxed),
        entries,
        findings,
        virtual_time: clock.elapsed(),
    })
}
