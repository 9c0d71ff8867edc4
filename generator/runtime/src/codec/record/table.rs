//! The macro `json_object!`.

/// Reads and writes a struct as a JSON object, by a table of its fields.
///
/// The struct is written out beside it, with plain derives (`Debug`, `Clone`,
/// `PartialEq`); the table says which field has which name on the wire and
/// when it is there. The macro implements [`Decode`](crate::codec::Decode) and
/// serde's `Serialize` and `Deserialize`.
///
/// ```
/// use std::collections::BTreeMap;
/// use oas_runtime::codec::{from_slice, to_vec};
/// use oas_runtime::{Patch, Value, json_object};
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Comment {
///     pub body: String,
///     pub parent: Option<i64>,
///     pub author_id: Option<String>,
///     pub pinned: Patch<bool>,
///     pub extra: BTreeMap<String, Value>,
/// }
///
/// json_object! {
///     Comment {
///         required { body: "body", }
///         nullable { parent: "parent", }
///         optional {
///             author_id: "authorId" as Number,
///             pinned: "pinned",
///         }
///         constant { "type": "comment", }
///         additional extra;
///     }
/// }
///
/// let text = br#"{"body":"Hi","parent":null,"authorId":7,"type":"comment","likes":3}"#;
/// let comment: Comment = from_slice(text)?;
/// assert_eq!(comment.author_id.as_deref(), Some("7"));
/// assert_eq!(comment.extra["likes"], 3);
/// assert_eq!(to_vec(&comment)?, text);
/// # Ok::<(), oas_runtime::codec::CodecError>(())
/// ```
///
/// The sections come in this order, and each may be left out:
///
/// | section | field | written | read |
/// |---|---|---|---|
/// | `required { … }` | any `T` | always | absent is an error |
/// | `nullable { … }` | `Option<T>` | always, `None` as `null` | absent is `None` |
/// | `optional { … }` | `Option<T>` | `None` is left out | absent and `null` are `None` |
/// | | [`Patch<T>`](crate::Patch) | `Absent` is left out, `Null` is `null` | absent is `Absent`, `null` is `Null` |
/// | `expected { field = literal, }` | one from above | as above | another value is kept, and unforeseen |
/// | `always { field: "name" = literal, }` | [`Constant`](crate::codec::Constant) | the literal, or what came instead | another value is kept |
/// | `constant { "name": literal, }` | none | always | ignored |
/// | `shorthand field;` | an `Option` of the table | see below | see below |
/// | `additional field;` | `BTreeMap<String, T>` | after the others | what the table doesn't name |
///
/// A row of `optional` may end in `or null`: the schema allows it. Null is read elsewhere as
/// well, but there a union rather takes a variant that allows it.
///
/// A row is `field: "wireName"`, or `field` alone where that is its name on the
/// wire as well, with ` as Codec` if the wire type isn't the Rust type's own; the codecs are those of [`codec`](crate::codec#structs).
/// Any type may be boxed, so recursive types need nothing special.
///
/// `shorthand name;` is for objects of which some servers send only the one string
/// that matters: a bare string is read as an object with that field alone, and
/// such an object is written as the bare string. It needs a table without
/// `required`.
///
/// `Comment: Eq + Hash { … }` implements these two as well, for structs whose fields
/// all have them: what is hashed is the JSON, so that a field costs the compiler
/// nothing.
///
/// Before all sections, `given(Type, …);` says the types of the required fields:
/// from them [`Given::with`](crate::codec::Given) makes a value, as an emitted
/// `new` does.
///
/// Without `required`, reading starts from the struct's `Default`. Of a key
/// that occurs twice the last one counts. Unknown keys are passed over unless
/// there is a `rest`; to write a `rest` that repeats a declared key is an
/// error. `null` in place of the whole object is one too.
#[macro_export]
macro_rules! json_object {
    // All-optional: filled in place, starting from the default.
    ($name:ident $(: Eq + $hash:ident)? {
        $(nullable { $($nf:ident $(: $nk:literal)? $(as $nc:ident)?),* $(,)? })?
        $(optional { $($of:ident $(: $ok:literal)? $(as $oc:ident)? $(or $on:ident)?),* $(,)? })?
        $(expected { $($ef:ident $(: $ek:literal)? = $ev:expr),* $(,)? })?
        $(always { $($af:ident: $ak:literal = $av:expr),* $(,)? })?
        $(constant { $($ck:literal: $cv:expr),* $(,)? })?
        $(shorthand $bare:ident;)?
        $(additional $rest:ident;)?
    }) => {
        #[automatically_derived]
        #[allow(deprecated, unreachable_patterns, unused_mut)]
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[
                $($($crate::__wire!($nf $($nk)?),)*)? $($($crate::__wire!($of $($ok)?),)*)? $($($ak,)*)? $($($ck,)*)?
            ];

            $(
                #[doc = ::core::stringify!($rest)]
                const OPEN: bool = true;
            )?

            fn read_members<M: $crate::codec::Members>(
                reader: &mut M,
                slot: &mut ::core::option::Option<Self>,
            ) {
                let this = ::core::option::Option::insert(
                    slot,
                    <Self as ::core::default::Default>::default(),
                );
                $($(this.$af = $crate::codec::Constant::missing();)*)?
                while $crate::codec::Members::pass(reader) {
                    $($($crate::codec$(::$nc)?::get(reader, $crate::__wire!($nf $($nk)?), &mut this.$nf);)*)?
                    $($($crate::codec$(::$oc)?::get_optional(reader, $crate::__wire!($of $($ok)?), &mut this.$of, false $(|| $crate::codec::$on())?);)*)?
                    $($($crate::codec::get_constant(reader, $ak, &$av, &mut this.$af);)*)?
                    $($($crate::codec::skip(reader, $ck);)*)?
                    $($crate::codec::rest(reader, &mut this.$rest);)?
                }
                $($($crate::codec::expect($crate::__wire!($ef $($ek)?), &this.$ef, &$ev);)*)?
            }

            $(
                const BARE: bool = true;

                fn read_bare(text: &str) -> ::core::option::Option<Self> {
                    ::core::option::Option::Some(Self {
                        $bare: ::core::option::Option::Some($crate::codec::bare(text)?),
                        ..<Self as ::core::default::Default>::default()
                    })
                }
            )?

            fn write_members<M: $crate::serde::ser::SerializeMap>(
                &self,
                writer: &mut $crate::codec::Writer<M>,
            ) {
                $($($crate::codec$(::$nc)?::put(writer, $crate::__wire!($nf $($nk)?), &self.$nf);)*)?
                $($($crate::codec$(::$oc)?::put_some(writer, $crate::__wire!($of $($ok)?), &self.$of);)*)?
                $($($crate::codec::put_constant(writer, $ak, &$av, &self.$af);)*)?
                $($($crate::codec::put(writer, $ck, &$cv);)*)?
                $($crate::codec::put_rest(self, writer, &self.$rest);)?
            }
        }
        $crate::json_object! { @impls $name [$($bare)?] $($hash)? }
    };
    ($name:ident $(: Eq + $hash:ident)? { given($($given:ty),* $(,)?); $($sections:tt)* }) => {
        $crate::__given! { $name ($($given),*) $($sections)* }
        $crate::json_object! { $name $(: Eq + $hash)? { $($sections)* } }
    };
    ($name:ident $(: Eq + $hash:ident)? {
        required { $($rf:ident $(: $rk:literal)? $(as $rc:ident)?),* $(,)? }
        $(nullable { $($nf:ident $(: $nk:literal)? $(as $nc:ident)?),* $(,)? })?
        $(optional { $($of:ident $(: $ok:literal)? $(as $oc:ident)? $(or $on:ident)?),* $(,)? })?
        $(expected { $($ef:ident $(: $ek:literal)? = $ev:expr),* $(,)? })?
        $(always { $($af:ident: $ak:literal = $av:expr),* $(,)? })?
        $(constant { $($ck:literal: $cv:expr),* $(,)? })?
        $(additional $rest:ident;)?
    }) => {
        #[automatically_derived]
        #[allow(deprecated, unreachable_patterns, unused_mut)]
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[
                $($crate::__wire!($rf $($rk)?),)* $($($crate::__wire!($nf $($nk)?),)*)? $($($crate::__wire!($of $($ok)?),)*)? $($($ak,)*)? $($($ck,)*)?
            ];

            $(
                #[doc = ::core::stringify!($rest)]
                const OPEN: bool = true;
            )?

            fn read_members<M: $crate::codec::Members>(
                reader: &mut M,
                slot: &mut ::core::option::Option<Self>,
            ) {
                $(let mut $rf = ::core::option::Option::None;)*
                $($(let mut $nf = ::core::default::Default::default();)*)?
                $($(let mut $of = ::core::default::Default::default();)*)?
                $($(let mut $af = $crate::codec::Constant::missing();)*)?
                $(let mut $rest = ::core::default::Default::default();)?
                loop {
                    // The struct comes first, so that each type is known
                    // before the lines that read it are checked; and it is
                    // one `match`, because a `?` a field is dearer.
                    if !$crate::codec::Members::pass(reader) {
                        $($($crate::codec::expect($crate::__wire!($ef $($ek)?), &$ef, &$ev);)*)?
                        if let ($(::core::option::Option::Some($rf),)*) =
                            ($($crate::codec::need(reader, $crate::__wire!($rf $($rk)?), $rf),)*)
                        {
                            *slot = ::core::option::Option::Some(Self {
                                $($rf,)*
                                $($($nf,)*)?
                                $($($of,)*)?
                                $($($af,)*)?
                                $($rest,)?
                            });
                        }
                        return;
                    }
                    $($crate::codec$(::$rc)?::slot(reader, $crate::__wire!($rf $($rk)?), &mut $rf);)*
                    $($($crate::codec$(::$nc)?::get(reader, $crate::__wire!($nf $($nk)?), &mut $nf);)*)?
                    $($($crate::codec$(::$oc)?::get_optional(reader, $crate::__wire!($of $($ok)?), &mut $of, false $(|| $crate::codec::$on())?);)*)?
                    $($($crate::codec::get_constant(reader, $ak, &$av, &mut $af);)*)?
                    $($($crate::codec::skip(reader, $ck);)*)?
                    $($crate::codec::rest(reader, &mut $rest);)?
                }
            }

            fn write_members<M: $crate::serde::ser::SerializeMap>(
                &self,
                writer: &mut $crate::codec::Writer<M>,
            ) {
                $($crate::codec$(::$rc)?::put(writer, $crate::__wire!($rf $($rk)?), &self.$rf);)*
                $($($crate::codec$(::$nc)?::put(writer, $crate::__wire!($nf $($nk)?), &self.$nf);)*)?
                $($($crate::codec$(::$oc)?::put_some(writer, $crate::__wire!($of $($ok)?), &self.$of);)*)?
                $($($crate::codec::put_constant(writer, $ak, &$av, &self.$af);)*)?
                $($($crate::codec::put(writer, $ck, &$cv);)*)?
                $($crate::codec::put_rest(self, writer, &self.$rest);)?
            }
        }
        $crate::json_object! { @impls $name [] $($hash)? }
    };
    (@impls $name:ident [$($bare:ident)?] $($hash:ident)?) => {
        $(
            #[automatically_derived]
            impl ::core::cmp::Eq for $name {}

            #[automatically_derived]
            impl ::core::hash::$hash for $name {
                fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                    $crate::codec::hash(self, state);
                }
            }
        )?

        #[automatically_derived]
        impl $crate::codec::Decode for $name {
            const MEMBERS: $crate::codec::MemberNames =
                $crate::codec::MemberNames::new(<Self as $crate::codec::Record>::MEMBERS, <Self as $crate::codec::Record>::OPEN);

            fn decode_slot<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
                slot: &mut ::core::option::Option<Self>,
            ) -> ::core::result::Result<(), D::Error> {
                $crate::codec::read_slot(deserializer, slot)
            }
        }

        #[automatically_derived]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::read(deserializer)
            }
        }

        #[automatically_derived]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::json_object! { @write self serializer $($bare)? }
            }
        }
    };
    (@write $this:ident $serializer:ident) => {
        $crate::codec::write($this, $serializer)
    };
    (@write $this:ident $serializer:ident $bare:ident) => {
        $crate::codec::write_bare($this, $this.$bare.as_ref(), $serializer)
    };
}

