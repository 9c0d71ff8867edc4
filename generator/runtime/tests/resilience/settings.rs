//! What a single call sets, in place of its client.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::script::{Clients as _, clock, response, run, scripted, with_status};
use futures_core::Stream;
use oas_runtime::error::ErrorKind;
use oas_runtime::rate_limiter::{Priority, RateLimiter};
use oas_runtime::test_util::{TestResponse, TestTransport, VirtualClock};
use oas_runtime::transport::{Body, TransportError};
use oas_runtime::{BoxFuture, Bytes, Call, Client, Operation};

static GET: Operation = Operation::get("get", "/a");
static POST: Operation = Operation::post("post", "/a");

pub(crate) const SILENCE: Duration = Duration::from_secs(4);

fn get(client: &Client) -> Call<()> {
    client.call(&GET).empty()
}

/// Pieces of a body, and how many seconds each of them takes.
pub(crate) type Pieces = &'static [(u64, &'static str)];

/// A body that comes in such pieces.
struct Slow {
    clock: VirtualClock,
    left: Pieces,
    next: Option<BoxFuture<'static, ()>>,
}

impl Stream for Slow {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(((seconds, piece), left)) = self.left.split_first() else {
            return Poll::Ready(None);
        };
        let clock = self.clock.clone();
        let pause = || clock.sleep(Duration::from_secs(*seconds));
        if self
            .next
            .get_or_insert_with(pause)
            .as_mut()
            .poll(cx)
            .is_pending()
        {
            return Poll::Pending;
        }
        self.left = left;
        self.next = None;
        Poll::Ready(Some(Ok(Bytes::from_static(piece.as_bytes()))))
    }
}

/// A server whose responses come in such pieces.
pub(crate) fn dripping(
    media_type: &'static [(&'static str, &'static str)],
    pieces: Pieces,
) -> TestTransport {
    let clock = clock();
    let own = clock.clone();
    let script = scripted(move |_| {
        let slow = Slow {
            clock: own.clone(),
            left: pieces,
            next: None,
        };
        response(200, media_type, Body::stream(slow))
    });
    script.with_clock(&clock)
}

#[test]
fn a_call_bears_as_much_silence_as_it_says() {
    let script = scripted(|number| match number {
        0 => TestResponse::hang(),
        _ => with_status(200),
    });
    let call = get(&script.client()).idle_timeout(SILENCE);
    let response = call.response().send_blocking().unwrap();
    assert_eq!(response.attempts(), 2);
    let second = script.sent()[1].at;
    assert!(
        second >= SILENCE && second < Duration::from_secs(5),
        "{second:?}"
    );
    // Between the pieces of a response too.
    let script = dripping(&[], &[(3, "{"), (3, "}")]);
    let client = script.client();
    get(&client).idle_timeout(SILENCE).send_blocking().unwrap();
    let error = get(&client)
        .idle_timeout(Duration::from_secs(2))
        .no_retries()
        .send_blocking()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.to_string().contains("nothing came for 2s"), "{error}");
}

#[test]
fn silence_may_be_borne_until_the_time_is_up() {
    let limit = Duration::from_secs(90);
    let script = scripted(|_| TestResponse::hang());
    let strict = script.builder().idle_timeout(SILENCE).build().unwrap();
    let error = get(&strict)
        .no_idle_timeout()
        .timeout(limit)
        .send_blocking()
        .unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(script.clock().elapsed(), limit);
    // A client can say the same for all calls.
    let script = scripted(|_| TestResponse::hang());
    let patient = script.builder().no_idle_timeout().build().unwrap();
    let error = get(&patient).timeout(limit).send_blocking().unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
    assert_eq!(script.clock().elapsed(), limit);
}

#[test]
fn a_call_may_have_all_the_time() {
    let script = dripping(&[], &[(20, "{"), (20, "}")]);
    let hasty = script
        .builder()
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    let error = get(&hasty).send_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    get(&hasty).no_timeout().send_blocking().unwrap();
}

