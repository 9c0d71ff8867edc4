//! W3C Trace Context: by which trace a server's work belongs to a caller's.

use std::fmt;

use http::{HeaderName, HeaderValue};

use super::functions::{OnRequest, on_request};
use crate::boxed::BoxError;

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// The trace that a request is part of, as the header `traceparent` has it.
///
/// ```
/// # use oas_runtime::middleware::TraceParent;
/// let parent = TraceParent::new(0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c, 0xb7ad_6b71_6920_3331);
/// let expected = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
/// assert_eq!(parent.to_string(), expected);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceParent {
    trace: u128,
    span: u64,
    sampled: bool,
    state: Option<String>,
}

impl TraceParent {
    /// The ids of the trace and of the span that sends; it is sampled.
    #[must_use]
    pub const fn new(trace: u128, span: u64) -> Self {
        Self {
            trace,
            span,
            sampled: true,
            state: None,
        }
    }

    /// Sets whether the caller may have recorded the trace.
    #[must_use]
    pub fn sampled(mut self, sampled: bool) -> Self {
        self.sampled = sampled;
        self
    }

    /// Sets the header `tracestate`, which goes with it.
    #[must_use]
    pub fn state(mut self, state: impl Into<String>) -> Self {
        self.state = Some(state.into());
        self
    }
}

/// The value of the header.
impl fmt::Display for TraceParent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (trace, span, flags) = (self.trace, self.span, u8::from(self.sampled));
        write!(f, "00-{trace:032x}-{span:016x}-{flags:02x}")
    }
}

/// A middleware that says of each sending to which trace it belongs.
///
/// `current` is asked at each sending, while the attempt's span of `tracing` is the
/// current one, and gives what the program's tracing has; of OpenTelemetry's crates, the
/// ids of `Context::current().span().span_context()`. Ids of zero are none, and are not
/// sent.
///
/// ```
/// # use oas_runtime::middleware::{TraceParent, trace_parent};
/// # fn current_ids() -> Option<(u128, u64)> { None }
/// # fn example(builder: oas_runtime::ClientBuilder) {
/// let builder = builder.middleware(trace_parent(|| {
///     let (trace, span) = current_ids()?;
///     Some(TraceParent::new(trace, span))
/// }));
/// # }
/// ```
pub fn trace_parent(
    current: impl Fn() -> Option<TraceParent> + Send + Sync + 'static,
) -> OnRequest<impl Fn(&mut http::request::Parts) -> Result<(), BoxError> + Send + Sync + 'static> {
    on_request(move |head| {
        let parent = current().filter(|parent| parent.trace != 0 && parent.span != 0);
        if let Some(parent) = parent {
            let value = HeaderValue::try_from(parent.to_string())?;
            head.headers.insert(TRACEPARENT, value);
            if let Some(state) = parent.state {
                head.headers
                    .insert(TRACESTATE, HeaderValue::try_from(state)?);
            }
        }
        Ok(())
    })
}
