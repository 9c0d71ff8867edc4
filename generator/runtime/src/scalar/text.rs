//! What a type needs to be the value of a [`Scalar`](super::Scalar).

use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr},
};

/// A type that is one text, or one number, on the wire.
pub trait ScalarValue: Sized {
    /// How a message calls it, with an example.
    const EXPECTED: &'static str;

    /// Whether it travels as a JSON number, whose digits are the text.
    const IS_NUMBER: bool = false;

    /// The value that a text stands for.
    fn from_text(text: &str) -> Option<Self>;

    /// The text that is sent.
    fn to_text(&self) -> String;
}

/// A text that isn't of its format.
///
/// It doesn't hold the text, which may be a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatError {
    pub(super) expected: &'static str,
}

impl FormatError {
    pub(super) const fn of<T: ScalarValue>() -> Self {
        Self {
            expected: T::EXPECTED,
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not {}", self.expected)
    }
}

impl std::error::Error for FormatError {}

/// `FromStr` by way of [`ScalarValue`], and `ScalarValue` by way of `Display`: for
/// types whose text is what they print.
macro_rules! text_format {
    ($ty:ident, $expected:literal) => {
        impl $crate::scalar::ScalarValue for $ty {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                Self::read(text)
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        }

        impl std::str::FromStr for $ty {
            type Err = $crate::scalar::FormatError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::read(text).ok_or($crate::scalar::FormatError::of::<Self>())
            }
        }
    };
}

pub(super) use text_format;

/// The same for types of the standard library, which read themselves.
macro_rules! parsed {
    ($($ty:ident $expected:literal;)+) => {$(
        impl ScalarValue for $ty {
            const EXPECTED: &'static str = $expected;

            fn from_text(text: &str) -> Option<Self> {
                text.parse().ok()
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

parsed! {
    Ipv4Addr "an IPv4 address such as 192.0.2.1";
    Ipv6Addr "an IPv6 address such as 2001:db8::1";
    i64 "an integer of 64 bits, as text";
    u64 "an unsigned integer of 64 bits, as text";
}
