//! Spans, as a collector gets them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use crate::script::{Clients as _, response, scripted, with_status};
use http::Method;
use oas_runtime::Operation;
use oas_runtime::rate_limiter::RateLimiter;
use oas_runtime::test_util::TestResponse;
use oas_runtime::transport::Body;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber};

static UPDATE: Operation = Operation::put("update", "/orders/{id}");

/// Keeps all that it is told, one text a span.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<String>>>,
    events: Arc<Mutex<Vec<String>>>,
    /// Of each span, the one that it was made in.
    parents: Arc<Mutex<Vec<Option<u64>>>>,
    entered: Arc<Mutex<Vec<u64>>>,
    next: Arc<AtomicU64>,
}

impl Collector {
    fn spans(&self) -> Vec<String> {
        self.spans.lock().unwrap().clone()
    }

    fn events(&self) -> Vec<String> {
        self.events.lock().unwrap().clone()
    }

    fn note(&self, id: &Id, record: impl FnOnce(&mut Line<'_>)) {
        let mut spans = self.spans.lock().unwrap();
        let place = usize::try_from(id.into_u64()).unwrap() - 1;
        record(&mut Line(&mut spans[place]));
    }
}

/// The spans that are made meanwhile, one text each.
///
/// Whether anybody wants the spans of a place in the code is remembered for all
/// threads, and other tests come by without a collector. So there is always one
/// that wants them.
pub fn collect<T>(work: impl FnOnce() -> T) -> (T, Vec<String>) {
    let (value, collector) = collected(work);
    let told = [collector.spans(), collector.events()].concat();
    (value, told)
}

fn collected<T>(work: impl FnOnce() -> T) -> (T, Collector) {
    static ALWAYS: OnceLock<Dispatch> = OnceLock::new();
    ALWAYS.get_or_init(|| Dispatch::new(Collector::default()));
    let collector = Collector::default();
    let value = tracing::subscriber::with_default(collector.clone(), work);
    (value, collector)
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        use fmt::Write as _;
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "oas_runtime"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let id = Id::from_u64(self.next.fetch_add(1, Ordering::Relaxed) + 1);
        self.spans
            .lock()
            .unwrap()
            .push(attributes.metadata().name().to_owned());
        let parent = self.entered.lock().unwrap().last().copied();
        self.parents.lock().unwrap().push(parent);
        self.note(&id, |line| attributes.record(line));
        id
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.note(id, |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut line = format!("{}:", event.metadata().name());
        event.record(&mut Line(&mut line));
        self.events.lock().unwrap().push(line);
    }

    fn enter(&self, id: &Id) {
        self.entered.lock().unwrap().push(id.into_u64());
    }

    fn exit(&self, id: &Id) {
        assert_eq!(self.entered.lock().unwrap().pop(), Some(id.into_u64()));
    }
}

/// What all spans of a call of `UPDATE` have.
const UPDATED: &str = "http.request.method=\"PUT\" url.template=\"/orders/{id}\"";

#[test]
fn a_call_has_a_span_and_each_attempt_one_with_its_outcome() {
    let script = scripted(|number| match number {
        0 => TestResponse::connection_reset(),
        1 => with_status(503),
        _ => response(200, &[("x-request-id", "r-1")], Body::from("{}")),
    });
    let client = script.builder().name("nightly").build().unwrap();
    let ((), told) = collected(|| {
        client
            .call(&UPDATE)
            .path("id", "o-77")
            .json([1])
            .empty()
            .send_blocking()
            .unwrap();
    });
    let common = format!(
        "http.client otel.kind=\"client\" {UPDATED} url.scheme=\"https\" \
         server.address=\"pets.example\" server.port=443 operation.id=\"update\" \
         otel.name=\"PUT /orders/{{id}}\""
    );
    let expected = [
        format!(
            "api.call otel.kind=\"internal\" client.name=\"nightly\" operation.id=\"update\" \
             {UPDATED} otel.name=\"PUT /orders/{{id}}\" call.attempts=3 call.queued_ms=0 \
             http.response.status_code=200 call.outcome=\"completed\""
        ),
        format!("{common} error.type=\"reset\" otel.status_code=\"ERROR\""),
        format!(
            "{common} http.request.resend_count=1 http.response.status_code=503 \
             error.type=\"503\" otel.status_code=\"ERROR\""
        ),
        format!(
            "{common} http.request.resend_count=2 request.id=\"r-1\" \
             http.response.status_code=200"
        ),
    ];
    assert_eq!(told.spans(), expected);
    let parents: Vec<Option<u64>> = told.parents.lock().unwrap().clone();
    assert_eq!(parents, [None, Some(1), Some(1), Some(1)]);
    let events = told.events();
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events[0].starts_with("call.retry:"), "{events:?}");
    assert!(events[0].contains("attempt=2"), "{events:?}");
    assert!(events[1].contains("error.type=\"503\""), "{events:?}");
}

#[test]
fn waits_unknown_outcomes_and_undocumented_responses_are_events() {
    let script = scripted(|number| match number {
        0 => response(200, &[], Body::from("[true, 1]")),
        _ => TestResponse::hang(),
    });
    let one_in_ten_seconds = RateLimiter::with_limit(1, Duration::from_secs(10));
    let client = script.builder().rate_limiter(one_in_ten_seconds);
    let client = client.build().unwrap();
    let ((), told) = collected(|| {
        let call = || client.request(Method::POST, "/orders").json("hunter2");
        call().decode::<Vec<bool>>().send_blocking().unwrap_err();
        let late = call().empty().timeout(Duration::from_secs(30));
        late.send_blocking().unwrap_err();
    });
    let events = told.events();
    let expected = [
        "call.undocumented_response: message=the response is not what the API's description says \
         http.response.status_code=200 json.path=\"[1]\"",
        "rate_limit.waited: message=waited for the rate limit wait_ms=",
        "call.outcome_unknown: message=nobody can tell whether the call was carried out",
    ];
    assert_eq!(events.len(), expected.len(), "{events:?}");
    for (event, expected) in events.iter().zip(expected) {
        assert!(event.starts_with(expected), "{event}");
    }
    let spans = told.spans();
    let late = spans.iter().rfind(|span| span.starts_with("api.call"));
    let late = late.unwrap();
    assert!(late.contains("call.outcome=\"unknown\""), "{late}");
    assert!(late.contains("error.type=\"timeout\""), "{late}");
    assert!(!late.contains("call.queued_ms=0 "), "{late}");
    assert!(!format!("{spans:?}{events:?}").contains("hunter2"));
}

#[test]
fn a_raw_request_shows_no_query() {
    let script = scripted(|_| TestResponse::hang());
    let ((), told) = collected(|| {
        let call = script.client().request(Method::POST, "/orders?key=hunter2");
        call.empty()
            .timeout(Duration::from_secs(1))
            .send_blocking()
            .unwrap_err();
    });
    for span in told.spans() {
        assert!(span.contains("url.template=\"/orders\""), "{span}");
        assert!(span.contains("error.type=\"timeout\""), "{span}");
        assert!(!span.contains("hunter2"), "{span}");
    }
}
