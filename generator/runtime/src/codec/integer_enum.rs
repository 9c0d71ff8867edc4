//! The macro `integer_enum!`.

/// Implements what an enum of integers needs; see
/// [`string_enum!`](crate::string_enum), which it resembles.
///
/// ```
/// use oas_runtime::codec::{IntegerEnum, from_slice};
/// use oas_runtime::integer_enum;
///
/// #[derive(Debug, Clone, PartialEq, Eq)]
/// pub enum Level {
///     Low,
///     High,
///     Unknown(i64),
/// }
///
/// integer_enum! { Level { Low: 1, High: 2, } unknown Unknown }
///
/// assert_eq!(from_slice::<Level>(b"2")?, Level::High);
/// assert_eq!(Level::KNOWN, [Level::Low, Level::High]);
/// assert_eq!("2".parse(), Ok(Level::High));
/// assert_eq!(IntegerEnum::known_or(7, Level::Unknown).value(), 7);
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// It has `VALUES`, `KNOWN`, `Display`, `FromStr` and `From<&Self>`; a closed one also `TryFrom<i64>`. `Clone`
/// must be derived.
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident: $integer:literal),* $(,)? } $(unknown $unknown:ident)?) => {
        impl $name {
            /// The values that have a variant, in the order of the description.
            pub const VALUES: &'static [i64] = &[$($integer),*];

            /// The variants of these values, in the same order.
            #[allow(deprecated)]
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::IntegerEnum for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const VALUES: &'static [i64] = Self::VALUES;

            fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $integer,)*
                    $(Self::$unknown(integer) => *integer,)?
                }
            }

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
                ::core::fmt::Display::fmt(&$crate::codec::IntegerEnum::value(self), f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                ::core::clone::Clone::clone(other)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = $crate::codec::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::codec::UnknownValue> {
                $crate::codec::integer_from_text(text)
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
                serializer.serialize_i64($crate::codec::IntegerEnum::value(self))
            }
        }
    };
    (@integer $name:ident $unknown:ident) => {};
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
