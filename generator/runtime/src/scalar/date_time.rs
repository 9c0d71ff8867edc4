//! Points in time with their offset.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use super::{Date, TimeOfDay, digits::Digits, text::text_format};
use crate::unix_time::UnixTime;

/// A point in time, with the offset at which it was written: RFC 3339's
/// `2026-01-31T17:30:00+01:00`.
///
/// Points are compared, not clocks: 17:30 at one hour's offset is 16:30 at none.
#[derive(Debug, Clone, Copy)]
pub struct DateTime {
    date: Date,
    /// It has an offset.
    time: TimeOfDay,
}

text_format!(DateTime, "a date-time such as 2026-01-31T17:30:00Z");

impl DateTime {
    /// The date and the time, as they are at the time's offset; `None` if it has none.
    #[must_use]
    pub const fn new(date: Date, time: TimeOfDay) -> Option<Self> {
        match time.offset_minutes() {
            Some(_) => Some(Self { date, time }),
            None => None,
        }
    }

    /// A point in time in UTC; `None` outside of the years 0 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64, nanosecond: u32) -> Option<Self> {
        let date = Date::from_days_since_1970(seconds.div_euclid(86_400))?;
        let second = seconds.rem_euclid(86_400);
        let part = |number: i64| u8::try_from(number).ok();
        let time = TimeOfDay::new(
            part(second / 3600)?,
            part(second / 60 % 60)?,
            part(second % 60)?,
        )?;
        Self::new(
            date,
            time.with_nanosecond(nanosecond)?.with_offset_minutes(0)?,
        )
    }

    /// The date, at the offset.
    #[must_use]
    pub const fn date(self) -> Date {
        self.date
    }

    /// The time of the day, at the offset.
    #[must_use]
    pub const fn time(self) -> TimeOfDay {
        self.time
    }

    /// The offset from UTC in minutes.
    #[must_use]
    pub fn offset_minutes(self) -> i16 {
        self.time.offset_minutes().unwrap_or_default()
    }

    /// The seconds since 1970-01-01T00:00:00Z, without the fraction.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.date.days_since_1970() * 86_400 + self.time.seconds()
            - i64::from(self.offset_minutes()) * 60
    }

    /// The fraction of the second, in nanoseconds.
    #[must_use]
    pub const fn nanosecond(self) -> u32 {
        self.time.nanosecond()
    }

    /// The same in the standard library's type; `None` where the platform can't
    /// represent it.
    #[must_use]
    pub fn to_system_time(self) -> Option<SystemTime> {
        let fraction = Duration::from_nanos(self.nanosecond().into());
        let whole = UnixTime::from_secs(self.unix_seconds()).to_system_time()?;
        whole.checked_add(fraction)
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut digits = Digits(text);
        let date = Date::from_digits(&mut digits)?;
        digits.one_of(&['T', 't', ' '])?;
        let time = TimeOfDay::from_digits(&mut digits)?;
        digits.is_empty().then_some(())?;
        Self::new(date, time)
    }

    fn instant(self) -> (i64, u32) {
        (self.unix_seconds(), self.nanosecond())
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}", self.date, self.time)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

const FIRST: DateTime = end((0, 1, 1), (0, 0, 0), 0);
const LAST: DateTime = end((9999, 12, 31), (23, 59, 59), 999_999_999);

const fn end(date: (u16, u8, u8), time: (u8, u8, u8), nanosecond: u32) -> DateTime {
    DateTime {
        date: Date::unchecked(date.0, date.1, date.2),
        time: TimeOfDay::unchecked(time, nanosecond),
    }
}

/// In UTC. What is outside of the years 0 to 9999 becomes the nearest time in them.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let seconds = UnixTime::from(time).as_secs();
        let nanosecond = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => after.subsec_nanos(),
            Err(error) => match error.duration().subsec_nanos() {
                0 => 0,
                before => 1_000_000_000 - before,
            },
        };
        Self::from_unix(seconds, nanosecond).unwrap_or(if seconds < 0 { FIRST } else { LAST })
    }
}

/// In UTC. What is outside of the years 0 to 9999 becomes the nearest time in them.
impl From<UnixTime> for DateTime {
    fn from(time: UnixTime) -> Self {
        let seconds = time.as_secs();
        Self::from_unix(seconds, 0).unwrap_or(if seconds < 0 { FIRST } else { LAST })
    }
}

/// Rounds down to the second.
impl From<DateTime> for UnixTime {
    fn from(time: DateTime) -> Self {
        Self::from_secs(time.unix_seconds())
    }
}
