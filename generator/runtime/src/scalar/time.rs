//! The types of the crate `time`.

use std::time::SystemTime;

use ::time::{Date as TimeDate, Month, OffsetDateTime, UtcOffset};

use super::{Date, DateTime, FormatError, Scalar, ScalarValue};
use crate::unix_time::UnixTime;

fn to_offset(time: DateTime) -> Option<OffsetDateTime> {
    let whole = OffsetDateTime::from_unix_timestamp(time.unix_seconds()).ok()?;
    let exact = whole.replace_nanosecond(time.nanosecond()).ok()?;
    let offset = UtcOffset::from_whole_seconds(i32::from(time.offset_minutes()) * 60).ok()?;
    exact.checked_to_offset(offset)
}

fn of_offset(time: OffsetDateTime) -> DateTime {
    let found = DateTime::from_unix(time.unix_timestamp(), time.nanosecond());
    found.unwrap_or_else(|| UnixTime::from_secs(time.unix_timestamp()).into())
}

impl ScalarValue for OffsetDateTime {
    const EXPECTED: &'static str = DateTime::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        DateTime::read(text).and_then(to_offset)
    }

    fn to_text(&self) -> String {
        of_offset(*self).to_string()
    }
}

impl ScalarValue for TimeDate {
    const EXPECTED: &'static str = Date::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Self::try_from(Date::read(text)?).ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// In UTC. Needs the feature `time`.
impl From<OffsetDateTime> for DateTime {
    fn from(time: OffsetDateTime) -> Self {
        of_offset(time)
    }
}

/// In UTC. Needs the feature `time`.
impl From<OffsetDateTime> for Scalar<DateTime> {
    fn from(time: OffsetDateTime) -> Self {
        Self::new(time.into())
    }
}

/// Needs the feature `time`.
impl TryFrom<DateTime> for OffsetDateTime {
    type Error = FormatError;

    fn try_from(time: DateTime) -> Result<Self, FormatError> {
        to_offset(time).ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `time`.
impl TryFrom<Date> for TimeDate {
    type Error = FormatError;

    fn try_from(date: Date) -> Result<Self, FormatError> {
        let month = Month::try_from(date.month()).ok();
        let found = month
            .and_then(|month| Self::from_calendar_date(date.year().into(), month, date.day()).ok());
        found.ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `time`.
impl TryFrom<TimeDate> for Date {
    type Error = FormatError;

    fn try_from(date: TimeDate) -> Result<Self, FormatError> {
        let year = date.year().try_into().ok();
        year.and_then(|year| Self::new(year, date.month().into(), date.day()))
            .ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `time`.
impl From<SystemTime> for Scalar<OffsetDateTime> {
    fn from(time: SystemTime) -> Self {
        Self::from(DateTime::from(time).to_string())
    }
}
