//! Spans, as a collector gets them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use http::Method;
use oas_runtime::Operation;
use oas_runtime::transport::Body;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber};

use crate::script::{Script, Step};

static UPDATE: Operation = Operation::put("update", "/orders/{id}");

/// Keeps all that it is told, one text a span.
#[derive(Clone, Default)]
struct Collector {
    spans: Arc<Mutex<Vec<String>>>,
    next: Arc<AtomicU64>,
}

impl Collector {
    fn spans(&self) -> Vec<String> {
        self.spans.lock().unwrap().clone()
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
    static ALWAYS: OnceLock<Dispatch> = OnceLock::new();
    ALWAYS.get_or_init(|| Dispatch::new(Collector::default()));
    let collector = Collector::default();
    let value = tracing::subscriber::with_default(collector.clone(), work);
    (value, collector.spans())
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
        self.note(&id, |line| attributes.record(line));
        id
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.note(id, |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn each_attempt_has_a_span_with_its_outcome() {
    let script = Script::new(|number| match number {
        0 => Step::reset(),
        1 => Step::status(503),
        _ => Step::Response(200, &[("x-request-id", "r-1")], Body::from("{}")),
    });
    let client = script.client();
    let ((), spans) = collect(|| {
        client
            .call(&UPDATE)
            .path("id", "o-77")
            .json([1])
            .empty()
            .send_blocking()
            .unwrap();
    });
    let common = "http.client otel.kind=\"client\" http.request.method=\"PUT\" \
        url.template=\"/orders/{id}\" url.scheme=\"https\" server.address=\"pets.example\" \
        server.port=443 operation.id=\"update\" otel.name=\"PUT /orders/{id}\"";
    let expected = [
        format!("{common} error.type=\"_OTHER\" otel.status_code=\"ERROR\""),
        format!(
            "{common} http.request.resend_count=1 http.response.status_code=503 \
             error.type=\"503\" otel.status_code=\"ERROR\""
        ),
        format!(
            "{common} http.request.resend_count=2 http.response.status_code=200 request.id=\"r-1\""
        ),
    ];
    assert_eq!(spans, expected);
}

#[test]
fn a_raw_request_shows_no_query() {
    let script = Script::new(|_| Step::Hang);
    let ((), spans) = collect(|| {
        let call = script.client().request(Method::POST, "/orders?key=hunter2");
        call.empty()
            .timeout(std::time::Duration::from_secs(1))
            .send_blocking()
            .unwrap_err();
    });
    assert!(spans[0].contains("url.template=\"/orders\""), "{spans:?}");
    assert!(spans[0].contains("error.type=\"timeout\""), "{spans:?}");
    assert!(!spans[0].contains("hunter2"), "{spans:?}");
}
