//! The types of jiff.

use std::time::SystemTime;

use ::jiff::{Timestamp, civil};

use super::{Date, DateTime, Scalar, ScalarValue, TimeOfDay};

/// Outside of jiff's range there is nothing that it can be.
fn to_timestamp(time: DateTime) -> Option<Timestamp> {
    let nanosecond = i32::try_from(time.nanosecond()).ok()?;
    Timestamp::new(time.unix_seconds(), nanosecond).ok()
}

fn of_timestamp(time: Timestamp) -> DateTime {
    let nanoseconds = time.as_nanosecond();
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    let fraction = nanoseconds.rem_euclid(1_000_000_000);
    let found = i64::try_from(seconds)
        .ok()
        .zip(u32::try_from(fraction).ok());
    let found = found.and_then(|(seconds, fraction)| DateTime::from_unix(seconds, fraction));
    found.unwrap_or_else(|| crate::unix_time::UnixTime::from(time).into())
}

fn to_date(date: Date) -> Option<civil::Date> {
    let (month, day) = (date.month().try_into().ok()?, date.day().try_into().ok()?);
    civil::Date::new(date.year().try_into().ok()?, month, day).ok()
}

fn of_date(date: civil::Date) -> Option<Date> {
    let (month, day) = (date.month().try_into().ok()?, date.day().try_into().ok()?);
    Date::new(date.year().try_into().ok()?, month, day)
}

impl ScalarValue for Timestamp {
    const EXPECTED: &'static str = DateTime::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        DateTime::read(text).and_then(to_timestamp)
    }

    fn to_text(&self) -> String {
        of_timestamp(*self).to_string()
    }
}

impl ScalarValue for civil::Date {
    const EXPECTED: &'static str = Date::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Date::read(text).and_then(to_date)
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

/// In UTC. Needs the feature `jiff`.
impl From<Timestamp> for DateTime {
    fn from(time: Timestamp) -> Self {
        of_timestamp(time)
    }
}

/// In UTC. Needs the feature `jiff`.
impl From<Timestamp> for Scalar<DateTime> {
    fn from(time: Timestamp) -> Self {
        Self::new(time.into())
    }
}

/// Needs the feature `jiff`.
impl TryFrom<DateTime> for Timestamp {
    type Error = super::FormatError;

    fn try_from(time: DateTime) -> Result<Self, Self::Error> {
        to_timestamp(time).ok_or(super::FormatError::of::<Self>())
    }
}

/// Needs the feature `jiff`.
impl TryFrom<Date> for civil::Date {
    type Error = super::FormatError;

    fn try_from(date: Date) -> Result<Self, Self::Error> {
        to_date(date).ok_or(super::FormatError::of::<Self>())
    }
}

/// Needs the feature `jiff`.
impl TryFrom<civil::Date> for Date {
    type Error = super::FormatError;

    fn try_from(date: civil::Date) -> Result<Self, Self::Error> {
        of_date(date).ok_or(super::FormatError::of::<Self>())
    }
}

/// Without a leap second, and without an offset. Needs the feature `jiff`.
impl TryFrom<TimeOfDay> for civil::Time {
    type Error = super::FormatError;

    fn try_from(time: TimeOfDay) -> Result<Self, Self::Error> {
        let part = |number: u8| i8::try_from(number).unwrap_or(i8::MAX);
        let nanosecond = i32::try_from(time.nanosecond()).unwrap_or(i32::MAX);
        civil::Time::new(
            part(time.hour()),
            part(time.minute()),
            part(time.second()),
            nanosecond,
        )
        .map_err(|_| super::FormatError::of::<TimeOfDay>())
    }
}

/// Needs the feature `jiff`.
impl From<SystemTime> for Scalar<Timestamp> {
    fn from(time: SystemTime) -> Self {
        Self::from(DateTime::from(time).to_string())
    }
}
