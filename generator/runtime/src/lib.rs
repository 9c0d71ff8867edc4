//! What every generated client links against.
//!
//! A generated crate describes: which operations there are, and what their
//! types look like. Everything that a client *does* is in here, written once by
//! hand and compiled once.
//!
//! - **Types** are read and written by [`codec`] from tables ([`json_object!`],
//!   [`newtype!`], [`string_enum!`], [`union!`], …), without serde's derives.
//! - **Calls** are values: [`Client::call`] starts a [`CallBuilder`], which ends
//!   in a [`Call`] or a [`PaginatedCall`] call. A call is awaited or sent blocking, and
//!   can be looked at before. What a client sets for all calls, a call can set
//!   for itself.
//! - **Streams**: a body may come piece by piece ([`Body::stream`], also in a
//!   [`File`]), and a response may be read so ([`Call::stream`], [`StreamCall`]).
//! - **Failures** are dealt with before they become errors: what may be
//!   repeated is ([`RetryPolicy`]), the server's rate limit is kept ([`RateLimiter`]),
//!   and a write whose outcome nobody can tell is looked into
//!   ([`Call::reconcile`]).
//! - **Errors** are one type, [`Error`], which tells whether the server carried
//!   the call out ([`Error::outcome`]), and loses nothing that it sent.
//! - **Code of yours** goes around each sending as a [`Middleware`].
//! - **The outside** is one trait, [`Transport`], with its clock. The feature `reqwest`, on by
//!   default, brings one; without it there is neither an HTTP library nor an
//!   async runtime among the dependencies.
//!
//! What the client promises:
//!
//! - A request is sent only if everything about it is in order, and sent again
//!   only where that does no harm: if its operation changes nothing or may be
//!   done twice ([`Idempotency`]), if nothing of it reached the server, or if the
//!   server refused it by 429. `no_retries` turns that off. What might be done
//!   twice by a repeat ends in [`Error::OutcomeUnknown`] instead.
//! - One limit of time holds for a call with all its attempts and waits, and an
//!   outage doesn't multiply the traffic: all calls of a client share a stock of
//!   repeats.
//! - Credentials go to the base URL's host and, for operations to which the API's
//!   description gives a server of their own, to that; to no other. Redirects are not
//!   followed, and nothing prints them: no `Debug`, no error, no header that
//!   isn't marked sensitive.
//! - A parameter's value can't change which path is called.
//! - A response of any size, or any item of one that is streamed, takes no more
//!   memory than [`ClientBuilder::max_response_bytes`] allows.
//! - What the server sent is kept with the error if it can't be read.
//!
//! Features: `reqwest` (default) is the transport, over rustls with ring, and
//! the operating system's certificates; `gzip` asks for compressed responses and
//! unpacks them within bounds; `tracing` makes a span of each sending, by
//! OpenTelemetry's conventions for HTTP clients; `jiff` and `chrono` convert
//! [`UnixTime`].

mod api;
mod auth;
mod boxed;
mod call;
mod client;
pub mod codec;
mod emitted;
mod error;
mod escape;
mod fault;
mod headers;
mod json_pointer;
mod middleware;
mod multipart;
mod pagination;
mod param;
mod random;
mod rate_limiter;
mod request;
mod request_body;
mod response;
mod retry;
mod secret;
mod single_line;
mod stream;
mod transport;
mod unix_time;

#[cfg(feature = "reqwest")]
pub use self::transport::ReqwestTransport;
pub use self::{
    api::{
        ApiMetadata, ErrorEnvelope, Idempotency, Operation, RateLimitHeaders, Security,
        SecurityScheme, Server,
    },
    auth::{Token, TokenProvider},
    boxed::{BoxError, BoxFuture},
    call::{
        Call, CallBuilder, CallFuture, Plain, Reconcile, Reconciliation, ReconcilingCall,
        ResponseCall, ResponseFuture, WithResponse,
    },
    client::{Client, ClientBuilder},
    codec::{
        CodecError, Decode, JsonType, Patch, VariantMatcher, from_slice, from_str, from_value,
        to_value, to_vec,
    },
    error::{
        ApiError, ConnectionError, DecodeError, Error, ErrorKind, InvalidRequestError, Outcome,
        OutcomeUnknownError, PaginationError, RateLimitedError, TimeoutError,
    },
    middleware::{Attempt, Middleware, Next, OnRequest, OnResponse, on_request, on_response},
    multipart::File,
    pagination::{
        CursorLocation, Items, ItemsBlocking, Pages, PagesBlocking, PaginatedCall, Pagination,
    },
    param::{Encoding, Param, Style},
    random::{Rng, SeededRng},
    rate_limiter::{Priority, RateLimiter},
    response::{FromResponse, Header, RateLimit, Response},
    retry::RetryPolicy,
    secret::Secret,
    stream::{
        Chunks, ChunksBlocking, Event, StreamCall, StreamItems, StreamItemsBlocking, Streaming,
    },
    transport::{
        Body, ByteStream, CollectedBody, Phase, Transport, TransportError, TransportErrorKind,
    },
    unix_time::{TimeOutOfRangeError, UnixTime},
};
pub use bytes::Bytes;
pub use http;
pub use serde_json::{Map, Value, json};

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
    pub use crate::emitted::server_url;
    pub use crate::response::{answer_rule, decode_body, no_answer, raw_body, text_body};
}
