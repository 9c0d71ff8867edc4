//! Metrics by the facade of the crate `metrics`: feature `metrics`.

use std::time::Duration;

use metrics::{counter, histogram};

use super::{AttemptEnd, CallEnd, Ending, ObservedCall, Observer, RetryScheduled};

/// An observer that counts by the facade of the crate `metrics`, whichever recorder the
/// program has installed.
///
/// | name | is | labels |
/// |---|---|---|
/// | `api_client_calls_total` | a counter | `client`, `operation`, `outcome`, `status` |
/// | `api_client_call_seconds` | a histogram | `client`, `operation`, `outcome` |
/// | `api_client_sent_bytes_total`, `api_client_received_bytes_total` | counters, of bodies | `client`, `operation` |
/// | `api_client_attempts_total` | a counter | `client`, `operation`, `outcome`, `status` |
/// | `api_client_attempt_seconds` | a histogram | `client`, `operation`, `outcome` |
/// | `api_client_retries_total` | a counter | `client`, `operation` |
/// | `api_client_rate_limit_wait_seconds` | a histogram | `client`, `operation` |
/// | `api_client_outcome_unknown_total` | a counter | `client`, `operation` |
///
/// `operation` is the `operationId`; `outcome` is `completed`, `failed`, `timed_out` or
/// `cancelled`; `status` is that of the response, and empty where none came.
///
/// ```
/// # use oas_runtime::observer::MetricsObserver;
/// # fn example(builder: oas_runtime::ClientBuilder) {
/// let builder = builder.name("tickets").observer(MetricsObserver);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct MetricsObserver;

/// The labels that everything has.
fn labels(call: &ObservedCall) -> [(&'static str, String); 2] {
    let client = call.client().unwrap_or_default().to_owned();
    let operation = call.operation().id().to_owned();
    [("client", client), ("operation", operation)]
}

/// How a call or an attempt ended, in a counter and a histogram.
fn ended(
    (count, seconds): (&'static str, &'static str),
    call: &ObservedCall,
    ending: &Ending<'_>,
    elapsed: Duration,
) {
    let status = ending.status().map(|status| status.as_str().to_owned());
    let mut labels = Vec::from(labels(call));
    labels.push(("outcome", ending.label().to_owned()));
    histogram!(seconds, &labels).record(elapsed);
    labels.push(("status", status.unwrap_or_default()));
    counter!(count, &labels).increment(1);
}

impl Observer for MetricsObserver {
    fn rate_limit_waited(&self, call: &ObservedCall, waited: Duration) {
        histogram!("api_client_rate_limit_wait_seconds", &labels(call)).record(waited);
    }

    fn attempt_ended(&self, call: &ObservedCall, end: &AttemptEnd<'_>) {
        let names = ("api_client_attempts_total", "api_client_attempt_seconds");
        ended(names, call, &end.ending(), end.elapsed());
    }

    fn retry_scheduled(&self, call: &ObservedCall, _: &RetryScheduled<'_>) {
        counter!("api_client_retries_total", &labels(call)).increment(1);
    }

    fn outcome_unknown(&self, call: &ObservedCall, _: &crate::error::OutcomeUnknownError) {
        counter!("api_client_outcome_unknown_total", &labels(call)).increment(1);
    }

    fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
        let names = ("api_client_calls_total", "api_client_call_seconds");
        ended(names, call, &end.ending(), end.elapsed());
        let labels = labels(call);
        counter!("api_client_sent_bytes_total", &labels).increment(end.sent_bytes());
        counter!("api_client_received_bytes_total", &labels).increment(end.received_bytes());
    }
}
