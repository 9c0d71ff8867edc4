//! What a recorder of the crate `metrics` gets of calls.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};
use oas_runtime::observer::MetricsObserver;
use oas_runtime::{Operation, Value};

use crate::script::{Clients as _, scripted, with_status};

static UPDATE: Operation = Operation::put("update", "/orders/{id}");

type Sums = Arc<Mutex<BTreeMap<String, u64>>>;

/// Adds up what is counted, and how often what is measured was.
#[derive(Default)]
struct Adding(Sums);

struct Sum(Sums, String);

impl Sum {
    fn add(&self, value: u64) {
        *self.0.lock().unwrap().entry(self.1.clone()).or_default() += value;
    }
}

impl CounterFn for Sum {
    fn increment(&self, value: u64) {
        self.add(value);
    }

    fn absolute(&self, _: u64) {}
}

impl HistogramFn for Sum {
    fn record(&self, _: f64) {
        self.add(1);
    }
}

impl Adding {
    fn sum(&self, key: &Key) -> Arc<Sum> {
        let labels = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()));
        let labels: Vec<String> = labels.collect();
        let name = format!("{}{{{}}}", key.name(), labels.join(","));
        Arc::new(Sum(Arc::clone(&self.0), name))
    }
}

impl Recorder for Adding {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.sum(key))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.sum(key))
    }
}

#[test]
fn calls_attempts_and_bytes_are_counted() {
    let script = scripted(|number| match number {
        0 => with_status(503),
        _ => with_status(200),
    });
    let client = script.builder().name("nightly").observer(MetricsObserver);
    let client = client.build().unwrap();
    let sums = Sums::default();
    metrics::with_local_recorder(&Adding(Arc::clone(&sums)), || {
        let update = client.call(&UPDATE).path("id", "7").json([1]);
        update.decode::<Value>().send_blocking().unwrap();
    });
    let sums = sums.lock().unwrap();
    let lines = sums.iter().map(|(name, sum)| format!("{name} {sum}"));
    let lines: Vec<String> = lines.collect();
    let of = "client=nightly,operation=update";
    let expected = [
        format!("api_client_attempt_seconds{{{of},outcome=completed}} 2"),
        format!("api_client_attempts_total{{{of},outcome=completed,status=200}} 1"),
        format!("api_client_attempts_total{{{of},outcome=completed,status=503}} 1"),
        format!("api_client_call_seconds{{{of},outcome=completed}} 1"),
        format!("api_client_calls_total{{{of},outcome=completed,status=200}} 1"),
        format!("api_client_received_bytes_total{{{of}}} 2"),
        format!("api_client_retries_total{{{of}}} 1"),
        format!("api_client_sent_bytes_total{{{of}}} 6"),
    ];
    assert_eq!(lines, expected);
}
