//! `union!`: one of several shapes, told apart by rules.

use serde::{
    de::{Deserializer, Error as _},
    ser::{Error as _, Serialize, Serializer},
};
use serde_json::Value;

use super::Decode;
use super::choice::{Choice, choose, count_unfamiliar};
use super::io::value_of;
use super::matcher::VariantMatcher;
use super::rows::{Failures, Union};
use super::unforeseen::{self, UnforeseenKind};

/// Reads a union: what its `Decode` does.
///
/// # Errors
/// When no variant fits and the union doesn't keep unknown values.
#[doc(hidden)]
pub fn read_union<'de, U: Union, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    of_value(Value::decode(deserializer)?).map_err(D::Error::custom)
}

/// The union that a value is, or why it is none.
fn of_value<U: Union>(value: Value) -> Result<U, String> {
    let mark = unforeseen::mark();
    let choice = choose::<U>(&value);
    if !matches!(choice, Choice::Selected(_)) {
        unforeseen::instead(mark, UnforeseenKind::Union);
    }
    match choice {
        Choice::Selected(found) => Ok(found),
        Choice::Lossy(found) => Ok(U::unknown(value).unwrap_or(found)),
        Choice::None(failures) => {
            count_unfamiliar(|| true);
            match U::unknown(value) {
                Ok(unknown) => Ok(unknown),
                Err(value) => Err(describe(U::NAME, &value, &failures)),
            }
        }
    }
}

fn describe(union: &str, value: &Value, failures: &Failures) -> String {
    use std::fmt::Write as _;

    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    let mut message = format!("found {found} that no variant of {union} fits");
    for (variant, failure) in failures {
        // Writing to a string can't fail.
        let _ = write!(message, "; {variant}: {failure}");
    }
    message
}

/// What a union holds, out of its box if it is in one.
#[doc(hidden)]
pub fn unboxed<T>(payload: impl Unboxed<T>) -> T {
    payload.unboxed()
}

/// A payload, or one in a box.
#[doc(hidden)]
pub trait Unboxed<T> {
    /// The payload.
    fn unboxed(self) -> T;
}

impl<T> Unboxed<T> for T {
    fn unboxed(self) -> T {
        self
    }
}

impl<T> Unboxed<T> for Box<T> {
    fn unboxed(self) -> T {
        *self
    }
}

/// Writes a variant's payload, with its tag in place of none or of another's.
///
/// # Errors
/// When the payload can't be written.
#[doc(hidden)]
pub fn write_tagged<P: Serialize, S: Serializer>(
    payload: &P,
    matcher: VariantMatcher,
    (key, tag): (&'static str, &'static str),
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut value = value_of(payload).map_err(S::Error::custom)?;
    let names_it = value.get(key).is_some() && matcher.fits(&value);
    if !names_it && let Value::Object(members) = &mut value {
        let text = || Value::String(tag.to_owned());
        let tag = match members.get(key) {
            Some(Value::Number(_) | Value::Bool(_)) => tag.parse().unwrap_or_else(|_| text()),
            _ => text(),
        };
        members.insert(key.to_owned(), tag);
    }
    value.serialize(serializer)
}

