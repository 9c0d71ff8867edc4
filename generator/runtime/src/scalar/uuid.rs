//! Identifiers of 128 bits.

use std::fmt;

use super::text::text_format;

/// A UUID: `3fa85f64-5717-4562-b3fc-2c963f66afa6`.
///
/// Read in upper or lower case, with hyphens or without; written in lower case with
/// hyphens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid([u8; 16]);

text_format!(Uuid, "a UUID such as 3fa85f64-5717-4562-b3fc-2c963f66afa6");

impl Uuid {
    /// The UUID of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 16] {
        self.0
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let hyphens: Vec<usize> = text.match_indices('-').map(|(at, _)| at).collect();
        if !matches!(hyphens.as_slice(), [] | [8, 13, 18, 23]) {
            return None;
        }
        let digits = text.bytes().filter(|byte| *byte != b'-');
        let digits = digits.map(|byte| char::from(byte).to_digit(16));
        let digits: Vec<u32> = digits.collect::<Option<_>>()?;
        let bytes = digits.chunks(2).map(|pair| match pair {
            [high, low] => u8::try_from(high * 16 + low).ok(),
            _ => None,
        });
        let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Needs the feature `uuid`.
#[cfg(feature = "uuid")]
impl From<::uuid::Uuid> for Uuid {
    fn from(uuid: ::uuid::Uuid) -> Self {
        Self(uuid.into_bytes())
    }
}

/// Needs the feature `uuid`.
#[cfg(feature = "uuid")]
impl From<Uuid> for ::uuid::Uuid {
    fn from(uuid: Uuid) -> Self {
        Self::from_bytes(uuid.0)
    }
}

/// Needs the feature `uuid`.
#[cfg(feature = "uuid")]
impl From<::uuid::Uuid> for super::Scalar<Uuid> {
    fn from(uuid: ::uuid::Uuid) -> Self {
        Self::new(uuid.into())
    }
}

#[cfg(feature = "uuid")]
impl super::ScalarValue for ::uuid::Uuid {
    const EXPECTED: &'static str = <Uuid as super::ScalarValue>::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Uuid::read(text).map(Into::into)
    }

    fn to_text(&self) -> String {
        Uuid::from(*self).to_string()
    }
}
