//! Points in time as Unix seconds.

use std::{
    fmt,
    num::ParseIntError,
    ops::{Add, Sub},
    str::FromStr,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::codec::{Decode, FieldCodec, Lenient, Newtype};

/// A point in time: whole seconds since 1970-01-01T00:00:00Z.
///
/// It is a plain integer on the wire, before 1970 a negative one. A number
/// with a zero fraction and a number in a string are read too. A [`Duration`]
/// can be added and subtracted; for dates convert it: to [`SystemTime`] always, to `jiff::Timestamp` or
/// `chrono::DateTime<Utc>` behind the features of these names.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// # use oas_runtime::UnixTime;
/// let time = UnixTime::from_secs(1_700_000_000);
/// let later = time.to_system_time().unwrap() + Duration::from_millis(1500);
/// assert_eq!(UnixTime::from(later).as_secs(), 1_700_000_001);
/// assert_eq!((time - Duration::from_secs(60)).as_secs(), 1_699_999_940);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(i64);

impl UnixTime {
    /// The time so many seconds after (or before) the epoch.
    #[must_use]
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds)
    }

    /// The seconds since the epoch.
    #[must_use]
    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// The present time by the system's clock.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// The same time in the standard library's type; `None` only where the
    /// platform can't represent it.
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        if self.0 >= 0 {
            UNIX_EPOCH.checked_add(distance)
        } else {
            UNIX_EPOCH.checked_sub(distance)
        }
    }
}

/// Rounds down to the second; what is further away than 64 bits can say
/// becomes the furthest time.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        Self(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
            Err(error) => {
                let before = error.duration();
                let started = u64::from(before.subsec_nanos() > 0);
                i64::try_from(before.as_secs().saturating_add(started))
                    .map_or(i64::MIN, i64::wrapping_neg)
            }
        })
    }
}

/// Whole seconds; what is beyond 64 bits becomes the furthest time.
impl Add<Duration> for UnixTime {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add_unsigned(duration.as_secs()))
    }
}

/// Whole seconds; what is beyond 64 bits becomes the furthest time.
impl Sub<Duration> for UnixTime {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub_unsigned(duration.as_secs()))
    }
}

/// The seconds, as they are sent.
impl From<UnixTime> for Value {
    fn from(time: UnixTime) -> Self {
        Self::from(time.0)
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl From<UnixTime> for i64 {
    fn from(time: UnixTime) -> Self {
        time.0
    }
}

/// The seconds, as they are sent.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads the seconds.
impl FromStr for UnixTime {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Newtype for UnixTime {
    type Inner = i64;

    fn from_inner(seconds: i64) -> Self {
        Self(seconds)
    }

    fn as_inner(&self) -> &i64 {
        &self.0
    }
}

impl Decode for UnixTime {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Lenient::decode(deserializer)
    }
}

impl<'de> Deserialize<'de> for UnixTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::decode(deserializer)
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

/// A time that another type can't represent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeOutOfRangeError(UnixTime);

impl TimeOutOfRangeError {
    /// The time in question.
    #[must_use]
    pub const fn time(self) -> UnixTime {
        self.0
    }
}

impl fmt::Display for TimeOutOfRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} seconds since 1970 are out of range", self.0)
    }
}

impl std::error::Error for TimeOutOfRangeError {}

/// Needs the feature `jiff`.
#[cfg(feature = "jiff")]
impl TryFrom<UnixTime> for jiff::Timestamp {
    type Error = TimeOutOfRangeError;

    fn try_from(time: UnixTime) -> Result<Self, Self::Error> {
        Self::from_second(time.0).map_err(|_| TimeOutOfRangeError(time))
    }
}

/// Rounds down to the second. Needs the feature `jiff`.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for UnixTime {
    fn from(time: jiff::Timestamp) -> Self {
        let below = i64::from(time.subsec_nanosecond() < 0);
        Self(time.as_second() - below)
    }
}

/// Needs the feature `chrono`.
#[cfg(feature = "chrono")]
impl TryFrom<UnixTime> for chrono::DateTime<chrono::Utc> {
    type Error = TimeOutOfRangeError;

    fn try_from(time: UnixTime) -> Result<Self, Self::Error> {
        Self::from_timestamp(time.0, 0).ok_or(TimeOutOfRangeError(time))
    }
}

/// Rounds down to the second. Needs the feature `chrono`.
#[cfg(feature = "chrono")]
impl<Tz: chrono::TimeZone> From<chrono::DateTime<Tz>> for UnixTime {
    fn from(time: chrono::DateTime<Tz>) -> Self {
        Self(time.timestamp())
    }
}
