//! Whether a failure may be responded to by sending again, and how long to wait.

use std::time::{Duration, SystemTime};

use crate::call::RateLimit;
use crate::error::{ApiError, Error, Progress};
use crate::retry::{date, retry_after};
use crate::transport::{Phase, TransportErrorKind};

/// Whether the same request may be sent again: it can do no harm, and it has a
/// chance.
pub(crate) fn is_repeatable(error: &Error) -> bool {
    let harmless = error.idempotency().is_repeatable();
    match error {
        Error::Api(error) => match error.status().as_u16() {
            429 => true,
            408 | 425 | 500 | 502 | 503 | 504 => harmless,
            _ => false,
        },
        Error::Connection(error) => match (error.error().phase(), error.error().kind()) {
            // As it is, it would come to the same for ever, or nobody waits any
            // more.
            (
                _,
                TransportErrorKind::Request
                | TransportErrorKind::Encoding
                | TransportErrorKind::Interrupted,
            ) => false,
            (Phase::NotSent, _) => true,
            (Phase::Sent | Phase::Unknown, _) => harmless,
        },
        Error::Timeout(error) => harmless || error.progress == Progress::Preparing,
        Error::RateLimited(_) => true,
        Error::Decode(_)
        | Error::InvalidRequest(_)
        | Error::Pagination(_)
        | Error::OutcomeUnknown(_) => false,
    }
}

/// How long the server wants to be left alone; none where it doesn't say.
pub(crate) fn wait_of(error: &Error, now: SystemTime) -> Option<Duration> {
    let Error::Api(error) = error else {
        return None;
    };
    retry_after(error.headers(), now).or_else(|| match error.status().as_u16() {
        429 => until_reset(error, error.rate_limit()?, now),
        _ => None,
    })
}

/// A reset below this is no time of day but a number of seconds to wait, as
/// some servers have it.
const EARLIEST: i64 = 100_000_000;

fn until_reset(error: &ApiError, limit: RateLimit, now: SystemTime) -> Option<Duration> {
    let reset = limit.reset?.as_secs();
    let wait = if reset < EARLIEST {
        reset
    } else {
        let server = date(error.headers()).unwrap_or(now);
        let since = server.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        reset.checked_sub(i64::try_from(since.as_secs()).ok()?)?
    };
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}
