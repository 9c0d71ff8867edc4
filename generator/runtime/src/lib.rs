//! What every generated client links against.
//!
//! A generated crate describes: which operations there are, and what their
//! types look like. Everything that a client *does* is in here, written once by
//! hand and compiled once. What everybody needs is at the root; the rest is in
//! modules:
//!
//! | module | what is there |
//! |---|---|
//! | [`api`] | what an API's description says: operations, servers, security |
//! | [`call`] | calls as values: awaited, sent blocking, looked at, [reconciled](Call::reconcile) |
//! | [`response`] | a response with its headers and rate limit, typed headers, responses by status |
//! | [`error`] | one type, [`Error`]: whether the server [carried the call out](Error::outcome), and all that it sent |
//! | [`pagination`] | lists that come page by page |
//! | [`stream`] | responses that are read piece by piece; for bodies see [`Body::stream`](transport::Body::stream) |
//! | [`retry`] | what is repeated, when and how often |
//! | [`rate_limiter`] | keeping to the server's rate limit |
//! | [`middleware`] | code of yours around each sending |
//! | [`observer`] | code of yours that is told what happens to each call; spans and events |
//! | [`auth`] | bearer tokens that change |
//! | [`transport`] | the one seam to the outside, with its clock: an HTTP library, or a test |
//! | [`codec`] | JSON in and out, from tables ([`json_object!`], [`newtype!`], [`string_enum!`], [`union!`], …) instead of serde's derives |
//! | [`param`] | how parameters and forms are written |
//! | [`scalar`] | dates, times, identifiers and whatever else has a format |
//! | [`random`], [`unix_time`] | random numbers and points in time |
//!
//! What the client promises:
//!
//! - A request is sent only if everything about it is in order, and sent again
//!   only where that does no harm: if its operation changes nothing or may be
//!   done twice ([`Idempotency`]), if nothing of it reached the server, or if the
//!   server refused it by 429. `no_retries` turns that off. What might be done
//!   twice by a repeat ends in [`Error::OutcomeUnknown`] instead.
//! - One limit of time holds for a call with all its attempts and waits, and an
//!   outage doesn't multiply the traffic: all calls of a client share one retry
//!   budget.
//! - Credentials go to the base URL's host and, for operations to which the API's
//!   description gives a server of their own, to that; to no other. Redirects are
//!   not followed, and nothing prints them: no `Debug`, no error, no header that
//!   isn't marked sensitive.
//! - A parameter's value can't change which path is called.
//! - A response of any size, or any item of one that is streamed, takes no more
//!   memory than [`ClientBuilder::max_response_bytes`] allows.
//! - What the server sent is kept with the error if it can't be read.
//!
//! # Features
//!
//! - `reqwest` (default): `transport::ReqwestTransport`. Without it there is neither
//!   an HTTP library nor an async runtime among the dependencies.
//! - `rustls-ring` (default), `rustls-aws-lc-rs`, `native-tls`: what speaks TLS for it,
//!   always with the operating system's certificates. The last two need a C compiler
//!   and OpenSSL's headers. Without any, only plain HTTP is spoken; with several,
//!   native-tls comes before rustls, and AWS-LC before ring.
//! - `gzip`: asks for compressed responses, and unpacks them within bounds.
//! - `tracing`: [spans and events](observer) of calls and attempts, by
//!   OpenTelemetry's conventions for HTTP clients.
//! - `jiff`, `chrono`, `time`, `url`, `uuid`: the types of these crates in a
//!   [`Scalar`](scalar::Scalar), and conversions of ours.
//! - `test-util`: `test_util`, a transport for tests, stubs, recordings, and a clock without
//!   waiting.
//! - `cli`: `cli`, a command line for the operations of an API.
//! - `webhooks`: `webhooks`, messages that an API sends by itself: judged by their
//!   signatures, and handled once.

// By floors, the lowest first; each imports only from those before it. See
// `ARCHITECTURE.md`.
mod base64;
mod boxed;
pub mod codec;
mod escape;
mod json_pointer;
#[cfg(feature = "patterns")]
mod pattern;
pub mod random;
mod scoped;
mod single_line;

pub mod api;
#[cfg(feature = "checks")]
pub mod check;
mod fault;
pub mod param;
pub mod scalar;
mod secret;
pub mod transport;
pub mod unix_time;

mod headers;
mod request_body;
pub mod unforeseen;

mod multipart;
mod request;
pub mod response;

pub mod error;

pub mod auth;
pub mod middleware;
pub mod observer;
pub mod rate_limiter;
pub mod retry;

mod client;

pub mod call;

#[cfg(feature = "cli")]
pub mod cli;
mod emitted;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
mod json_schema;
#[cfg(feature = "utoipa")]
mod openapi_schema;
pub mod pagination;
#[cfg(feature = "schemars")]
mod schemars_schema;
pub mod stream;
#[cfg(feature = "test-util")]
pub mod test_util;
#[cfg(feature = "webhooks")]
pub mod webhooks;

#[doc(no_inline)]
pub use bytes::Bytes;
#[cfg(feature = "chrono")]
#[doc(no_inline)]
pub use chrono;
#[doc(no_inline)]
pub use http;
#[cfg(feature = "jiff")]
#[doc(no_inline)]
pub use jiff;
#[cfg(feature = "reqwest")]
#[doc(no_inline)]
pub use reqwest;
#[cfg(feature = "schemars")]
#[doc(no_inline)]
pub use schemars;
#[doc(no_inline)]
pub use serde_json::{Map, Value, json};

#[doc(no_inline)]
pub use self::{
    api::{Idempotency, Operation},
    call::{Call, CallBuilder},
    codec::{Maybe, Patch},
    error::Error,
    param::Param,
    response::Response,
    retry::RetryPolicy,
    unix_time::UnixTime,
};
pub use self::{
    boxed::{BoxError, BoxFuture},
    client::{Client, ClientBuilder},
    multipart::File,
    secret::Secret,
};

#[cfg(feature = "time")]
#[doc(no_inline)]
pub use time;
#[cfg(feature = "url")]
#[doc(no_inline)]
pub use url;
#[cfg(feature = "utoipa")]
#[doc(no_inline)]
pub use utoipa;
#[cfg(feature = "uuid")]
#[doc(no_inline)]
pub use uuid;

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
    pub use crate::api::server_named;
    pub use crate::api::status_rule;
    pub use crate::emitted::server_url;
    #[cfg(feature = "utoipa")]
    pub use crate::openapi_schema::{add as add_openapi_schema, read as openapi_schema};
    pub use crate::response::{decode_body, lenient_body, no_response, raw_body, text_body};
    #[cfg(feature = "schemars")]
    pub use crate::schemars_schema::read as json_schema;
}