#[test]
fn a_stream_bears_as_much_silence_as_it_says() {
    let events = &[("content-type", "text/event-stream")];
    let script = dripping(events, &[(3, "data: 1\n\n"), (8, "data: 2\n\n")]);
    let hasty = script
        .builder()
        .idle_timeout(Duration::from_secs(1))
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    let stream = || hasty.call(&GET).events::<i64>();
    // Without a word of the call, each piece has the time of the client.
    let ends: Vec<_> = stream().events_blocking().collect();
    assert_eq!(ends[0].as_ref().unwrap().data, 1);
    let late = ends[1].as_ref().unwrap_err();
    assert_eq!(late.kind(), ErrorKind::Timeout);
    let ends: Vec<_> = stream().no_timeout().events_blocking().collect();
    assert_eq!(ends[1].as_ref().unwrap().data, 2);
    let watched = stream().no_timeout().idle_timeout(SILENCE);
    let ends: Vec<_> = watched.events_blocking().collect();
    assert_eq!(ends[0].as_ref().unwrap().data, 1);
    let silent = ends[1].as_ref().unwrap_err();
    assert_eq!(silent.kind(), ErrorKind::Connection);
    assert!(
        silent.to_string().contains("nothing came for 4s"),
        "{silent}"
    );
    // Bytes as they come are a stream too.
    let chunks = hasty.call(&GET).bytes().no_timeout().idle_timeout(SILENCE);
    let ends: Vec<_> = chunks.stream_blocking().collect();
    assert_eq!((ends.len(), ends[1].is_err()), (2, true));
}

/// When each of the calls was done.
fn ends(script: &TestTransport, calls: impl IntoIterator<Item = Call<()>>) -> Vec<Duration> {
    let ends: Arc<Mutex<Vec<Duration>>> = Arc::default();
    let tasks = calls.into_iter().map(|call| -> BoxFuture<'static, ()> {
        let (ends, clock) = (Arc::clone(&ends), script.clock().clone());
        Box::pin(async move {
            call.await.unwrap();
            ends.lock().unwrap().push(clock.elapsed());
        })
    });
    run(script.clock(), tasks.collect());
    let ends = ends.lock().unwrap();
    ends.clone()
}

/// A client that may send ten requests in ten seconds.
fn paced(script: &TestTransport) -> Client {
    let rate_limiter = RateLimiter::with_limit(10, Duration::from_secs(10));
    let builder = script.builder().rate_limiter(rate_limiter).no_timeout();
    builder.build().unwrap()
}

#[test]
fn a_call_without_the_governor_goes_before_all_who_wait() {
    let script = scripted(|_| with_status(200));
    let client = paced(&script);
    let mut calls: Vec<_> = (0..5).map(|_| get(&client)).collect();
    calls.push(get(&client).priority(Priority::Interactive));
    calls.push(client.call(&POST).empty().bypass_rate_limit());
    let ends = ends(&script, calls);
    let at_once = Duration::from_millis(100);
    assert_eq!(ends[..2], [at_once, at_once]);
    assert!(ends[2] > at_once, "{ends:?}");
    let sent = script.sent();
    assert_eq!(sent[1].method, "POST", "it was sent second of all");
}

#[test]
fn what_goes_without_the_governor_counts() {
    let others = |ahead: usize| {
        let script = scripted(|_| with_status(200));
        let client = paced(&script);
        let first = (0..ahead).map(|_| get(&client).bypass_rate_limit());
        let calls: Vec<_> = first.chain([get(&client)]).collect();
        *ends(&script, calls).last().unwrap()
    };
    assert!(others(5) < Duration::from_secs(5));
    // The window is used up.
    assert!(others(10) >= Duration::from_secs(10));
}

