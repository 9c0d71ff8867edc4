//! What dropping a call means, as its documentation says.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use http::Method;
use oas_runtime::pagination::{CursorLocation, Pagination};
use oas_runtime::rate_limiter::RateLimiter;
use oas_runtime::test_util::{TestResponse, TestTransport};
use oas_runtime::transport::{Body, TransportError};
use oas_runtime::{Bytes, Client, Operation, Value, json};

use crate::script::{Clients as _, response, scripted, with_status};

static CREATE: Operation = Operation::post("create", "/orders");
static LIST: Operation = Operation::get("list", "/orders");

/// Polls a future once; it isn't done.
fn poll<F: Future + ?Sized>(future: Pin<&mut F>) {
    let mut context = Context::from_waker(Waker::noop());
    assert!(future.poll(&mut context).is_pending());
}

/// Polls a future once, and drops it behind so much time.
fn drop_behind(script: &TestTransport, patience: Duration, work: impl Future<Output = ()> + Send) {
    let mut work = Box::pin(work);
    poll(work.as_mut());
    script.clock().block_on(script.clock().sleep(patience));
    drop(work);
}

fn create(client: &Client) -> oas_runtime::Call<()> {
    client.call(&CREATE).json(json!({"beans": 12})).empty()
}

#[test]
fn nothing_is_sent_before_the_first_poll() {
    let script = scripted(|_| with_status(200));
    drop(create(&script.client()).send());
    assert_eq!(script.sent().len(), 0);
}

/// How long two calls take, behind the first of which another one begins to
/// wait and goes away.
fn two_calls(another: bool) -> Duration {
    let script = scripted(|_| with_status(200));
    let limiter = RateLimiter::with_limit(1, Duration::from_secs(10));
    let client = script.builder().rate_limiter(limiter.clone());
    let client = client.build().unwrap();
    create(&client).send_blocking().unwrap();
    if another {
        let mut waiting = Box::pin(create(&client).send());
        poll(waiting.as_mut());
        assert_eq!(limiter.queue_len(), 1);
        drop(waiting);
        assert_eq!(limiter.queue_len(), 0);
    }
    create(&client).send_blocking().unwrap();
    assert_eq!(script.sent().len(), 2);
    script.clock().elapsed()
}

#[test]
fn a_call_that_waits_for_the_rate_limit_leaves_the_queue() {
    assert_eq!(two_calls(true), two_calls(false));
}

#[test]
fn a_call_that_is_dropped_is_not_repeated() {
    let script = scripted(|_| TestResponse::connection_refused());
    let client = script.client();
    let sending = create(&client).send();
    drop_behind(&script, Duration::from_millis(50), async move {
        let _ = sending.await;
    });
    script
        .clock()
        .block_on(script.clock().sleep(Duration::from_secs(60)));
    assert_eq!(script.sent().len(), 1);
}

/// A body that goes on for ever, and notes that it was dropped.
struct Endless(Arc<AtomicBool>);

impl Stream for Endless {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

impl Drop for Endless {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn an_upload_drops_its_body() {
    let script = scripted(|_| with_status(200));
    let dropped = Arc::<AtomicBool>::default();
    let body = Body::stream(Endless(Arc::clone(&dropped)));
    let upload = script.client().request(Method::POST, "/pictures");
    let mut upload = Box::pin(upload.body("image/png", body).empty().send());
    poll(upload.as_mut());
    assert!(!dropped.load(Ordering::Relaxed));
    drop(upload);
    assert!(dropped.load(Ordering::Relaxed));
}

fn numbers(page: Vec<Value>) -> Vec<i64> {
    let numbers = page.into_iter().skip(1);
    numbers.filter_map(|number| number.as_i64()).collect()
}

#[test]
fn asking_for_a_page_may_be_given_up_and_nothing_is_lost() {
    let script = scripted(|number| {
        let page = match number {
            0 => r#"[{"next": "b"}, 1, 2]"#,
            _ => r#"[{"next": null}, 3]"#,
        };
        response(200, &[], Body::from(page))
    });
    let client = script.client();
    let clock = script.clock().clone();
    let found = script.clock().block_on(async move {
        let pages = Pagination::cursor(numbers, "/0/next", CursorLocation::Query("after"));
        let mut items = client.call(&LIST).pages(pages).items();
        let mut found = Vec::new();
        loop {
            // It loses again and again, as in a `select!` with a ticking clock.
            let mut next = Box::pin(items.try_next());
            let mut tick = clock.sleep(Duration::from_millis(30));
            let item = std::future::poll_fn(|cx| match next.as_mut().poll(cx) {
                Poll::Ready(item) => Poll::Ready(Some(item)),
                Poll::Pending => tick.as_mut().poll(cx).map(|()| None),
            });
            match item.await {
                None => {}
                Some(item) => match item.unwrap() {
                    Some(item) => found.push(item),
                    None => return found,
                },
            }
        }
    });
    assert_eq!(found.unwrap(), [1, 2, 3]);
    assert_eq!(script.sent().len(), 2);
}
