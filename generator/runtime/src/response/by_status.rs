//! Responses that differ by status.

use bytes::Bytes;
use http::StatusCode;

use crate::codec::{CodecError, Decode, FieldCodec, Lenient, decode_slice, decode_slice_as};

/// A type that tells apart several responses of one operation by their status.
///
/// [`response_enum!`](crate::response_enum) implements it from a table.
pub trait FromResponse: Sized {
    /// Whether the status is one of these responses. A status that isn't, and
    /// that isn't a success, becomes [`Error::Api`](crate::Error::Api).
    fn expects(status: StatusCode) -> bool;

    /// Reads the body that came with the status.
    ///
    /// # Errors
    ///
    /// The body isn't what the response of that status is described to be.
    fn read(status: StatusCode, body: &[u8]) -> Result<Self, CodecError>;
}

/// Reads the body of one response; an empty one counts as `null`.
///
/// # Errors
///
/// The body isn't the JSON of a `T`.
#[doc(hidden)]
pub fn decode_body<T: Decode>(body: &[u8]) -> Result<T, CodecError> {
    decode_slice(if body.is_empty() { b"null" } else { body })
}

/// Reads the body of one response as [`Lenient`] does.
///
/// # Errors
///
/// The body isn't the JSON of a `T`, even so.
#[doc(hidden)]
pub fn lenient_body<T>(body: &[u8]) -> Result<T, CodecError>
where
    Lenient: FieldCodec<T>,
{
    decode_slice_as::<Lenient, T>(if body.is_empty() { b"null" } else { body })
}

/// Reads the body of one response as text in UTF-8.
///
/// # Errors
///
/// The body isn't UTF-8.
#[doc(hidden)]
pub fn text_body(body: &[u8]) -> Result<String, CodecError> {
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(error) => failed(&format!("the text isn't UTF-8: {error}")),
    }
}

/// Takes the body of one response as it is.
///
/// # Errors
///
/// None; it is read like any other.
#[doc(hidden)]
pub fn raw_body(body: &[u8]) -> Result<Bytes, CodecError> {
    Ok(Bytes::copy_from_slice(body))
}

/// The error of reading a response whose status no row names.
///
/// # Errors
///
/// Always.
#[doc(hidden)]
pub fn no_response<T>() -> Result<T, CodecError> {
    failed("the API's description has no response of this status")
}

/// An error of the codec that is none of JSON's.
fn failed<T>(message: &str) -> Result<T, CodecError> {
    Err(CodecError::other(message))
}

/// Tells the responses of an operation apart by their status.
///
/// A row names a status, a range in quotes (`"2XX"`), or `default`, and the
/// variant with the type of its JSON, or a variant alone where the body says
/// nothing. `(String as Text)` is text instead of JSON, and `(Bytes as Raw)`
/// takes a body of any other type as it is; `(i64 as Lenient)` is read by
/// [`Lenient`](crate::codec::Lenient). Its own number goes before a range, and a range before `default`,
/// whatever the order of the rows. `default` takes successes only; errors that
/// no row names stay errors.
///
/// ```
/// # #![allow(missing_docs)]
/// use oas_runtime::response::FromResponse;
/// use oas_runtime::response_enum;
///
/// #[derive(Debug, PartialEq)]
/// pub enum StartResponse {
///     Ok(String),
///     Accepted(i64),
///     NoContent,
/// }
///
/// response_enum! {
///     StartResponse {
///         200: Ok(String),
///         202: Accepted(i64),
///         204: NoContent,
///     }
/// }
///
/// let response = StartResponse::read(http::StatusCode::ACCEPTED, b"7").unwrap();
/// assert_eq!(response, StartResponse::Accepted(7));
/// assert!(!StartResponse::expects(http::StatusCode::NOT_FOUND));
/// ```
#[macro_export]
macro_rules! response_enum {
    ($response:ident { $( $status:tt : $variant:ident $( ( $body:ty $( as $codec:ident )? ) )? ),+ $(,)? }) => {
        impl $crate::response::FromResponse for $response {
            fn expects(status: $crate::http::StatusCode) -> bool {
                $crate::__private::status_rule(&[$( ::core::stringify!($status) ),+], status)
                    .is_some()
            }

            fn read(
                status: $crate::http::StatusCode,
                body: &[u8],
            ) -> ::core::result::Result<Self, $crate::codec::CodecError> {
                let rule =
                    $crate::__private::status_rule(&[$( ::core::stringify!($status) ),+], status);
                $(
                    if rule == ::core::option::Option::Some(::core::stringify!($status)) {
                        return $crate::__response_variant!($response $variant body $( $body $( as $codec )? )?);
                    }
                )+
                $crate::__private::no_response()
            }
        }
    };
}

/// One response of [`response_enum!`](crate::response_enum): with a body, or without.
#[doc(hidden)]
#[macro_export]
macro_rules! __response_variant {
    ($response:ident $variant:ident $bytes:ident $body:ty as Text) => {
        $crate::__private::text_body($bytes).map($response::$variant)
    };
    ($response:ident $variant:ident $bytes:ident $body:ty as Lenient) => {
        $crate::__private::lenient_body::<$body>($bytes).map($response::$variant)
    };
    ($response:ident $variant:ident $bytes:ident $body:ty as Raw) => {
        $crate::__private::raw_body($bytes).map($response::$variant)
    };
    ($response:ident $variant:ident $bytes:ident $body:ty) => {
        $crate::__private::decode_body::<$body>($bytes).map($response::$variant)
    };
    ($response:ident $variant:ident $bytes:ident) => {
        ::core::result::Result::Ok($response::$variant)
    };
}
