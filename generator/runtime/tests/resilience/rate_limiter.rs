//! The rate limiter's manners: order, deadlines, and those who go away.

use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};
use std::time::Duration;

use crate::script::{Clients as _, response, run, scripted, with_status};
use oas_runtime::error::{ErrorKind, Outcome};
use oas_runtime::rate_limiter::{Priority, RateLimiter};
use oas_runtime::test_util::{TestResponse, TestTransport};
use oas_runtime::transport::Body;
use oas_runtime::{BoxFuture, Client, Error, Operation};

static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

fn client(script: &TestTransport, rate_limiter: RateLimiter) -> Client {
    script.builder().rate_limiter(rate_limiter).build().unwrap()
}

fn fine() -> TestTransport {
    scripted(|_| with_status(200))
}

/// Calls that note their end by a name.
fn named(
    client: &Client,
    priority: Priority,
    name: u32,
    ends: &Arc<Mutex<Vec<u32>>>,
) -> BoxFuture<'static, ()> {
    let call = client.call(&GET).empty().priority(priority).no_retries();
    let ends = Arc::clone(ends);
    Box::pin(async move {
        call.await.unwrap();
        ends.lock().unwrap().push(name);
    })
}

#[test]
fn first_come_first_served_and_the_interactive_before() {
    let script = fine();
    let client = script
        .builder()
        .rate_limiter(RateLimiter::with_limit(10, Duration::from_secs(10)))
        .no_timeout()
        .build()
        .unwrap();
    let ends = Arc::default();
    let mut tasks: Vec<_> = (0..12)
        .map(|name| named(&client, Priority::Normal, name, &ends))
        .collect();
    tasks.push(named(&client, Priority::Interactive, 100, &ends));
    tasks.push(named(&client, Priority::Interactive, 101, &ends));
    run(script.clock(), tasks);
    let ends = ends.lock().unwrap().clone();
    let normal: Vec<u32> = ends.iter().copied().filter(|name| *name < 100).collect();
    assert_eq!(normal, (0..12).collect::<Vec<_>>());
    // One was let go before they came; they overtake all others.
    let place = |name| ends.iter().position(|end| *end == name).unwrap();
    assert!(place(100) <= 2 && place(101) <= 3, "{ends:?}");
}

#[test]
fn calls_are_spread_over_the_window() {
    let script = fine();
    let client = script
        .builder()
        .rate_limiter(RateLimiter::with_limit(100, Duration::from_secs(10)))
        .no_timeout()
        .build()
        .unwrap();
    let ends = Arc::default();
    run(
        script.clock(),
        (0..200)
            .map(|name| named(&client, Priority::Normal, name, &ends))
            .collect(),
    );
    let at: Vec<f64> = script
        .sent()
        .iter()
        .map(|sent| sent.at.as_secs_f64())
        .collect();
    // No second has more than a tenth of the window, and a burst.
    for second in 0..20 {
        let begin = f64::from(second);
        let sent = at
            .iter()
            .filter(|at| (begin..begin + 1.0).contains(*at))
            .count();
        assert!(sent <= 21, "{sent} in second {second}");
    }
    assert!((18.0..21.0).contains(at.last().unwrap()), "{at:?}");
}

#[test]
fn who_would_come_too_late_is_told_at_once() {
    let script = fine();
    let rate_limiter = RateLimiter::with_limit(2, Duration::from_secs(10));
    let client = client(&script, rate_limiter.clone());
    let limit = Duration::from_secs(4);
    let call = || client.call(&POST).empty().timeout(limit);
    call().send_blocking().unwrap();
    // The second of two has its turn within the window, the third doesn't.
    let waiting = call().timeout(Duration::from_secs(60)).into_future();
    let mut waiting = Box::pin(waiting);
    let mut context = Context::from_waker(Waker::noop());
    assert!(waiting.as_mut().poll(&mut context).is_pending());
    let before = script.clock().elapsed();
    let error = call().send_blocking().unwrap_err();
    assert_eq!(script.clock().elapsed(), before, "it didn't wait in vain");
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.outcome(), Outcome::No);
    assert!(error.is_retryable());
    let Error::RateLimited(throttled) = &error else {
        panic!()
    };
    assert_eq!((throttled.ahead(), throttled.time_left()), (1, limit));
    assert!(throttled.wait() > limit);
    let told = error.to_string();
    assert!(
        told.starts_with("POST /a (post) failed: the rate limit lets it go in about "),
        "{told}"
    );
    assert!(
        told.ends_with("; 1 calls wait before it (nothing was sent)"),
        "{told}"
    );
    assert_eq!(script.sent().len(), 1);
}

