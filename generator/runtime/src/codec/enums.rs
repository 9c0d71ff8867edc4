//! `string_enum!` and `integer_enum!`: values that a description lists.

use std::{fmt, marker::PhantomData};

use serde::de::{Deserializer, Error, Unexpected, Visitor};

use super::Decode;

/// An enum of texts, made by [`string_enum!`](crate::string_enum).
pub trait StringEnum: Sized + 'static {
    /// The enum's name, for messages.
    const NAME: &'static str;

    /// The texts that have a variant.
    const VALUES: &'static [&'static str];

    /// The variant of a text; `None` if there is none and the enum is closed.
    fn from_text(text: &str) -> Option<Self>;
}

/// An enum of integers, made by [`integer_enum!`](crate::integer_enum).
pub trait IntegerEnum: Sized + 'static {
    /// The enum's name, for messages.
    const NAME: &'static str;

    /// The integers that have a variant.
    const VALUES: &'static [i64];

    /// The variant of an integer; `None` if there is none and the enum is
    /// closed.
    fn from_integer(integer: i64) -> Option<Self>;
}

/// A value that a closed enum has no variant for.
///
/// An open enum (one with an `unknown` variant) never gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue(String);

impl UnknownValue {
    /// Says that the enum `E` has no variant for a text.
    #[must_use]
    pub fn text<E: StringEnum>(text: &str) -> Self {
        Self(format!("{text:?} is not one of {}", Allowed::<E>::new()))
    }

    /// Says that the enum `E` has no variant for an integer.
    #[must_use]
    pub fn integer<E: IntegerEnum>(integer: i64) -> Self {
        Self(format!(
            "{integer} is not one of {}",
            AllowedIntegers::<E>::new()
        ))
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UnknownValue {}

/// Lists what is allowed.
struct Allowed<E>(PhantomData<fn() -> E>);

impl<E> Allowed<E> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E: StringEnum> fmt::Display for Allowed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, E::VALUES)?;
        write!(f, " ({})", E::NAME)
    }
}

struct AllowedIntegers<E>(PhantomData<fn() -> E>);

impl<E> AllowedIntegers<E> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E: IntegerEnum> fmt::Display for AllowedIntegers<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        list(f, E::VALUES)?;
        write!(f, " ({})", E::NAME)
    }
}

fn list<T: fmt::Debug>(f: &mut fmt::Formatter<'_>, values: &[T]) -> fmt::Result {
    for (index, value) in values.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{value:?}")?;
    }
    Ok(())
}

/// Reads an enum of texts.
///
/// # Errors
/// When the input isn't a string, or a closed enum doesn't know it.
#[doc(hidden)]
pub fn read_string_enum<'de, E, D>(deserializer: D) -> Result<E, D::Error>
where
    E: StringEnum,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<E>(PhantomData<fn() -> E>);

impl<E: StringEnum> Visitor<'_> for StringVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string, one of {}", Allowed::<E>::new())
    }

    fn visit_str<Err: Error>(self, text: &str) -> Result<E, Err> {
        E::from_text(text).ok_or_else(|| Err::invalid_value(Unexpected::Str(text), &self))
    }
}

/// Reads an enum of integers.
///
/// # Errors
/// When the input isn't an integer, or a closed enum doesn't know it.
#[doc(hidden)]
pub fn read_integer_enum<'de, E, D>(deserializer: D) -> Result<E, D::Error>
where
    E: IntegerEnum,
    D: Deserializer<'de>,
{
    let integer = i64::decode(deserializer)?;
    E::from_integer(integer).ok_or_else(|| D::Error::custom(UnknownValue::integer::<E>(integer)))
}

/// Implements what an enum of texts needs.
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident: $text:literal),* $(,)? } $(unknown $unknown:ident)?) => {
        #[allow(deprecated)]
        impl $name {
            /// The texts that have a variant, in the order of the description.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The text as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $(Self::$unknown(text) => text,)?
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::StringEnum for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const VALUES: &'static [&'static str] = Self::VALUES;

            fn from_text(text: &str) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match text {
                    $($text => Self::$variant,)*
                    $(other if true => Self::$unknown(::core::convert::Into::into(other)),)?
                    _ => return ::core::option::Option::None,
                })
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_str(), f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                ::core::clone::Clone::clone(other)
            }
        }

        $crate::string_enum! { @text $name $($unknown)? }
        $crate::codec_impls! { $name, $crate::codec::read_string_enum }

        #[automatically_derived]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
    (@text $name:ident $unknown:ident) => {
        #[automatically_derived]
        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match <Self as $crate::codec::StringEnum>::from_text(text) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => Self::$unknown(::core::convert::Into::into(text)),
                }
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<$crate::__std::String> for $name {
            fn from(text: $crate::__std::String) -> Self {
                ::core::convert::From::from(text.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(::core::convert::From::from(text))
            }
        }
    };
    (@text $name:ident) => {
        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = $crate::codec::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::codec::UnknownValue> {
                match <Self as $crate::codec::StringEnum>::from_text(text) {
                    ::core::option::Option::Some(known) => ::core::result::Result::Ok(known),
                    ::core::option::Option::None => {
                        ::core::result::Result::Err($crate::codec::UnknownValue::text::<Self>(text))
                    }
                }
            }
        }
    };
}

/// Implements what an enum of integers needs.
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident: $integer:literal),* $(,)? } $(unknown $unknown:ident)?) => {
        #[allow(deprecated)]
        impl $name {
            /// The integers that have a variant, in the order of the description.
            pub const VALUES: &'static [i64] = &[$($integer),*];

            /// The integer as it is sent.
            #[must_use]
            pub fn get(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    $(Self::$unknown(integer) => *integer,)?
                }
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::IntegerEnum for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const VALUES: &'static [i64] = Self::VALUES;

            fn from_integer(integer: i64) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match integer {
                    $($integer => Self::$variant,)*
                    $(other if true => Self::$unknown(other),)?
                    _ => return ::core::option::Option::None,
                })
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.get(), f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                ::core::clone::Clone::clone(other)
            }
        }

        $crate::integer_enum! { @integer $name $($unknown)? }
        $crate::codec_impls! { $name, $crate::codec::read_integer_enum }

        #[automatically_derived]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.get())
            }
        }
    };
    (@integer $name:ident $unknown:ident) => {
        #[automatically_derived]
        impl ::core::convert::From<i64> for $name {
            fn from(integer: i64) -> Self {
                match <Self as $crate::codec::IntegerEnum>::from_integer(integer) {
                    ::core::option::Option::Some(known) => known,
                    ::core::option::Option::None => Self::$unknown(integer),
                }
            }
        }
    };
    (@integer $name:ident) => {
        #[automatically_derived]
        impl ::core::convert::TryFrom<i64> for $name {
            type Error = $crate::codec::UnknownValue;

            fn try_from(integer: i64) -> ::core::result::Result<Self, $crate::codec::UnknownValue> {
                match <Self as $crate::codec::IntegerEnum>::from_integer(integer) {
                    ::core::option::Option::Some(known) => ::core::result::Result::Ok(known),
                    ::core::option::Option::None => {
                        ::core::result::Result::Err($crate::codec::UnknownValue::integer::<Self>(integer))
                    }
                }
            }
        }
    };
}

/// Implements `Decode` and serde's `Deserialize` through one function.
#[doc(hidden)]
#[macro_export]
macro_rules! codec_impls {
    ($name:ident, $read:path) => {
        #[automatically_derived]
        impl $crate::codec::Decode for $name {
            fn decode<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read(deserializer)
            }
        }

        #[automatically_derived]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::Decode::decode(deserializer)
            }
        }
    };
}
