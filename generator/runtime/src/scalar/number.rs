//! JSON numbers with all their digits.

use std::fmt;

use super::{Decimal, FormatError, Scalar, ScalarValue};

/// A [`Decimal`] that travels as a JSON number, digit for digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber(Decimal);

impl DecimalNumber {
    /// The value.
    #[must_use]
    pub const fn as_decimal(&self) -> &Decimal {
        &self.0
    }

    /// The value.
    #[must_use]
    pub fn into_decimal(self) -> Decimal {
        self.0
    }
}

impl ScalarValue for DecimalNumber {
    const EXPECTED: &'static str = "a number such as 12.5";

    const IS_NUMBER: bool = true;

    /// JSON's numbers begin with a digit or a minus, have no leading zeros, and a digit
    /// on each side of a point.
    fn from_text(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_whole = whole == "0" || whole.starts_with(|c: char| matches!(c, '1'..='9'));
        if !is_whole || fraction.is_empty() {
            return None;
        }
        Decimal::read(text).map(Self)
    }

    fn to_text(&self) -> String {
        self.0.to_string()
    }
}

impl From<Decimal> for DecimalNumber {
    fn from(decimal: Decimal) -> Self {
        Self(decimal)
    }
}

impl From<Decimal> for Scalar<DecimalNumber> {
    fn from(decimal: Decimal) -> Self {
        Self::new(decimal.into())
    }
}

impl std::str::FromStr for DecimalNumber {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        Self::from_text(text).ok_or(FormatError::of::<Self>())
    }
}

/// With the float's shortest digits. What is not finite is no number of JSON, and is
/// refused when the request is written.
impl From<f64> for Scalar<DecimalNumber> {
    fn from(float: f64) -> Self {
        Self::from(float.to_string())
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