#[test]
fn who_goes_away_leaves_nothing_behind() {
    let script = fine();
    let rate_limiter = RateLimiter::with_limit(10, Duration::from_secs(10));
    let client = client(&script, rate_limiter.clone());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        let mut calls: Vec<_> = (0..8)
            .map(|_| Box::pin(client.call(&GET).empty().no_retries().into_future()))
            .collect();
        for call in &mut calls {
            assert!(call.as_mut().poll(&mut context).is_pending());
        }
    }
    assert_eq!(rate_limiter.queue_len(), 0);
    assert_eq!(script.clock().sleepers(), 0);
    // Some were sent, and count as such; the others don't, and the next window
    // is as large as any.
    let before = script.sent().len();
    assert!(before <= 10, "{before}");
    let ends = Arc::default();
    run(
        script.clock(),
        vec![Box::pin(script.clock().sleep(Duration::from_secs(20)))],
    );
    let begin = script.clock().elapsed();
    let free = client.clone();
    run(
        script.clock(),
        (0..10)
            .map(|name| named(&free, Priority::Normal, name, &ends))
            .collect(),
    );
    assert!(script.clock().elapsed() < begin + Duration::from_secs(11));
}

#[test]
fn one_that_is_not_polled_holds_up_nobody() {
    let script = fine();
    let client = client(
        &script,
        RateLimiter::with_limit(10, Duration::from_secs(10)),
    );
    client.call(&GET).empty().send_blocking().unwrap();
    // It is the first of the queue, and its thread does something else.
    let mut asleep = Box::pin(client.call(&GET).empty().into_future());
    let mut context = Context::from_waker(Waker::noop());
    assert!(asleep.as_mut().poll(&mut context).is_pending());
    client.call(&GET).empty().send_blocking().unwrap();
    assert!(script.clock().elapsed() < Duration::from_secs(4));
    let clock = script.clock().clone();
    clock.block_on(asleep).unwrap().unwrap();
}

#[test]
fn a_refusal_makes_it_still_until_the_server_is_ready() {
    // 429 though nothing was announced; then an hour of peace.
    let script = scripted(|number| match number {
        0 => response(429, &[("retry-after", "5")], Body::Empty),
        _ => with_status(200),
    });
    let client = client(&script, RateLimiter::new());
    client
        .call(&GET)
        .empty()
        .no_retries()
        .send_blocking()
        .unwrap_err();
    // Others of the same client wait too, though they were told nothing.
    client.clone().call(&POST).empty().send_blocking().unwrap();
    let sent = script.sent();
    let pause = sent[1].at.saturating_sub(sent[0].at);
    assert!(
        pause >= Duration::from_secs(5) && pause < Duration::from_secs(6),
        "{pause:?}"
    );
}

#[test]
fn clients_of_one_token_share_one_governor() {
    let script = scripted(|_| {
        response(
            200,
            &[("x-limit", "4"), ("x-left", "0"), ("x-reset", "30")],
            Body::from("{}"),
        )
    });
    let one = script.client();
    let rate_limiter = one.rate_limiter().unwrap().clone();
    let other = client(&script, rate_limiter.clone());
    let response = one.call(&GET).empty().response().send_blocking().unwrap();
    assert_eq!(response.rate_limit().unwrap().remaining, Some(0));
    let limit = Duration::from_secs(10);
    let error = other
        .call(&GET)
        .empty()
        .timeout(limit)
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(
        error.rate_limit().unwrap().limit,
        Some(4),
        "the figures are on errors too"
    );
    // One without a rate limiter asks nobody.
    let free = script.builder().bypass_rate_limit().build().unwrap();
    free.call(&GET)
        .empty()
        .timeout(limit)
        .send_blocking()
        .unwrap();
}

