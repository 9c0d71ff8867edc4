//! Observers: every start has exactly one end, however it comes.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use crate::script::{Clients as _, response, run, scripted, with_status};
use http::Method;
use oas_runtime::error::OutcomeUnknownError;
use oas_runtime::observer::{AttemptEnd, CallEnd, ObservedCall, Observer, RetryScheduled};
use oas_runtime::random::{Rng as _, SeededRng};
use oas_runtime::rate_limiter::RateLimiter;
use oas_runtime::test_util::{TestResponse, VirtualClock};
use oas_runtime::transport::{Body, Phase, TransportError, TransportErrorKind};
use oas_runtime::{Operation, Value};

use crate::say;

static UPDATE: Operation = Operation::put("update", "/orders/{id}");
static CREATE: Operation = Operation::post("create", "/orders");

/// What came of one call.
#[derive(Default)]
struct Told {
    started: u32,
    ended: Vec<&'static str>,
    /// For each attempt, how often its start and its end were told.
    attempts: BTreeMap<u32, (u32, u32)>,
    counted: u32,
    waits: Vec<Duration>,
    queued: Duration,
    retries: u32,
    unknown: u32,
}

#[derive(Default)]
struct Recorder {
    calls: Mutex<BTreeMap<u64, Told>>,
    lines: Mutex<Vec<String>>,
}

impl Recorder {
    fn note(&self, call: &ObservedCall, line: &str, event: impl FnOnce(&mut Told)) {
        let name = call.client().unwrap_or_default();
        let line = format!("{name} {}: {line}", call.operation().id());
        self.lines.lock().unwrap().push(line);
        event(self.calls.lock().unwrap().entry(call.id()).or_default());
    }

    fn lines(&self) -> Vec<String> {
        std::mem::take(&mut self.lines.lock().unwrap())
    }
}

impl Observer for Recorder {
    fn call_started(&self, call: &ObservedCall) {
        self.note(call, "starts", |told| told.started += 1);
    }

    fn rate_limit_waited(&self, call: &ObservedCall, waited: Duration) {
        self.note(call, &format!("waited {waited:?}"), |told| {
            told.waits.push(waited);
        });
    }

    fn attempt_started(&self, call: &ObservedCall, number: u32) {
        self.note(call, &format!("attempt {number}"), |told| {
            told.attempts.entry(number).or_default().0 += 1;
        });
    }

    fn attempt_ended(&self, call: &ObservedCall, end: &AttemptEnd<'_>) {
        let line = format!("attempt {} {}", end.number(), end.ending().label());
        self.note(call, &line, |told| {
            told.attempts.entry(end.number()).or_default().1 += 1;
        });
    }

    fn retry_scheduled(&self, call: &ObservedCall, retry: &RetryScheduled<'_>) {
        let line = format!("attempt {} comes", retry.number());
        self.note(call, &line, |told| told.retries += 1);
    }

    fn outcome_unknown(&self, call: &ObservedCall, _: &OutcomeUnknownError) {
        self.note(call, "nobody knows", |told| told.unknown += 1);
    }

    fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
        let label = end.ending().label();
        let line = format!("{label} after {} attempts", end.attempts());
        self.note(call, &line, |told| {
            told.ended.push(label);
            told.counted = end.attempts();
            told.queued = end.queued();
        });
    }
}

/// The outcome of the work, or none if it was dropped before it.
async fn drop_after<F: Future>(
    clock: VirtualClock,
    patience: Duration,
    work: F,
) -> Option<F::Output> {
    let mut work = Box::pin(work);
    let mut timer = clock.sleep(patience);
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(outcome) => Poll::Ready(Some(outcome)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    })
    .await
}

#[test]
fn a_call_is_told_from_start_to_end() {
    let script = scripted(|number| match number {
        0 => TestResponse::connection_reset(),
        1 => with_status(503),
        _ => with_status(200),
    });
    let recorder = Arc::new(Recorder::default());
    let client = script
        .builder()
        .name("nightly")
        .observer(Arc::clone(&recorder));
    let client = client.build().unwrap();
    let update = || client.call(&UPDATE).path("id", "7").decode::<Value>();
    update().send_blocking().unwrap();
    let expected = [
        "nightly update: starts",
        "nightly update: attempt 1",
        "nightly update: attempt 1 failed",
        "nightly update: attempt 2 comes",
        "nightly update: attempt 2",
        "nightly update: attempt 2 completed",
        "nightly update: attempt 3 comes",
        "nightly update: attempt 3",
        "nightly update: attempt 3 completed",
        "nightly update: completed after 3 attempts",
    ];
    assert_eq!(recorder.lines(), expected);
}

#[test]
fn hangs_and_unknown_outcomes_are_told() {
    let script = scripted(|_| TestResponse::hang());
    let recorder = Arc::new(Recorder::default());
    let client = script.builder().observer(Arc::clone(&recorder));
    let client = client.build().unwrap();
    let create = client.call(&CREATE).json([1]).empty();
    let error = create
        .timeout(Duration::from_secs(2))
        .send_blocking()
        .unwrap_err();
    assert!(error.is_timeout() && error.as_outcome_unknown().is_some());
    let expected = [
        " create: starts",
        " create: attempt 1",
        " create: attempt 1 timed_out",
        " create: nobody knows",
        " create: timed_out after 1 attempts",
    ];
    assert_eq!(recorder.lines(), expected);
}

