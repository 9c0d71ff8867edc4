//! Lengths of time as ISO 8601 writes them.

use std::{fmt, time::Duration as Elapsed};

use super::{digits::Digits, text::text_format};

/// A length of time: `P1Y2M3DT4H5M6.5S`.
///
/// Years and months have no fixed length, so they stay what they are; durations are
/// compared part by part, as they are written. One without years and months
/// [converts](Self::to_std) to the standard library's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration {
    negative: bool,
    years: u32,
    months: u32,
    weeks: u32,
    days: u32,
    hours: u32,
    minutes: u32,
    seconds: u64,
    nanoseconds: u32,
}

text_format!(Duration, "a duration such as PT1H30M");

impl Duration {
    /// Whether it goes backwards.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.negative
    }

    /// Years, months, weeks and days.
    #[must_use]
    pub const fn date_parts(self) -> [u32; 4] {
        [self.years, self.months, self.weeks, self.days]
    }

    /// Hours and minutes, then seconds and nanoseconds.
    #[must_use]
    pub const fn time_parts(self) -> ([u32; 2], (u64, u32)) {
        ([self.hours, self.minutes], (self.seconds, self.nanoseconds))
    }

    /// The same in the standard library's type, with days of 24 hours; `None` if it
    /// goes backwards, or has years or months.
    #[must_use]
    pub fn to_std(self) -> Option<Elapsed> {
        if self.negative || self.years > 0 || self.months > 0 {
            return None;
        }
        let days = u64::from(self.weeks) * 7 + u64::from(self.days);
        let hours = days * 24 + u64::from(self.hours);
        let minutes = hours * 60 + u64::from(self.minutes);
        let seconds = (minutes * 60).checked_add(self.seconds)?;
        Some(Elapsed::new(seconds, self.nanoseconds))
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let mut digits = Digits(text);
        let negative = digits.one_of(&['-', '+']) == Some('-');
        let mut duration = Self {
            negative,
            ..Self::default()
        };
        digits.one_of(&['P'])?;
        let dates = duration.parts(&mut digits, "YMWD")?;
        let times = match digits.one_of(&['T']) {
            Some(_) => Some(duration.parts(&mut digits, "HMS")?).filter(|count| *count > 0)?,
            None => 0,
        };
        (digits.is_empty() && dates + times > 0).then_some(duration)
    }

    /// Numbers with these units, in their order; how many there are.
    fn parts(&mut self, digits: &mut Digits<'_>, units: &str) -> Option<usize> {
        let is_time = units.contains('H');
        let mut left = units;
        let mut count = 0;
        while let Some(number) = digits.run() {
            if digits.one_of(&['.', ',']).is_some() {
                self.nanoseconds = digits.nanoseconds()?;
                // Only the smallest unit may have a fraction.
                digits.0.starts_with('S').then_some(())?;
            }
            let unit = digits.one_of(&['Y', 'M', 'W', 'D', 'H', 'S'])?;
            left = left.split_once(unit)?.1;
            let part = match (unit, is_time) {
                ('S', _) => {
                    self.seconds = number.parse().ok()?;
                    count += 1;
                    continue;
                }
                ('Y', _) => &mut self.years,
                ('M', false) => &mut self.months,
                ('W', _) => &mut self.weeks,
                ('D', _) => &mut self.days,
                ('H', _) => &mut self.hours,
                _ => &mut self.minutes,
            };
            *part = number.parse().ok()?;
            count += 1;
        }
        Some(count)
    }
}

impl From<Elapsed> for Duration {
    fn from(elapsed: Elapsed) -> Self {
        Self {
            seconds: elapsed.as_secs(),
            nanoseconds: elapsed.subsec_nanos(),
            ..Self::default()
        }
    }
}

impl From<Elapsed> for super::Scalar<Duration> {
    fn from(elapsed: Elapsed) -> Self {
        Self::new(elapsed.into())
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negative { "-P" } else { "P" })?;
        let mut part = |number: u32, unit: &str| match number {
            0 => Ok(()),
            _ => write!(f, "{number}{unit}"),
        };
        part(self.years, "Y")?;
        part(self.months, "M")?;
        part(self.weeks, "W")?;
        part(self.days, "D")?;
        let has_time = (self.hours, self.minutes, self.seconds, self.nanoseconds) != (0, 0, 0, 0);
        let has_date = self.date_parts() != [0; 4];
        if !has_time && has_date {
            return Ok(());
        }
        f.write_str("T")?;
        let mut part = |number: u32, unit: &str| match number {
            0 => Ok(()),
            _ => write!(f, "{number}{unit}"),
        };
        part(self.hours, "H")?;
        part(self.minutes, "M")?;
        if self.nanoseconds > 0 {
            let fraction = format!("{:09}", self.nanoseconds);
            write!(f, "{}.{}S", self.seconds, fraction.trim_end_matches('0'))
        } else if self.seconds > 0 || !has_time {
            write!(f, "{}S", self.seconds)
        } else {
            Ok(())
        }
    }
}
