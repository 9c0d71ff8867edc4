//! How long a server wants to be left alone behind a failure.

use std::time::{Duration, SystemTime};

use crate::error::{ApiError, Error};
use crate::response::{RateLimit, date, retry_after};

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
