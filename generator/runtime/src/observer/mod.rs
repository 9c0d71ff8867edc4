//! Code of yours that is told what happens to calls: [`Observer`].
//!
//! # Spans and events
//!
//! With the feature `tracing`, the same is recorded with the target
//! `oas_runtime`:
//!
//! | name | is | level | with |
//! |---|---|---|---|
//! | `api.call` | a span for each call | `INFO` | `client.name`, `operation.id`, `call.attempts`, `call.queued_ms`, `call.outcome` (`completed`, `failed`, `timed_out`, `unknown`, `cancelled`), and as below |
//! | `http.client` | a span for each attempt, inside of it | `INFO` | by OpenTelemetry's conventions: `http.request.method`, `url.template`, `url.scheme`, `server.address`, `server.port`, `http.response.status_code`, `http.request.resend_count`, `error.type`; also `operation.id` and `request.id` |
//! | `rate_limit.waited` | an event | `DEBUG` | `wait_ms` |
//! | `call.retry` | an event | `WARN` | `attempt`, the one that comes, `wait_ms`, `error.type` |
//! | `call.outcome_unknown` | an event | `WARN` | |
//! | `call.undocumented_response` | an event: a success is not what the API's description says | `WARN` | `http.response.status_code`, `json.path` |
//!
//! | `response.unforeseen` | an event, with `unforeseen::trace` | `WARN` | `operation.id`, `http.response.status_code`, `json.path`, `kind`, `found` |
//!
//! Neither has headers, bodies, values of parameters or messages of errors.
//! `url.full`, which the conventions ask for, is left out for that reason: the
//! path has ids in it, and the query may have a key.

mod event;
#[cfg(feature = "metrics")]
mod metrics;

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "metrics")]
pub use self::metrics::MetricsObserver;
pub use event::{AttemptEnd, CallEnd, Ending, ObservedCall, RetryScheduled};

use crate::error::OutcomeUnknownError;

/// Code of yours that is told what happens to each call: for logs, metrics and
/// alarms.
///
/// Every call and every attempt whose start it sees has exactly one end,
/// whatever that is: a response, an error, a timeout, or that whoever waited
/// for it went away ([`Ending::Cancelled`]). A
/// [`Middleware`](crate::middleware::Middleware) can't promise that, since its future is
/// dropped where a timeout strikes.
///
/// A call starts when its future is polled for the first time, and ends when
/// its value has been read, or, of a response that is read as a stream, with
/// the end of its body. Each page of a list is a call of its own. An attempt
/// starts when the request is handed to the middlewares and the transport, and
/// ends when its response has been read.
///
/// The functions are called in the midst of a call, or while it is dropped:
/// they must neither block nor panic. All of them do nothing unless
/// implemented.
///
/// One that logs:
///
/// ```
/// # use oas_runtime::observer::{AttemptEnd, CallEnd, ObservedCall, Observer};
/// struct Log;
///
/// impl Observer for Log {
///     fn attempt_ended(&self, call: &ObservedCall, end: &AttemptEnd<'_>) {
///         let (number, elapsed) = (end.number(), end.elapsed());
///         println!("{}, attempt {number}: {} in {elapsed:?}", call.operation(), end.ending());
///     }
///
///     fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
///         let (attempts, queued) = (end.attempts(), end.queued());
///         println!(
///             "{}: {}; {attempts} attempts, waited {queued:?} for the rate limit",
///             call.operation(),
///             end.ending(),
///         );
///     }
/// }
/// ```
///
/// One that counts how calls end, for each operation:
///
/// ```
/// use std::collections::BTreeMap;
/// use std::sync::{Arc, Mutex};
///
/// # use oas_runtime::observer::{CallEnd, ObservedCall, Observer};
/// #[derive(Default)]
/// struct Metrics {
///     ends: Mutex<BTreeMap<(String, &'static str), u64>>,
/// }
///
/// impl Observer for Metrics {
///     fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
///         let key = (call.operation().id().to_owned(), end.ending().label());
///         if let Ok(mut ends) = self.ends.lock() {
///             *ends.entry(key).or_default() += 1;
///         }
///     }
/// }
///
/// # fn example(builder: oas_runtime::ClientBuilder) -> Result<(), oas_runtime::Error> {
/// let metrics = Arc::new(Metrics::default());
/// let client = builder.observer(Arc::clone(&metrics)).build()?;
/// # Ok(())
/// # }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// A call starts.
    fn call_started(&self, call: &ObservedCall) {
        let _ = call;
    }

    /// The wait for the rate limit is over, because it was the call's turn or
    /// because nobody waits any more. Not told of a call that didn't have to
    /// wait.
    fn rate_limit_waited(&self, call: &ObservedCall, waited: Duration) {
        let _ = (call, waited);
    }

    /// The request is handed to the middlewares and the transport: 1 for the
    /// first attempt, 2 for the first repeat.
    fn attempt_started(&self, call: &ObservedCall, number: u32) {
        let _ = (call, number);
    }

    /// An attempt is over.
    fn attempt_ended(&self, call: &ObservedCall, end: &AttemptEnd<'_>) {
        let _ = (call, end);
    }

    /// The call will be sent again.
    fn retry_scheduled(&self, call: &ObservedCall, retry: &RetryScheduled<'_>) {
        let _ = (call, retry);
    }

    /// Nobody can tell whether the server did what the call asked for. The end
    /// of the call follows.
    fn outcome_unknown(&self, call: &ObservedCall, error: &OutcomeUnknownError) {
        let _ = (call, error);
    }

    /// A call is over.
    fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
        let _ = (call, end);
    }
}

/// Lets clients, and whoever reads what was counted, share an observer.
impl<T: Observer + ?Sized> Observer for Arc<T> {
    fn call_started(&self, call: &ObservedCall) {
        (**self).call_started(call);
    }

    fn rate_limit_waited(&self, call: &ObservedCall, waited: Duration) {
        (**self).rate_limit_waited(call, waited);
    }

    fn attempt_started(&self, call: &ObservedCall, number: u32) {
        (**self).attempt_started(call, number);
    }

    fn attempt_ended(&self, call: &ObservedCall, end: &AttemptEnd<'_>) {
        (**self).attempt_ended(call, end);
    }

    fn retry_scheduled(&self, call: &ObservedCall, retry: &RetryScheduled<'_>) {
        (**self).retry_scheduled(call, retry);
    }

    fn outcome_unknown(&self, call: &ObservedCall, error: &OutcomeUnknownError) {
        (**self).outcome_unknown(call, error);
    }

    fn call_ended(&self, call: &ObservedCall, end: &CallEnd<'_>) {
        (**self).call_ended(call, end);
    }
}
