//! `branches!`: branches of a union made of what they require.

/// Makes a constructor for each branch of a union that is a struct, by a table.
///
/// A row is `name = Variant(Payload)(field: Type, …)`: the function takes what
/// `Payload::new` takes, each as a row of [`setters!`](crate::setters) would
/// have it.
///
/// ```
/// use oas_runtime::{branches, json_object, union};
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub struct Card { pub number: String }
/// json_object! { Card { new(number: String); required { number } } }
///
/// #[derive(Debug, Clone, PartialEq)]
/// pub enum Payment { Card(Card) }
/// union! { Payment { Card(Card): VariantMatcher::Keys(&["number"]) } }
/// branches! { Payment { card = Card(Card)(number: String) } }
///
/// assert_eq!(Payment::card("4242"), Payment::Card(Card::new("4242")));
/// ```
#[macro_export]
macro_rules! branches {
    ($name:ident {
        $(
            $make:ident = $variant:ident($payload:ty)(
                $(
                    $given:ident:
                        $($plain:path)?
                        $([$element:ty])?
                        $({$member:ty})?
                        $(=> $boxed:path)?
                        $(= $exact:ty)?
                ),* $(,)?
            )
        ),* $(,)?
    }) => {
        #[allow(deprecated, clippy::too_many_arguments)]
        impl $name {
            $(
                #[doc = ::core::concat!(
                    "[`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant),
                    "), of what it requires."
                )]
                #[must_use]
                pub fn $make(
                    $(
                        $($given: impl ::core::convert::Into<$plain>,)?
                        $($given: impl ::core::iter::IntoIterator<Item: ::core::convert::Into<$element>>,)?
                        $(
                            $given: impl ::core::iter::IntoIterator<
                                Item = (
                                    impl ::core::convert::Into<$crate::__std::String>,
                                    impl ::core::convert::Into<$member>,
                                ),
                            >,
                        )?
                        $($given: impl ::core::convert::Into<$boxed>,)?
                        $($given: $exact,)?
                    )*
                ) -> Self {
                    Self::$variant(<$payload>::new($($given),*))
                }
            )*
        }
    };
}