/// What `given(…)` in a table asks for.
#[doc(hidden)]
#[macro_export]
macro_rules! __given {
    (
        $name:ident ($($given:ty),*)
        required { $($rf:ident $(: $rk:literal)? $(as $rc:ident)?),* $(,)? }
        $(nullable { $($nf:ident $(: $nk:literal)? $(as $nc:ident)?),* $(,)? })?
        $(optional { $($of:ident $(: $ok:literal)? $(as $oc:ident)? $(or $on:ident)?),* $(,)? })?
        $(expected { $($ef:ident $(: $ek:literal)? = $ev:expr),* $(,)? })?
        $(always { $($af:ident: $ak:literal = $av:expr),* $(,)? })?
        $(constant { $($constants:tt)* })?
        $(additional $rest:ident;)?
    ) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::Given for $name {
            type Required = ($($given,)*);

            fn with(($($rf,)*): ($($given,)*)) -> Self {
                Self {
                    $($rf,)*
                    $($($nf: ::core::default::Default::default(),)*)?
                    $($($of: ::core::default::Default::default(),)*)?
                    $($($af: ::core::default::Default::default(),)*)?
                    $($rest: ::core::default::Default::default(),)?
                }
            }
        }
    };
}

/// The name on the wire of a row: its own, or the field's.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire {
    ($field:ident) => {
        ::core::stringify!($field)
    };
    ($field:ident $wire:literal) => {
        $wire
    };
}
