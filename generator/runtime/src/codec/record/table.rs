//! The macro `record!`.

/// Reads and writes a struct as a JSON object, by a table of its fields.
#[macro_export]
macro_rules! record {
    // All-optional: filled in place, starting from the default.
    ($name:ident {
        $(nullable { $($nf:ident: $nk:literal $(as $nc:ident)?),* $(,)? })?
        $(optional { $($of:ident: $ok:literal $(as $oc:ident)?),* $(,)? })?
        $(constant { $($ck:literal: $cv:expr),* $(,)? })?
        $(bare $bare:ident;)?
        $(rest $rest:ident;)?
    }) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[
                $($($nk,)*)? $($($ok,)*)? $($($ck,)*)?
            ];

            fn read_members<M: $crate::codec::Members>(
                reader: &mut M,
            ) -> ::core::option::Option<Self> {
                let mut this = <Self as ::core::default::Default>::default();
                while $crate::codec::Members::pass(reader) {
                    $($($crate::codec$(::$nc)?::get(reader, $nk, &mut this.$nf);)*)?
                    $($($crate::codec$(::$oc)?::get(reader, $ok, &mut this.$of);)*)?
                    $($($crate::codec::skip(reader, $ck);)*)?
                    $($crate::codec::rest(reader, &mut this.$rest);)?
                }
                ::core::option::Option::Some(this)
            }

            $(
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
                $($($crate::codec$(::$nc)?::put(writer, $nk, &self.$nf);)*)?
                $($($crate::codec$(::$oc)?::put_some(writer, $ok, &self.$of);)*)?
                $($($crate::codec::put(writer, $ck, &$cv);)*)?
                $($crate::codec::put_rest(self, writer, &self.$rest);)?
            }
        }
        $crate::record! { @impls $name $($bare)? }
    };
    ($name:ident {
        required { $($rf:ident: $rk:literal $(as $rc:ident)?),* $(,)? }
        $(nullable { $($nf:ident: $nk:literal $(as $nc:ident)?),* $(,)? })?
        $(optional { $($of:ident: $ok:literal $(as $oc:ident)?),* $(,)? })?
        $(constant { $($ck:literal: $cv:expr),* $(,)? })?
        $(rest $rest:ident;)?
    }) => {
        #[automatically_derived]
        #[allow(deprecated)]
        impl $crate::codec::Record for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[
                $($rk,)* $($($nk,)*)? $($($ok,)*)? $($($ck,)*)?
            ];

            fn read_members<M: $crate::codec::Members>(
                reader: &mut M,
            ) -> ::core::option::Option<Self> {
                $(let mut $rf = ::core::option::Option::None;)*
                $($(let mut $nf = ::core::default::Default::default();)*)?
                $($(let mut $of = ::core::default::Default::default();)*)?
                $(let mut $rest = ::core::default::Default::default();)?
                loop {
                    // The struct comes first, so that each type is known
                    // before the lines that read it are checked.
                    if !$crate::codec::Members::pass(reader) {
                        return ::core::option::Option::Some(Self {
                            $($rf: $crate::codec::need(reader, $rk, $rf)?,)*
                            $($($nf,)*)?
                            $($($of,)*)?
                            $($rest,)?
                        });
                    }
                    $($crate::codec$(::$rc)?::slot(reader, $rk, &mut $rf);)*
                    $($($crate::codec$(::$nc)?::get(reader, $nk, &mut $nf);)*)?
                    $($($crate::codec$(::$oc)?::get(reader, $ok, &mut $of);)*)?
                    $($($crate::codec::skip(reader, $ck);)*)?
                    $($crate::codec::rest(reader, &mut $rest);)?
                }
            }

            fn write_members<M: $crate::serde::ser::SerializeMap>(
                &self,
                writer: &mut $crate::codec::Writer<M>,
            ) {
                $($crate::codec$(::$rc)?::put(writer, $rk, &self.$rf);)*
                $($($crate::codec$(::$nc)?::put(writer, $nk, &self.$nf);)*)?
                $($($crate::codec$(::$oc)?::put_some(writer, $ok, &self.$of);)*)?
                $($($crate::codec::put(writer, $ck, &$cv);)*)?
                $($crate::codec::put_rest(self, writer, &self.$rest);)?
            }
        }
        $crate::record! { @impls $name }
    };
    (@impls $name:ident $($bare:ident)?) => {
        #[automatically_derived]
        impl $crate::codec::Decode for $name {
            fn decode<'de, D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::read(deserializer)
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
                $crate::record! { @write self serializer $($bare)? }
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
