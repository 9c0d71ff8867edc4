//! Texts and numbers of a format: dates, times, identifiers, addresses, bytes.
//!
//! A field with a `format` is a [`Scalar`] of the type that the format means. Servers
//! don't always send what their description says, so a `Scalar` that was read keeps
//! its text whatever that is, and gives the value where the text is one.
//!
//! | format | type | with the presets `jiff`, `chrono`, `time` |
//! |---|---|---|
//! | `date-time` | [`DateTime`] | `jiff::Timestamp`, `chrono::DateTime<Utc>`, `time::OffsetDateTime` |
//! | `date` | [`Date`] | `jiff::civil::Date`, `chrono::NaiveDate`, `time::Date` |
//! | `time` | [`TimeOfDay`] | the same |
//! | `duration` | [`Duration`] | the same |
//! | `uuid` | [`Uuid`] | `uuid::Uuid` |
//! | `uri`, `url` | [`Uri`] | `url::Url` |
//! | `email` | [`Email`] | the same |
//! | `ipv4`, `ipv6` | `Ipv4Addr`, `Ipv6Addr` | the same |
//! | `byte`, `base64` | [`Bytes`](crate::Bytes) | the same |
//! | `decimal`, a string | [`Decimal`] | the same |
//! | `decimal`, a number | [`DecimalNumber`] | the same |
//! | `int64`, `uint64`, strings | `i64`, `u64` | the same |
//!
//! The types of other crates need the feature of that crate's name, which also brings
//! conversions of our own.

mod base64;
#[cfg(feature = "chrono")]
mod chrono;
mod codec;
mod date;
mod date_time;
mod decimal;
mod digits;
mod duration;
mod email;
#[cfg(feature = "jiff")]
mod jiff;
mod number;
#[cfg(test)]
mod tests;
mod text;
#[cfg(feature = "time")]
mod time;
mod time_of_day;
mod uri;
#[cfg(feature = "url")]
mod url;
mod uuid;
mod value;

pub use self::{
    date::Date,
    date_time::DateTime,
    decimal::Decimal,
    duration::Duration,
    email::Email,
    number::DecimalNumber,
    text::{FormatError, ScalarValue},
    time_of_day::TimeOfDay,
    uri::Uri,
    uuid::Uuid,
    value::Scalar,
};
