//! Times of a day.

use std::fmt;

use super::{digits::Digits, text::text_format};

/// A time of a day: `17:30:00`, perhaps with a fraction and an offset from UTC.
///
/// RFC 3339 asks for the offset, which most servers leave out. Times are compared as
/// they are written, offsets last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
    second: u8,
    nanosecond: u32,
    offset: Option<i16>,
}

text_format!(TimeOfDay, "a time such as 17:30:00Z");

impl TimeOfDay {
    /// The time without an offset; `None` if there is no such time. 60 is the second
    /// that some days have at their end.
    #[must_use]
    pub const fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        Some(Self {
            hour,
            minute,
            second,
            nanosecond: 0,
            offset: None,
        })
    }

    /// The same with a fraction of a second; `None` if it is a second or more.
    #[must_use]
    pub const fn with_nanosecond(mut self, nanosecond: u32) -> Option<Self> {
        if nanosecond > 999_999_999 {
            return None;
        }
        self.nanosecond = nanosecond;
        Some(self)
    }

    /// The same at an offset from UTC; `None` if it is a day or more.
    #[must_use]
    pub const fn with_offset_minutes(mut self, minutes: i16) -> Option<Self> {
        if minutes <= -24 * 60 || minutes >= 24 * 60 {
            return None;
        }
        self.offset = Some(minutes);
        Some(self)
    }

    /// In UTC, for constants of which it is certain.
    pub(super) const fn unchecked((hour, minute, second): (u8, u8, u8), nanosecond: u32) -> Self {
        Self {
            hour,
            minute,
            second,
            nanosecond,
            offset: Some(0),
        }
    }

    /// The hour, from 0 to 23.
    #[must_use]
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// The minute.
    #[must_use]
    pub const fn minute(self) -> u8 {
        self.minute
    }

    /// The second, up to 60.
    #[must_use]
    pub const fn second(self) -> u8 {
        self.second
    }

    /// The fraction of the second, in nanoseconds.
    #[must_use]
    pub const fn nanosecond(self) -> u32 {
        self.nanosecond
    }

    /// The offset from UTC in minutes, if there is one.
    #[must_use]
    pub const fn offset_minutes(self) -> Option<i16> {
        self.offset
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut digits = Digits(text);
        let time = Self::from_digits(&mut digits)?;
        digits.is_empty().then_some(time)
    }

    pub(super) fn from_digits(digits: &mut Digits<'_>) -> Option<Self> {
        let mut part = |before: &[char]| -> Option<u8> {
            if !before.is_empty() {
                digits.one_of(before)?;
            }
            digits.exactly(2)?.try_into().ok()
        };
        let time = Self::new(part(&[])?, part(&[':'])?, part(&[':'])?)?;
        let nanosecond = match digits.one_of(&['.']) {
            Some(_) => digits.nanoseconds()?,
            None => 0,
        };
        let time = time.with_nanosecond(nanosecond)?;
        match offset(digits)? {
            Some(minutes) => time.with_offset_minutes(minutes),
            None => Some(time),
        }
    }

    /// The seconds since the day began, where the second at the end of some days
    /// counts as the first of the next.
    pub(super) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

/// `Z`, `+01:00`, or nothing. Outside: what is there is no offset.
#[expect(
    clippy::option_option,
    reason = "nothing is there, or what is there is wrong"
)]
fn offset(digits: &mut Digits<'_>) -> Option<Option<i16>> {
    let Some(sign) = digits.one_of(&['Z', 'z', '+', '-']) else {
        return Some(None);
    };
    let sign = match sign {
        '+' => 1,
        '-' => -1,
        _ => return Some(Some(0)),
    };
    let hours = digits.exactly(2)?;
    digits.one_of(&[':'])?;
    let minutes = digits.exactly(2)?;
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some(Some(sign * i16::try_from(hours * 60 + minutes).ok()?))
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)?;
        if self.nanosecond != 0 {
            let fraction = format!("{:09}", self.nanosecond);
            write!(f, ".{}", fraction.trim_end_matches('0'))?;
        }
        match self.offset {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}
