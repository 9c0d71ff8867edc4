//! What a server says about when to come back.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

/// How long `Retry-After` asks to wait: seconds, or a date. A date is held
/// against the response's own `Date` where there is one, since clocks differ.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let since = date(headers).unwrap_or(now);
    Some(until.duration_since(since).unwrap_or_default())
}

/// The response's `Date`: the server's clock, cut to a second.
pub(crate) fn date(headers: &HeaderMap) -> Option<SystemTime> {
    parsed(headers, &DATE)
}

fn parsed(headers: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::{HeaderMap, HeaderName, HeaderValue, header};

    use super::retry_after;

    fn wait(headers: &[(HeaderName, &'static str)]) -> Option<Duration> {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect();
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
        retry_after(&headers, now)
    }

    #[test]
    fn seconds_and_dates() {
        let after = |text| wait(&[(header::RETRY_AFTER, text)]);
        assert_eq!(after("7"), Some(Duration::from_secs(7)));
        assert_eq!(after(" 0 "), Some(Duration::ZERO));
        // 784,111,777, in the three forms that HTTP allows.
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(after(text), Some(Duration::from_secs(7)), "{text}");
        }
        assert_eq!(after("Sun, 06 Nov 1994 08:49:00 GMT"), Some(Duration::ZERO));
        for text in ["", "-1", "soon", "1.5"] {
            assert_eq!(after(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_is_held_against_the_servers_own_clock() {
        let headers = [
            (header::DATE, "Sun, 06 Nov 1994 10:00:00 GMT"),
            (header::RETRY_AFTER, "Sun, 06 Nov 1994 10:00:03 GMT"),
        ];
        assert_eq!(wait(&headers), Some(Duration::from_secs(3)));
    }
}
