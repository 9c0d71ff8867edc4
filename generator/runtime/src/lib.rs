//! What every generated client links against.

mod auth;
mod blocking;
mod call;
mod client;
pub mod codec;
mod error;
mod operation;
mod paging;
mod param;
mod pointer;
mod profile;
mod request;
mod scalar;
mod transport;

use std::pin::Pin;

#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
pub use self::{
    auth::{Secret, SecurityScheme, Token, TokenProvider},
    call::{
        Answer, Call, CallBuilder, CallFuture, RateLimit, Response, ResponseCall, ResponseFuture,
    },
    client::{Client, ClientBuilder},
    codec::{CodecError, Decode, Kind, Rule, from_slice, from_str, from_value, to_value, to_vec},
    error::{
        ApiError, CarriedOut, DecodeError, DeliveryError, Error, ErrorKind, PagingError,
        RequestError, TimeoutError,
    },
    operation::{Operation, Security},
    paging::{Cursor, Items, ItemsBlocking, Paged, Pages, PagesBlocking, Paging},
    param::{Param, Style},
    profile::{ApiProfile, ErrorShape, RateLimitHeaders, Server},
    scalar::{OutOfRange, Patch, UnixTime},
    transport::{
        Body, ByteStream, Collected, Phase, Transport, TransportError, TransportErrorKind,
    },
};
pub use bytes::Bytes;
pub use http;
pub use serde_json::{Map, Value};

#[doc(hidden)]
pub use serde;

/// What the macros name of the standard library, out of reach of types of
/// the same name where they are used.
#[doc(hidden)]
pub mod __std {
    pub use std::{
        boxed::Box,
        string::{String, ToString},
    };
}

/// What the macros call and nobody else should.
#[doc(hidden)]
pub mod __private {
    pub use crate::call::{answer_rule, decode_body, no_answer};
}

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Any error, of any cause.
pub type BoxError = Box<dyn std::error::Error + Send + Sync + 'static>;
