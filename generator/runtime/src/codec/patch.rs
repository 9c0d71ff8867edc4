//! A field of an update that can be left alone, cleared or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What an update does to a field: where `null` means something else than
/// not being there.
///
/// | Rust | JSON |
/// |---|---|
/// | [`Absent`](Self::Absent) | the member is absent |
/// | [`Null`](Self::Null) | `null` |
/// | [`Value`](Self::Value) | the value |
///
/// ```
/// # use oas_runtime::Patch;
/// assert_eq!(Patch::from(1), Patch::Value(1));
/// assert_eq!(Patch::<i32>::from(None), Patch::Null);
/// assert_eq!(Patch::<i32>::given(None), Patch::Absent);
/// assert_eq!(Patch::<i32>::default(), Patch::Absent);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Patch<T> {
    /// Leaves the field as it is: nothing is sent.
    #[default]
    Absent,
    /// Clears the field: `null` is sent.
    Null,
    /// Sets the field: the value is sent.
    Value(T),
}

impl<T> Patch<T> {
    /// Sets the field if there is a value, and leaves it as it is if there is none.
    #[must_use]
    pub fn given(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// Whether nothing is sent.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether `null` is sent.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether a value is sent.
    #[must_use]
    pub const fn is_value(&self) -> bool {
        matches!(self, Self::Value(_))
    }

    /// The value that is sent, if one is.
    #[must_use]
    pub const fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value that is sent, if one is.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same with a borrowed value.
    #[must_use]
    pub const fn as_ref(&self) -> Patch<&T> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(value),
        }
    }

    /// Makes another value of the one that is set.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(change(value)),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Null`](Patch::Null), which clears the field: it is what a
/// nullable field holds when it has no value. [`given`](Patch::given) leaves the
/// field as it is where there is nothing to set, and so do setters.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Outside of a record, which leaves the member out, `Absent` has no form of
/// its own and is written as `null`.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
