//! `server_enum!`: servers by what a configuration calls them.

/// Reads an enum of servers from text, and from configurations by serde: by the
/// variant's name, whatever its case, or by the URL.
///
/// ```
/// use oas_runtime::server_enum;
///
/// #[derive(Debug, Clone, Copy, PartialEq)]
/// pub enum Region {
///     Us,
///     NorthSea,
/// }
///
/// impl Region {
///     pub fn url(self) -> &'static str {
///         match self {
///             Self::Us => "https://api.pets.example",
///             Self::NorthSea => "https://sea.pets.example",
///         }
///     }
/// }
///
/// server_enum!(Region { Us, NorthSea });
///
/// assert_eq!("us".parse(), Ok(Region::Us));
/// assert_eq!("north-sea".parse(), Ok(Region::NorthSea));
/// assert_eq!("https://sea.pets.example/".parse(), Ok(Region::NorthSea));
/// let error = "moon".parse::<Region>().unwrap_err();
/// assert_eq!(error.to_string(), "no server is called \"moon\"; there are us, northsea");
/// ```
#[macro_export]
macro_rules! server_enum {
    ($name:ident { $( $variant:ident ),* $(,)? }) => {
        impl ::core::str::FromStr for $name {
            type Err = $crate::api::UnknownServer;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                $crate::__private::server_named(
                    text,
                    &[ $( (::core::stringify!($variant), Self::$variant.url(), Self::$variant) ),* ],
                )
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let text = <$crate::__std::String as $crate::serde::Deserialize>::deserialize(
                    deserializer,
                )?;
                ::core::str::FromStr::from_str(&text)
                    .map_err(<D::Error as $crate::serde::de::Error>::custom)
            }
        }
    };
}
