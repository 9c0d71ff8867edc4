//! `newtype!`: a primitive with a name, which can't be mixed up with another.

/// A type that is one other type inside: made by [`newtype!`](crate::newtype).
///
/// It is what lets a field codec reach the string inside of an identifier.
pub trait Newtype: Sized {
    /// The type inside.
    type Inner;

    /// Wraps a value.
    fn from_inner(inner: Self::Inner) -> Self;

    /// The value inside.
    fn as_inner(&self) -> &Self::Inner;
}

impl<T> Newtype for Box<T> {
    type Inner = T;

    fn from_inner(inner: T) -> Self {
        Self::new(inner)
    }

    fn as_inner(&self) -> &T {
        self
    }
}

/// A newtype with what it needs: conversions, `Display`, `FromStr`, and its JSON
/// form, which is that of the type inside.
///
/// Its one field is private. Inside may be a `String`, an integer, `f32`, `f64`,
/// `bool` or [`UnixTime`](crate::UnixTime); it derives what the type inside has. Its
/// methods and conversions say what the type says, and an editor shows it.
///
/// ```
/// use oas_runtime::codec::from_slice;
/// use oas_runtime::newtype;
///
/// newtype! {
///     /// What the API takes as a ticket's identifier.
///     pub struct TicketId(String); lenient
/// }
///
/// let id = TicketId::from("42");
/// assert_eq!(id, "42");
/// assert_eq!(id, TicketId::from(42));
/// assert_eq!(id, from_slice::<TicketId>(b"42")?);
/// assert_eq!(id.to_string(), "42");
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// With `lenient`, it reads a number where a string was promised and a string
/// where a number was (see [`Lenient`](crate::codec::Lenient)), and one of
/// `String` is also made from integers. A newtype of `String` has `new`,
/// `as_str`, `into_inner`, `From<&str>`, `From<String>`, `From<&Self>`,
/// `AsRef<str>`, `Borrow<str>`, comparison with `str` and `FromStr`. Others
/// have `new`, `get`, `into_inner`, `From` of and into the type inside,
/// `From<&Self>` and `FromStr`. Attributes in braces at the end are the type's too.
#[macro_export]
macro_rules! newtype {
    (
        $( #[doc = $doc:literal] )* $vis:vis struct $name:ident(String);
        $( $lenient:ident )? $( { $( $added:tt )* } )?
    ) => {
        $( #[doc = $doc] )*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $( $( $added )* )?
        $vis struct $name($crate::__std::String);

        $crate::newtype! { @text $name [ $( $doc )* ] }
        $crate::newtype! { @serde $name [ $( $lenient )? ] }
        $crate::newtype! { @digits $name [ $( $doc )* ] $( $lenient i32, u32, i64, u64 )? }
    };
    (
        $( #[doc = $doc:literal] )* $vis:vis struct $name:ident(f32);
        $( $lenient:ident )? $( { $( $added:tt )* } )?
    ) => {
        $crate::newtype! {
            @copy [Debug, Clone, Copy, PartialEq, PartialOrd]
            [ $( $( $added )* )? ] [ $( $doc )* ] $vis $name(f32) [ $( $lenient )? ]
        }
    };
    (
        $( #[doc = $doc:literal] )* $vis:vis struct $name:ident(f64);
        $( $lenient:ident )? $( { $( $added:tt )* } )?
    ) => {
        $crate::newtype! {
            @copy [Debug, Clone, Copy, PartialEq, PartialOrd]
            [ $( $( $added )* )? ] [ $( $doc )* ] $vis $name(f64) [ $( $lenient )? ]
        }
    };
    (
        $( #[doc = $doc:literal] )* $vis:vis struct $name:ident($inner:ty);
        $( $lenient:ident )? $( { $( $added:tt )* } )?
    ) => {
        $crate::newtype! {
            @copy [Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash]
            [ $( $( $added )* )? ] [ $( $doc )* ] $vis $name($inner) [ $( $lenient )? ]
        }
    };
    (@text $name:ident [ $( $doc:literal )* ]) => {
        impl $name {
            $( #[doc = $doc] )*
            ///
            /// Makes one from any text.
            #[must_use]
            pub fn new(text: impl ::core::convert::Into<$crate::__std::String>) -> Self {
                Self(::core::convert::Into::into(text))
            }

            $( #[doc = $doc] )*
            ///
            /// This is the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            $( #[doc = $doc] )*
            ///
            /// This is the text as a string of its own.
            #[must_use]
            pub fn into_inner(self) -> $crate::__std::String {
                self.0
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            $( #[doc = $doc] )*
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self(::core::convert::Into::into(text)))
            }
        }

        #[automatically_derived]
        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == *other
            }
        }

        #[automatically_derived]
        impl ::core::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == **other
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&str> for $name {
            $( #[doc = $doc] )*
            fn from(text: &str) -> Self {
                Self(::core::convert::Into::into(text))
            }
        }

        $crate::newtype! { @from $name: $crate::__std::String [ $( $doc )* ] }
    };
    (
        @copy [ $( $derive:ident ),* ] [ $( $added:tt )* ] [ $( $doc:literal )* ]
        $vis:vis $name:ident($inner:ty) $lenient:tt
    ) => {
        $( #[doc = $doc] )*
        #[derive($( $derive ),*)]
        $( $added )*
        $vis struct $name($inner);

        impl $name {
            $( #[doc = $doc] )*
            ///
            /// Makes one of the plain value.
            #[must_use]
            pub const fn new(value: $inner) -> Self {
                Self(value)
            }

            $( #[doc = $doc] )*
            ///
            /// This is the plain value.
            #[must_use]
            pub const fn get(&self) -> $inner {
                self.0
            }

            $( #[doc = $doc] )*
            ///
            /// This is the plain value.
            #[must_use]
            pub const fn into_inner(self) -> $inner {
                self.0
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for $name {
            type Err = <$inner as ::core::str::FromStr>::Err;

            $( #[doc = $doc] )*
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::map(::core::str::FromStr::from_str(text), Self)
            }
        }

        $crate::newtype! { @from $name: $inner [ $( $doc )* ] }
        $crate::newtype! { @serde $name $lenient }
    };
    (@from $name:ident: $inner:ty [ $( $doc:literal )* ]) => {
        #[automatically_derived]
        impl ::core::convert::From<$inner> for $name {
            $( #[doc = $doc] )*
            fn from(inner: $inner) -> Self {
                Self(inner)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<$name> for $inner {
            $( #[doc = $doc] )*
            fn from(outer: $name) -> Self {
                outer.0
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<$name> for $crate::Value {
            $( #[doc = $doc] )*
            fn from(outer: $name) -> Self {
                ::core::convert::From::from(outer.0)
            }
        }

        #[automatically_derived]
        impl ::core::convert::From<&$name> for $name {
            $( #[doc = $doc] )*
            fn from(other: &$name) -> Self {
                ::core::clone::Clone::clone(other)
            }
        }

        #[automatically_derived]
        impl $crate::codec::Newtype for $name {
            type Inner = $inner;

            fn from_inner(inner: $inner) -> Self {
                Self(inner)
            }

            fn as_inner(&self) -> &$inner {
                &self.0
            }
        }
    };
    (@digits $name:ident $docs:tt) => {};
    (@digits $name:ident $docs:tt lenient $( $integer:ident ),+) => {
        $( $crate::newtype! { @digit $name $docs $integer } )+
    };
    (@digit $name:ident [ $( $doc:literal )* ] $integer:ident) => {
        #[automatically_derived]
        impl ::core::convert::From<$integer> for $name {
            $( #[doc = $doc] )*
            fn from(number: $integer) -> Self {
                Self($crate::__std::ToString::to_string(&number))
            }
        }
    };
    (@decode []) => { $crate::codec::Decode::decode };
    (@decode [lenient]) => { $crate::codec::lenient };
    (@serde $name:ident $lenient:tt) => {
        #[automatically_derived]
        impl $crate::codec::Decode for $name {
            fn decode<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let decode = $crate::newtype!(@decode $lenient);
                ::core::result::Result::map(decode(deserializer), Self)
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

        #[automatically_derived]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serde::Serialize::serialize(&self.0, serializer)
            }
        }
    };
}
