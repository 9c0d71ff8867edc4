//! `server_url!`: URLs of servers that have variables.

/// Makes a struct of texts into the URL of a server with variables.
///
/// The table has the URL's template and, for each field, the variable's name in
/// it and the value that the API's description has by default.
///
/// ```
/// use oas_runtime::server_url;
///
/// pub struct ProductionUrl {
///     pub region: String,
///     pub port: String,
/// }
///
/// server_url!(ProductionUrl = "https://{region}.pets.example:{port}" {
///     region: "region" = "eu",
///     port: "port" = "443",
/// });
///
/// let url = ProductionUrl::new().region("us").url();
/// assert_eq!(url, "https://us.pets.example:443");
/// ```
#[macro_export]
macro_rules! server_url {
    ($name:ident = $template:literal {
        $( $field:ident: $variable:literal = $default:literal ),* $(,)?
    }) => {
        impl $name {
            /// With every variable as it is by default.
            #[must_use]
            pub fn new() -> Self {
                Self {
                    $( $field: $crate::__std::String::from($default), )*
                }
            }

            $(
                #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
                #[must_use]
                pub fn $field(mut self, value: impl ::core::convert::Into<$crate::__std::String>) -> Self {
                    self.$field = ::core::convert::Into::into(value);
                    self
                }
            )*

            /// The whole URL, for the builder's `base_url`.
            #[must_use]
            pub fn url(&self) -> $crate::__std::String {
                $crate::__private::server_url($template, &[$( ($variable, &self.$field) ),*])
            }
        }

        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// Puts values into a template, in one pass: what a value holds is not looked
/// at again.
#[doc(hidden)]
#[must_use]
pub fn server_url(template: &str, values: &[(&str, &String)]) -> String {
    let mut url = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        url.push_str(before);
        let Some((variable, after)) = behind.split_once('}') else {
            rest = behind;
            break;
        };
        if let Some((_, value)) = values.iter().find(|(name, _)| *name == variable) {
            url.push_str(value);
        }
        rest = after;
    }
    url.push_str(rest);
    url
}
