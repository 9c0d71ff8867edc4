//! The macro `string_enum!`.

/// Implements what an enum of texts needs: its texts, conversions, `Display`,
/// `FromStr`, and its JSON form, which is the text.
///
/// The enum is written out beside it, with documentation and derives (`Debug` and
/// `Clone`), and so is what callers name: `as_str`, and `From<&str>` of an
/// open one. With `unknown Variant` (a variant that holds a `String`) it is open:
/// a text that the description doesn't list is kept and written back. Without
/// it, such a text is an error that says what is allowed.
///
/// ```
/// use oas_runtime::codec::{StringEnum, from_slice};
/// use oas_runtime::string_enum;
///
/// #[derive(Debug, Clone)]
/// pub enum Category {
///     Customer,
///     BackOffice,
///     Unknown(String),
/// }
///
/// string_enum! {
///     Category { Customer: "Customer", BackOffice: "Back-office", } unknown Unknown
/// }
///
/// assert_eq!(from_slice::<Category>(br#""Back-office""#)?, Category::BackOffice);
/// assert_eq!(StringEnum::known_or("Robot", Category::Unknown).value(), "Robot");
/// assert_eq!(Category::VALUES, ["Customer", "Back-office"]);
/// assert_eq!(Category::KNOWN, [Category::Customer, Category::BackOffice]);
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// It has `VALUES`, `KNOWN`, `Display`, `AsRef<str>`, `From<&Self>` and `FromStr`; an open one also
/// `From<String>`. It is compared, ordered and hashed by its text. A known text is
/// always read as its variant, never as the unknown one.
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident: $text:literal),* $(,)? } $(unknown $unknown:ident)?) => {
        impl $name {
            /// The values that have a variant, in the order of the description.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The variants of these values, in the same order.
            #[allow(deprecated)]
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::StringEnum for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const VALUES: &'static [&'static str] = Self::VALUES;

            fn value(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    $(Self::$unknown(text) => text,)?
                }
            }

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
                ::core::fmt::Display::fmt($crate::codec::StringEnum::value(self), f)
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                $crate::codec::StringEnum::value(self)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                ::core::clone::Clone::clone(other)
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::text_order(self, other).is_eq()
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Eq for $name {}

        #[automatically_derived]
        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some($crate::codec::text_order(self, other))
            }
        }

        #[automatically_derived]
        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::codec::text_order(self, other)
            }
        }

        #[automatically_derived]
        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash($crate::codec::StringEnum::value(self), state);
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
                serializer.serialize_str($crate::codec::StringEnum::value(self))
            }
        }
    };
    (@text $name:ident $unknown:ident) => {
        #[automatically_derived]
        impl ::core::convert::From<$crate::__std::String> for $name {
            fn from(text: $crate::__std::String) -> Self {
                $crate::codec::StringEnum::known_or(&text, Self::$unknown)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::codec::StringEnum::known_or(text, Self::$unknown))
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