#[test]
fn a_response_that_cannot_be_read_and_one_never_sent_fail() {
    let script = scripted(|_| response(200, &[], Body::from("no JSON")));
    let recorder = Arc::new(Recorder::default());
    let client = script.builder().observer(Arc::clone(&recorder));
    let client = client.build().unwrap();
    let update = |id: &str| client.call(&UPDATE).path("id", id).decode::<Value>();
    assert!(update("7").send_blocking().unwrap_err().is_decode());
    assert_eq!(update("").send_blocking().unwrap_err().attempts(), 0);
    let expected = [
        " update: starts",
        " update: attempt 1",
        " update: attempt 1 completed",
        " update: failed after 1 attempts",
        " update: starts",
        " update: failed after 0 attempts",
    ];
    assert_eq!(recorder.lines(), expected);
}

#[test]
fn a_stream_ends_with_its_body_or_its_owner() {
    let script = scripted(|_| response(200, &[], Body::from("1\n2\n3\n")));
    let recorder = Arc::new(Recorder::default());
    let client = script.builder().observer(Arc::clone(&recorder));
    let client = client.build().unwrap();
    let lines = || client.call(&UPDATE).path("id", "7").lines::<i64>();
    for item in lines().items_blocking() {
        item.unwrap();
        let calls = recorder.calls.lock().unwrap();
        assert!(calls.values().all(|told| told.ended.is_empty()));
    }
    let mut items = lines().items_blocking();
    items.next().unwrap().unwrap();
    drop(items);
    let ends: Vec<String> = recorder.lines().split_off(2);
    let expected = [
        " update: attempt 1 completed",
        " update: completed after 1 attempts",
        " update: starts",
        " update: attempt 1",
        " update: attempt 1 cancelled",
        " update: cancelled after 1 attempts",
    ];
    assert_eq!(ends, expected);
}

/// Something between nothing and the most.
fn some(rng: &SeededRng, most: u64) -> u64 {
    rng.next() % (most + 1)
}

#[test]
fn whatever_ends_a_call_each_start_has_one_end() {
    const TASKS: u64 = 40;
    const CALLS: u64 = 50;
    let chance = SeededRng::new(7);
    let script = scripted(move |_| match some(&chance, 9) {
        0 => TestResponse::hang(),
        1 => TestResponse::connection_reset(),
        2 => TestResponse::connection_refused(),
        3 => TransportError::new(Phase::Unknown, TransportErrorKind::Timeout, "it broke").into(),
        4 => with_status(503),
        5 => response(429, &[("retry-after", "2")], Body::Empty),
        6 => response(200, &[], Body::from("no JSON")),
        _ => with_status(200),
    });
    let recorder = Arc::new(Recorder::default());
    let client = script
        .builder()
        .observer(Arc::clone(&recorder))
        .rate_limiter(RateLimiter::with_limit(200, Duration::from_secs(10)))
        .build()
        .unwrap();
    let tasks = (0..TASKS).map(|task| {
        let (client, clock) = (client.clone(), script.clock().clone());
        let work: oas_runtime::BoxFuture<'static, ()> = Box::pin(async move {
            let rng = SeededRng::new(task);
            for number in 0..CALLS {
                let call = match number % 3 {
                    0 => client.call(&CREATE).json([number]),
                    1 => client.call(&UPDATE).path("id", number),
                    _ => client.request(Method::GET, "/orders"),
                };
                let call = call.decode::<Value>();
                let call = call.timeout(Duration::from_millis(500 + some(&rng, 10_000)));
                let call = call.idle_timeout(Duration::from_millis(200 + some(&rng, 3_000)));
                let patience = Duration::from_millis(some(&rng, 12_000));
                drop_after(clock.clone(), patience, call.into_future()).await;
            }
        });
        work
    });
    run(script.clock(), tasks.collect());
    let calls = recorder.calls.lock().unwrap();
    assert_eq!(u64::try_from(calls.len()).unwrap(), TASKS * CALLS);
    let mut ends = BTreeMap::<_, u32>::new();
    for told in calls.values() {
        assert_eq!((told.started, told.ended.len()), (1, 1));
        assert!(told.attempts.values().all(|told| *told == (1, 1)));
        assert_eq!(usize::try_from(told.counted).unwrap(), told.attempts.len());
        assert_eq!(told.queued, told.waits.iter().sum::<Duration>());
        *ends.entry(told.ended[0]).or_default() += 1;
    }
    let attempts: usize = calls.values().map(|told| told.attempts.len()).sum();
    let waits: usize = calls.values().map(|told| told.waits.len()).sum();
    say(&format!(
        "{attempts} attempts, {waits} waits, calls {ends:?}"
    ));
    assert_eq!(ends.len(), 4, "{ends:?}");
    assert!(waits > 0 && calls.values().any(|told| told.unknown > 0));
}