#[test]
fn figures_are_on_errors_without_a_response() {
    let script = scripted(|number| match number {
        0 => response(
            200,
            &[("x-limit", "100"), ("x-left", "99"), ("x-reset", "30")],
            Body::from("{}"),
        ),
        _ => TestResponse::connection_reset(),
    });
    let client = script.client();
    client.call(&GET).empty().send_blocking().unwrap();
    let error = client.call(&POST).empty().send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown);
    assert_eq!(error.rate_limit().unwrap().remaining, Some(99));
}

#[test]
fn a_few_calls_do_not_wait_however_long_a_window_is() {
    // 5,000 an hour, and nobody else.
    let script = scripted(|number| {
        let left: &'static str = ["4999", "4998", "4997", "4996"][number.min(3)];
        let headers = vec![
            ("x-limit", "5000"),
            ("x-left", left),
            ("x-reset", "1780003600"),
        ];
        response(200, headers.leak(), Body::from("{}"))
    });
    let client = script.client();
    for _ in 0..400 {
        client.call(&GET).empty().send_blocking().unwrap();
    }
    // A tenth of a second each, and no more.
    let passed = script.clock().elapsed();
    assert!(passed < Duration::from_secs(41), "{passed:?}");
    // The calls of an hour aren't spread over the hour.
    let ends = Arc::default();
    let many = 0..2000;
    run(
        script.clock(),
        many.map(|name| named(&client, Priority::Normal, name, &ends))
            .collect(),
    );
    let passed = script.clock().elapsed();
    assert!(passed < Duration::from_secs(41 + 90), "{passed:?}");
}

/// What a server says of its limit in all responses but the stray one.
const GENEROUS: &[(&str, &str)] = &[
    ("x-limit", "100000"),
    ("x-left", "90000"),
    ("x-reset", "60"),
];

/// Calls at 150 a second, of which one is refused by somebody who says nothing
/// else. Gives what went in the tenth of a minute that begins 30 s later, and
/// how long the call behind the refused one had to wait.
fn behind_a_stray_refusal(number: usize, headers: &'static [(&str, &str)]) -> (usize, Duration) {
    let script = scripted(move |now| {
        if now == number {
            with_status(429)
        } else {
            response(200, headers, Body::from("{}"))
        }
    });
    let client = script.builder().no_timeout().no_retries().build().unwrap();
    let every = Duration::from_micros(1_000_000 / 150 * 32);
    let waits = Arc::new(Mutex::new(Vec::new()));
    let tasks = (0..32u32).map(|task| {
        let (client, clock) = (client.clone(), script.clock().clone());
        let waits = Arc::clone(&waits);
        let task: BoxFuture<'static, ()> = Box::pin(async move {
            clock.sleep(every / 32 * task).await;
            while clock.elapsed() < Duration::from_secs(50) {
                let begin = clock.elapsed();
                let refused = client.call(&GET).empty().await.is_err();
                let taken = clock.elapsed().saturating_sub(begin);
                waits.lock().unwrap().push((begin, taken, refused));
                clock
                    .sleep((begin + every).saturating_sub(clock.elapsed()))
                    .await;
            }
        });
        task
    });
    run(script.clock(), tasks.collect());
    let refused_at = script.sent()[number].at;
    let from = refused_at + Duration::from_secs(30);
    let sent = script.sent();
    let later = sent
        .iter()
        .filter(|sent| (from..from + Duration::from_secs(6)).contains(&sent.at));
    let waits = waits.lock().unwrap();
    let behind = waits.iter().filter(|(begin, ..)| *begin > refused_at);
    (
        later.count(),
        behind.map(|(_, taken, _)| *taken).min().unwrap(),
    )
}

#[test]
fn a_stray_refusal_costs_no_more_than_a_repeat() {
    for number in [0, 19, 999] {
        for headers in [&[] as &[_], GENEROUS] {
            let (later, wait) = behind_a_stray_refusal(number, headers);
            let told = format!("request {}, {later} calls, {wait:?}", number + 1);
            // 95 % of 150 a second.
            assert!(later >= 855, "{told}");
            assert!(wait <= Duration::from_millis(400), "{told}");
        }
    }
}
