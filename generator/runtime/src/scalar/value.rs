//! A value with its text.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
    time::SystemTime,
};

use super::{DateTime, FormatError, ScalarValue};
use crate::codec::choice::count_unfamiliar;
use crate::codec::unforeseen::{self, UnforeseenKind};
use crate::unix_time::UnixTime;

/// A value of a format, with the text that stands for it.
///
/// What a server sent is kept as it came: [`as_str`](Self::as_str) is its text, and it
/// is written back with the same characters. [`value`](Self::value) is what the text
/// means; it is `None` where the text isn't of the format, which costs nothing else of
/// the response.
///
/// Callers make one of the value, or of a text. A text that isn't of the format is
/// refused when the request is written, before anything is sent; to know it at once,
/// [`parse`](str::parse) it, and to send it all the same, take it [`verbatim`](Self::verbatim).
///
/// Values of the same meaning are equal, however they are written. What is no value is
/// equal to the same text, and comes behind all values.
///
/// ```
/// # use oas_runtime::scalar::{DateTime, Scalar};
/// # use oas_runtime::codec::{from_slice, to_vec};
/// let read: Scalar<DateTime> = from_slice(br#""2026-01-01T13:00:00.0+01:00""#)?;
/// assert_eq!(read, Scalar::from("2026-01-01T12:00:00Z"));
/// assert_eq!(to_vec(&read)?, br#""2026-01-01T13:00:00.0+01:00""#);
///
/// let odd: Scalar<DateTime> = from_slice(br#""yesterday""#)?;
/// assert_eq!(odd.value(), None);
/// assert_eq!(odd.as_str(), "yesterday");
/// assert_eq!(to_vec(&odd)?, br#""yesterday""#);
///
/// assert!(to_vec(&Scalar::<DateTime>::from("yesterday")).is_err());
/// assert!("yesterday".parse::<Scalar<DateTime>>().is_err());
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
#[derive(Clone)]
pub struct Scalar<T> {
    text: Box<str>,
    value: Option<T>,
    pub(super) origin: Origin,
}

/// Where a text comes from, and so how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A caller's: it has to be of the format.
    Caller,
    /// A JSON string that was read.
    String,
    /// A JSON number that was read.
    Number,
}

impl<T: ScalarValue> Scalar<T> {
    /// A value, with the text that it is sent as.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            text: value.to_text().into(),
            value: Some(value),
            origin: Origin::Caller,
        }
    }

    /// A text that is sent as a JSON string, whether it is of the format or not: for
    /// servers that take another form than their description says.
    ///
    /// ```
    /// # use oas_runtime::codec::to_vec;
    /// # use oas_runtime::scalar::{DateTime, Scalar};
    /// let local = Scalar::<DateTime>::verbatim("2026-01-01T12:00:00");
    /// assert_eq!(to_vec(&local)?, br#""2026-01-01T12:00:00""#);
    /// # Ok::<(), oas_runtime::codec::CodecError>(())
    /// ```
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::read(text.into(), Origin::String)
    }

    pub(super) fn read(text: impl Into<Box<str>>, origin: Origin) -> Self {
        let text = text.into();
        let value = T::from_text(&text);
        unforeseen::note(UnforeseenKind::Format, || value.is_none());
        count_unfamiliar(|| value.is_none());
        Self {
            text,
            value,
            origin,
        }
    }
}

impl<T> Scalar<T> {
    /// The text, of the format or not.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the text means; `None` if it isn't of the format.
    #[must_use]
    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// What the text means.
    ///
    /// # Errors
    /// The text itself, if it isn't of the format.
    pub fn into_value(self) -> Result<T, String> {
        self.value.ok_or_else(|| self.text.into())
    }
}

impl<T: ScalarValue> From<T> for Scalar<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// A text that isn't of the format is refused when the request is written.
impl<T: ScalarValue> From<&str> for Scalar<T> {
    fn from(text: &str) -> Self {
        Self::read(text, Origin::Caller)
    }
}

/// A text that isn't of the format is refused when the request is written.
impl<T: ScalarValue> From<String> for Scalar<T> {
    fn from(text: String) -> Self {
        Self::read(text, Origin::Caller)
    }
}

/// A text that isn't of the format is refused when the request is written.
impl<T: ScalarValue> From<&String> for Scalar<T> {
    fn from(text: &String) -> Self {
        Self::read(text.as_str(), Origin::Caller)
    }
}

impl<T: Clone> From<&Self> for Scalar<T> {
    fn from(other: &Self) -> Self {
        other.clone()
    }
}

impl From<SystemTime> for Scalar<DateTime> {
    fn from(time: SystemTime) -> Self {
        Self::new(time.into())
    }
}

impl From<UnixTime> for Scalar<DateTime> {
    fn from(time: UnixTime) -> Self {
        Self::new(time.into())
    }
}

/// The text.
impl<T> From<Scalar<T>> for String {
    fn from(scalar: Scalar<T>) -> Self {
        scalar.text.into()
    }
}

/// The text.
impl<T> From<Scalar<T>> for serde_json::Value {
    fn from(scalar: Scalar<T>) -> Self {
        Self::String(scalar.text.into())
    }
}

/// Takes only what is of the format.
impl<T: ScalarValue> FromStr for Scalar<T> {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let scalar = Self::from(text);
        match scalar.value {
            Some(_) => Ok(scalar),
            None => Err(FormatError::of::<T>()),
        }
    }
}

impl<T> AsRef<str> for Scalar<T> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Display for Scalar<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Scalar<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<T: PartialEq> PartialEq for Scalar<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Some(one), Some(other)) => one == other,
            (None, None) => self.text == other.text,
            _ => false,
        }
    }
}

impl<T: Eq> Eq for Scalar<T> {}

impl<T: PartialEq> PartialEq<str> for Scalar<T> {
    fn eq(&self, text: &str) -> bool {
        *self.text == *text
    }
}

impl<T: PartialEq> PartialEq<&str> for Scalar<T> {
    fn eq(&self, text: &&str) -> bool {
        *self.text == **text
    }
}

impl<T: Ord> PartialOrd for Scalar<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for Scalar<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.value, &other.value) {
            (Some(one), Some(other)) => one.cmp(other),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => self.text.cmp(&other.text),
        }
    }
}

impl<T: Hash> Hash for Scalar<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.value {
            Some(value) => value.hash(state),
            None => self.text.hash(state),
        }
    }
}