/// Reads and writes an enum as one of several shapes, by a table of rules.
///
/// The enum is written out beside it; each variant holds one payload. To read
/// it, the variants whose [`VariantMatcher`](crate::codec::VariantMatcher) fits
/// are tried, and the first that can be read is taken: those first whose matcher
/// says most (a constant, then keys, then a JSON type, and an integer before a
/// number), among these the one whose payload declares most of the members that
/// are there, then the one that has fewest unknown values of enums in it, and last
/// the order of the table. Where one would lose members that another declares, the best
/// that keeps them is taken, unless a constant names the one and there is an `unknown`.
/// If there is none, the raw JSON goes to the `unknown` variant (which holds a
/// [`Value`](crate::Value)), and so does an object with members of several variants, of
/// which no single one has all. Without such a variant, the error says of each one that was tried why it
/// failed. It is written as its payload is.
///
/// ```
/// use oas_runtime::codec::from_slice;
/// use oas_runtime::{Value, json_object, union};
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Cat { pub lives: i64 }
/// json_object! { Cat { required { lives: "lives", } } }
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Pet {
///     Cat(Cat),
///     Name(String),
///     Unknown(Value),
/// }
///
/// union! {
///     Pet {
///         Cat(Cat) [as_cat, into_cat]: VariantMatcher::Tag("kind", &["cat"]) tagged "kind" = "cat",
///         /// The name alone.
///         Name(String, &str): VariantMatcher::Type(JsonType::String),
///     }
///     unknown Unknown
/// }
///
/// let pet: Pet = from_slice(br#"{"kind":"cat","lives":9}"#)?;
/// assert_eq!(pet, Cat { lives: 9 }.into());
/// assert_eq!(pet.as_cat(), Some(&Cat { lives: 9 }));
/// assert_eq!(oas_runtime::codec::to_value(&pet)?["kind"], "cat");
/// assert!(matches!(from_slice(b"[1]")?, Pet::Unknown(_)));
/// assert_eq!(Pet::from("Tom"), Pet::Name("Tom".to_owned()));
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// A row is `Variant(Payload): VariantMatcher::…`, and the type is what `From<Payload>`
/// is implemented for; leave it out where two variants have the same
/// (`Variant: VariantMatcher::…`). One of texts may be made of a literal too
/// (`Variant(String, &str)`). Documentation of a row is that of its conversions. `VariantMatcher`, `JsonType`
/// and `Assertion` need no import. A row may end in
/// `tagged "member" = "text"`: that member is added on writing if the payload
/// doesn't write it itself, or writes a value by which another variant is told. Behind the rows, `values { Variant: literal, }` lists
/// variants without a payload, each of which is one value and is taken before all
/// others.
///
/// Names in brackets, `Variant(Payload) [as_variant, into_variant]: …`, are methods that
/// give an `Option` of the payload, or of the type behind a colon: that of a variant
/// without one, or what is in its box.
#[macro_export]
macro_rules! union {
    (
        $name:ident {
            $(
                $( #[doc = $doc:literal] )*
                $variant:ident $(($payload:ty $(, $borrowed:ty)?))?
                    $([$by_reference:ident, $by_value:ident $(: $of:ty)?])?:
                    VariantMatcher::$rule:ident $(($($argument:tt)*))?
                    $(tagged $key:literal = $tag:literal)?
            ),* $(,)?
        }
        $(values { $($single:ident: $value:expr),* $(,)? })?
        $(unknown $unknown:ident)?
    ) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::Union for $name {
            const NAME: &'static str = ::core::stringify!($name);

            $(
                #[doc = ::core::stringify!($unknown)]
                const OPEN: bool = true;
            )?

            fn rows(rows: &mut $crate::codec::Rows<'_, Self>) {
                #[allow(unused_imports)]
                use $crate::codec::{Assertion, JsonType};
                $(
                    rows.row(
                        ::core::stringify!($variant),
                        $crate::codec::VariantMatcher::$rule $(($($argument)*))?,
                        Self::$variant,
                    );
                )*
                $($(rows.value(&$value, || Self::$single);)*)?
            }

            $(
                fn unknown(raw: $crate::Value) -> ::core::result::Result<Self, $crate::Value> {
                    ::core::result::Result::Ok(Self::$unknown(raw))
                }
            )?
        }

        $crate::codec_impls! {
            $name, $crate::codec::read_union,
            fn declares(key: &str) -> bool {
                $crate::codec::union_declares::<Self>(key)
            }
        }

        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(payload) => $crate::union! {
                        @write payload serializer [ $rule $(($($argument)*))? ] $($key $tag)?
                    },)*
                    $($(Self::$single => $crate::serde::Serialize::serialize(&$value, serializer),)*)?
                    $(Self::$unknown(raw) => $crate::serde::Serialize::serialize(raw, serializer),)?
                }
            }
        }

        $( $crate::union! { @from $name $variant [ $( $doc )* ] $( $payload $(, $borrowed)? )? } )*
        $(
            $crate::union! {
                @access $name $variant [ $( $doc )* ] ( $( $payload )? )
                ( $( $by_reference $by_value $( : $of )? )? )
            }
        )*
    };
    (@access $name:ident $variant:ident $docs:tt $payload:tt ()) => {};
    (@access $name:ident $variant:ident $docs:tt ( $payload:ty ) ( $get:ident $take:ident )) => {
        $crate::union! { @access $name $variant $docs () ( $get $take: $payload ) }
    };
    (
        @access $name:ident $variant:ident [ $( $doc:literal )* ] $payload:tt
        ( $get:ident $take:ident: $of:ty )
    ) => {
        #[allow(deprecated)]
        impl $name {
            $( #[doc = $doc] )*
            ///
            /// This is what it holds, if it is this one.
            #[must_use]
            pub fn $get(&self) -> ::core::option::Option<&$of> {
                match self {
                    Self::$variant(payload) => ::core::option::Option::Some(payload),
                    #[allow(unreachable_patterns)]
                    _ => ::core::option::Option::None,
                }
            }

            $( #[doc = $doc] )*
            ///
            /// This is what it holds as a value of its own, if it is this one.
            #[must_use]
            pub fn $take(self) -> ::core::option::Option<$of> {
                match self {
                    Self::$variant(payload) => {
                        ::core::option::Option::Some($crate::codec::unboxed(payload))
                    }
                    #[allow(unreachable_patterns)]
                    _ => ::core::option::Option::None,
                }
            }
        }
    };
    (@from $name:ident $variant:ident $docs:tt) => {};
    (@from $name:ident $variant:ident $docs:tt $payload:ty, $borrowed:ty) => {
        $crate::union! { @from $name $variant $docs $payload }
        $crate::union! { @from $name $variant $docs $borrowed }
    };
    (@from $name:ident $variant:ident [ $( $doc:literal )* ] $payload:ty) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl ::core::convert::From<$payload> for $name {
            $( #[doc = $doc] )*
            fn from(payload: $payload) -> Self {
                Self::$variant(::core::convert::Into::into(payload))
            }
        }
    };
    (@write $payload:ident $serializer:ident $matcher:tt) => {
        $crate::serde::Serialize::serialize($payload, $serializer)
    };
    (@write $payload:ident $serializer:ident [ $($matcher:tt)* ] $key:literal $tag:literal) => {
        $crate::codec::write_tagged(
            $payload,
            $crate::codec::VariantMatcher::$($matcher)*,
            ($key, $tag),
            $serializer,
        )
    };
}
