//! The types of chrono.

use std::time::SystemTime;

use ::chrono::{DateTime as ChronoDateTime, Datelike, NaiveDate, TimeZone, Utc};

use super::{Date, DateTime, FormatError, Scalar, ScalarValue};
use crate::unix_time::UnixTime;

fn to_utc(time: DateTime) -> Option<ChronoDateTime<Utc>> {
    ChronoDateTime::from_timestamp(time.unix_seconds(), time.nanosecond())
}

fn of_utc<Tz: TimeZone>(time: &ChronoDateTime<Tz>) -> DateTime {
    // Leap seconds of chrono are nanoseconds beyond a second.
    let nanosecond = time.timestamp_subsec_nanos().min(999_999_999);
    let found = DateTime::from_unix(time.timestamp(), nanosecond);
    found.unwrap_or_else(|| UnixTime::from_secs(time.timestamp()).into())
}

impl ScalarValue for ChronoDateTime<Utc> {
    const EXPECTED: &'static str = DateTime::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        DateTime::read(text).and_then(to_utc)
    }

    fn to_text(&self) -> String {
        of_utc(self).to_string()
    }
}

impl ScalarValue for NaiveDate {
    const EXPECTED: &'static str = Date::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Self::try_from(Date::read(text)?).ok()
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// In UTC. Needs the feature `chrono`.
impl<Tz: TimeZone> From<ChronoDateTime<Tz>> for DateTime {
    fn from(time: ChronoDateTime<Tz>) -> Self {
        of_utc(&time)
    }
}

/// In UTC. Needs the feature `chrono`.
impl<Tz: TimeZone> From<ChronoDateTime<Tz>> for Scalar<DateTime> {
    fn from(time: ChronoDateTime<Tz>) -> Self {
        Self::new(time.into())
    }
}

/// Needs the feature `chrono`.
impl TryFrom<DateTime> for ChronoDateTime<Utc> {
    type Error = FormatError;

    fn try_from(time: DateTime) -> Result<Self, FormatError> {
        to_utc(time).ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `chrono`.
impl TryFrom<Date> for NaiveDate {
    type Error = FormatError;

    fn try_from(date: Date) -> Result<Self, FormatError> {
        Self::from_ymd_opt(date.year().into(), date.month().into(), date.day().into())
            .ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `chrono`.
impl TryFrom<NaiveDate> for Date {
    type Error = FormatError;

    fn try_from(date: NaiveDate) -> Result<Self, FormatError> {
        let year = date.year().try_into().ok();
        let parts = year.zip(date.month().try_into().ok());
        let parts = parts.zip(date.day().try_into().ok());
        parts
            .and_then(|((year, month), day)| Self::new(year, month, day))
            .ok_or(FormatError::of::<Self>())
    }
}

/// Needs the feature `chrono`.
impl From<SystemTime> for Scalar<ChronoDateTime<Utc>> {
    fn from(time: SystemTime) -> Self {
        Self::from(DateTime::from(time).to_string())
    }
}
