//! Numbers with all their digits.

use std::{cmp::Ordering, fmt};

use super::text::text_format;

/// A number with as many digits as it was written with, such as an amount of money.
///
/// Compared as numbers are: `1.50` is `1.5`. To calculate, convert it:
/// [`to_f64`](Self::to_f64) rounds, and a library for decimals reads its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    /// The value is 0.DIGITS × 10^scale. Neither the first nor the last digit is a
    /// zero; zero has none.
    digits: Box<str>,
    scale: i64,
}

text_format!(Decimal, "a decimal number such as 12.50");

/// What is further from one than so many zeros is written with an exponent.
const MOST_ZEROS: i64 = 40;

impl Decimal {
    /// The nearest float.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Whether it is below zero.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let significant = digits.trim_start_matches('0');
        let zeros = digits.len() - significant.len();
        let significant = significant.trim_end_matches('0');
        if significant.is_empty() {
            return Some(Self {
                negative: false,
                digits: "".into(),
                scale: 0,
            });
        }
        let scale = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        Some(Self {
            negative: text.starts_with('-'),
            digits: significant.into(),
            scale: scale + i64::from(exponent),
        })
    }

    fn magnitude(&self) -> (bool, i64, &str) {
        (!self.digits.is_empty(), self.scale, &self.digits)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.magnitude().cmp(&other.magnitude()),
            (true, true) => other.magnitude().cmp(&self.magnitude()),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let count = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        if self.digits.is_empty() {
            f.write_str("0")
        } else if self.scale > count + MOST_ZEROS || self.scale < -MOST_ZEROS {
            write!(f, "0.{}e{}", self.digits, self.scale)
        } else if self.scale <= 0 {
            write!(f, "0.{}{}", zeros(-self.scale), self.digits)
        } else if self.scale >= count {
            write!(f, "{}{}", self.digits, zeros(self.scale - count))
        } else {
            let at = usize::try_from(self.scale).unwrap_or_default();
            let (whole, fraction) = self
                .digits
                .split_at_checked(at)
                .unwrap_or((&self.digits, ""));
            write!(f, "{whole}.{fraction}")
        }
    }
}

macro_rules! from_integers {
    ($($integer:ident)+) => {$(
        impl From<$integer> for Decimal {
            fn from(integer: $integer) -> Self {
                let digits = integer.unsigned_abs().to_string();
                let scale = if integer == 0 { 0 } else { i64::try_from(digits.len()).unwrap_or_default() };
                Self {
                    negative: integer < 0,
                    digits: digits.trim_end_matches('0').into(),
                    scale,
                }
            }
        }

        impl From<$integer> for super::Scalar<Decimal> {
            fn from(integer: $integer) -> Self {
                Self::new(integer.into())
            }
        }

        impl From<$integer> for super::Scalar<super::DecimalNumber> {
            fn from(integer: $integer) -> Self {
                Self::new(Decimal::from(integer).into())
            }
        }
    )+};
}

from_integers! { i32 i64 }