#[test]
fn what_never_went_out_does_not_count() {
    let others = |refused: usize| {
        let script = scripted(move |number| match number {
            0 => with_status(200),
            _ if number <= refused => TestResponse::connection_refused(),
            _ => with_status(200),
        });
        let rate_limiter = RateLimiter::with_limit(100, Duration::from_secs(10));
        let client = script.builder().rate_limiter(rate_limiter).build().unwrap();
        get(&client).send_blocking().unwrap();
        let ahead = (0..refused).map(|_| -> BoxFuture<'static, ()> {
            let call = get(&client).bypass_rate_limit().no_retries();
            Box::pin(async move { assert!(call.await.is_err()) })
        });
        // At least as long as they take.
        let pause = script.clock().sleep(Duration::from_millis(100));
        run(script.clock(), ahead.chain([pause]).collect());
        ends(&script, (0..20).map(|_| get(&client)))
    };
    // The others go neither later for it, nor more of them at once.
    assert_eq!(others(20), others(0));
}

#[test]
fn where_only_a_pace_is_known_the_others_wait_the_longer() {
    let third = |ahead: u32| {
        let script = scripted(|number| match number {
            20 | 21 => with_status(429),
            _ => with_status(200),
        });
        let client = script.builder().no_retries().build().unwrap();
        for _ in 0..20 {
            get(&client).send_blocking().unwrap();
        }
        // One might be anybody's; two of them are a limit.
        get(&client).send_blocking().unwrap_err();
        get(&client).send_blocking().unwrap_err();
        // One that keeps to the pace waits until the server wants some again.
        let since = |moment| script.clock().elapsed().saturating_sub(moment);
        let before = script.clock().elapsed();
        get(&client).send_blocking().unwrap();
        assert!(since(before) >= Duration::from_millis(500));
        let before = script.clock().elapsed();
        for _ in 0..ahead {
            get(&client).bypass_rate_limit().send_blocking().unwrap();
        }
        // They took no time but their own.
        assert_eq!(since(before), Duration::from_millis(100) * ahead);
        let before = script.clock().elapsed();
        get(&client).send_blocking().unwrap();
        since(before)
    };
    let (none, few, many) = (third(0), third(5), third(500));
    assert!(few > none + Duration::from_millis(500), "{none:?}, {few:?}");
    assert!(many < none + Duration::from_secs(11), "{many:?}");
}

#[test]
fn what_it_hears_is_learned_by_all() {
    let script = scripted(|number| match number {
        0 => with_status(200),
        _ => {
            let headers = &[("x-limit", "4"), ("x-left", "0"), ("x-reset", "30")];
            response(200, headers, Body::from("{}"))
        }
    });
    let rate_limiter = RateLimiter::with_limit(1, Duration::from_secs(10));
    let client = script.builder().rate_limiter(rate_limiter).build().unwrap();
    get(&client).send_blocking().unwrap();
    let limit = Duration::from_secs(5);
    let ahead = || get(&client).timeout(limit).bypass_rate_limit();
    ahead().send_blocking().unwrap();
    let heard = client.rate_limiter().unwrap().rate_limit().unwrap();
    assert_eq!((heard.limit, heard.remaining), (Some(4), Some(0)));
    // The window that was assumed would be over by then.
    let limit = Duration::from_secs(20);
    let throttled = get(&client).timeout(limit).send_blocking().unwrap_err();
    assert_eq!(throttled.kind(), ErrorKind::RateLimited);
    ahead().send_blocking().unwrap();
    assert_eq!(script.sent().len(), 3);
}

#[test]
fn a_refusal_holds_up_its_repeat_and_no_other_call() {
    let script = scripted(|number| match number {
        0 | 1 => response(429, &[("retry-after", "7")], Body::Empty),
        _ => with_status(200),
    });
    let client = script.client();
    let call = || get(&client).bypass_rate_limit();
    let pause = Duration::from_secs(7);
    call().no_retries().send_blocking().unwrap_err();
    call().send_blocking().unwrap();
    let sent = script.sent();
    assert!(sent[1].at < pause, "the others are still");
    assert!(sent[2].at >= sent[1].at + pause, "{sent:?}");
}
