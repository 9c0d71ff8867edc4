//! `setters!`: the consuming setters of request types.

use std::collections::BTreeMap;

/// Makes consuming setters for optional fields, by a table of their types.
///
/// A field of type `Option` or [`Patch`](crate::Patch) has one row. What the
/// row looks like says what the setter takes:
///
/// | row | field | setter |
/// |---|---|---|
/// | `name: T,` | `Option<T>` | `name(impl Into<T>)` |
/// | `name: => T,` | `Option<Box<T>>` | `name(impl Into<T>)` |
/// | `name: [T],` | `Option<Vec<T>>` | `name(impl IntoIterator<Item: Into<T>>)` |
/// | `name: {T},` | `Option<BTreeMap<String, T>>` | `name(impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>)` |
/// | `name: = T,` | `Option<T>` | `name(T)` |
/// | any of these with `\| clear_name` | `Patch<…>` | the same, and `clear_name()`, which sends `null` |
///
/// `T` of the first two rows is a path (`CompanyId`, `Vec<u8>`); other types,
/// such as tuples, take the form with `=`.
///
/// Before the rows, `new();` makes a constructor from the struct's `Default`.
///
/// A setter names its field in its documentation without a link, because a
/// link to a field with a raw identifier (`r#type`) can't be written.
///
/// ```
/// use std::collections::BTreeMap;
/// use oas_runtime::{Patch, UnixTime, Value, setters};
///
/// #[derive(Default)]
/// struct Update {
///     company: Option<String>,
///     labels: Option<Vec<String>>,
///     attributes: Option<BTreeMap<String, Value>>,
///     snoozed_until: Patch<UnixTime>,
/// }
///
/// setters! {
///     Update {
///         new();
///         company: String,
///         labels: [String],
///         attributes: {Value},
///         snoozed_until: UnixTime | clear_snoozed_until,
///     }
/// }
///
/// let update = Update::new()
///     .company("c1")
///     .labels(["new", "urgent"])
///     .attributes([("floor", 3)])
///     .clear_snoozed_until();
/// assert_eq!(update.company.as_deref(), Some("c1"));
/// assert!(update.snoozed_until.is_null());
/// # let _ = (update.labels, update.attributes);
/// ```
#[macro_export]
macro_rules! setters {
    ($name:ident { new(); $($rows:tt)* }) => {
        impl $name {
            /// With nothing set.
            #[must_use]
            pub fn new() -> Self {
                <Self as ::core::default::Default>::default()
            }
        }

        $crate::setters! { $name { $($rows)* } }
    };
    ($name:ident {
        $(
            $field:ident:
                $($plain:path)?
                $([$element:ty])?
                $({$member:ty})?
                $(=> $boxed:path)?
                $(= $exact:ty)?
                $(| $clear:ident)?
        ),* $(,)?
    }) => {
        #[allow(deprecated)]
        impl $name {
            $(
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$plain>) -> Self {
                        self.$field = $crate::codec::Present::of(::core::convert::Into::into(value));
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: impl ::core::convert::Into<$boxed>) -> Self {
                        self.$field = $crate::codec::Present::of($crate::__std::Box::<$boxed>::new(::core::convert::Into::into(value)));
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, values: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<$element>>) -> Self {
                        self.$field = $crate::codec::Present::of($crate::codec::collect_list::<$element, _>(values));
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field<K: ::core::convert::Into<$crate::__std::String>, V: ::core::convert::Into<$member>>(
                        mut self,
                        members: impl ::core::iter::IntoIterator<Item = (K, V)>,
                    ) -> Self {
                        self.$field = $crate::codec::Present::of($crate::codec::collect_map(members));
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                    #[must_use]
                    pub fn $field(mut self, value: $exact) -> Self {
                        self.$field = $crate::codec::Present::of(value);
                        self
                    }
                )?
                $(
                    #[doc = ::core::concat!("Clears `", ::core::stringify!($field), "`: sends `null`.")]
                    #[must_use]
                    pub fn $clear(mut self) -> Self {
                        self.$field = $crate::Patch::Null;
                        self
                    }
                )?
            )*
        }
    };
}

/// What a constructor takes as it is.
#[doc(hidden)]
#[must_use]
pub fn exact<T>(value: T) -> T {
    value
}

/// Collects what a setter of a list was given.
#[doc(hidden)]
#[must_use]
pub fn collect_list<T, I>(values: I) -> Vec<T>
where
    I: IntoIterator<Item: Into<T>>,
{
    values.into_iter().map(Into::into).collect()
}

/// Collects what a setter of a map was given.
#[doc(hidden)]
#[must_use]
pub fn collect_map<T, K: Into<String>, V: Into<T>>(
    members: impl IntoIterator<Item = (K, V)>,
) -> BTreeMap<String, T> {
    members
        .into_iter()
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}
