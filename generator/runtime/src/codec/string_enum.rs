//! The macro `string_enum!`.

/// Implements what an enum of texts needs: its texts, conversions, `Display`,
/// `FromStr`, and its JSON form, which is the text.
///
/// The table may be the enum, or stand beside one that is written out, with
/// documentation and derives of its own (`Clone` among them). With `unknown Variant` (a variant that holds a `String`) it is
/// open: a text that the description doesn't list is kept and written back.
/// Without it, such a text is an error that says what is allowed.
///
/// ```
/// use oas_runtime::codec::from_slice;
/// use oas_runtime::string_enum;
///
/// #[derive(Debug, Clone, PartialEq, Eq)]
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
/// string_enum! {
///     /// How urgent it is.
///     pub enum Priority {
///         /// Today.
///         High = "high",
///         Low = "low",
///     }
///     unknown Unknown
/// }
///
/// assert_eq!(Priority::from("high"), Priority::High);
/// assert_eq!(from_slice::<Category>(br#""Back-office""#)?, Category::BackOffice);
/// assert_eq!(Category::from("Robot").as_str(), "Robot");
/// assert_eq!(Category::VALUES, ["Customer", "Back-office"]);
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// It has `VALUES`, `as_str`, `Display`, `AsRef<str>`, `From<&Self>` and
/// `FromStr`; an open one also `From<&str>` and `From<String>`. A known text is always read as its variant, never as the unknown
/// one.
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$about:meta])*
        pub enum $name:ident {
            $($(#[$note:meta])* $variant:ident = $text:literal),* $(,)?
        }
        $(unknown $unknown:ident)?
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[$note])*
                $variant,
            )*
            $(
                /// A text that this version of the crate does not know.
                $unknown($crate::__std::String),
            )?
        }

        $crate::string_enum! { $name { $($variant: $text),* } $(unknown $unknown)? }
    };
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
