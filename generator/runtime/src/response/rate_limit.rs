//! What a server says about its limit.

use http::HeaderMap;

use crate::api::ApiMetadata;
use crate::headers::find;
use crate::secret::Secrets;
use crate::unix_time::UnixTime;

/// What the server says about how much it will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests a window allows.
    pub limit: Option<u64>,
    /// How many are left in this one.
    pub remaining: Option<u64>,
    /// When the next begins, by the server's clock.
    pub reset: Option<UnixTime>,
}

impl RateLimit {
    /// Reads the headers that the profile names; none, if none of them is
    /// there and a number.
    pub(super) fn read(
        profile: &ApiMetadata,
        headers: &HeaderMap,
        secrets: &Secrets,
    ) -> Option<Self> {
        let names = profile.rate_limit?;
        // A token can be a number.
        let text = |name: &str| {
            let text = find(headers, name)?.to_str().ok()?;
            (!secrets.are_in(text.as_bytes())).then_some(text)
        };
        let number = |name: &str| text(name)?.trim().parse().ok();
        let seconds = |name: &str| text(name)?.trim().parse().ok();
        let read = Self {
            limit: number(names.limit),
            remaining: number(names.remaining),
            reset: seconds(names.reset).map(UnixTime::from_secs),
        };
        let found = read.limit.is_some() || read.remaining.is_some() || read.reset.is_some();
        found.then_some(read)
    }
}
