//! A server for any `OpenAPI` document: it validates what it is sent, responds
//! with what fits the document, remembers what was created, and goes wrong on
//! purpose, for tests of clients.
//!
//! ```text
//! request → route → credentials → rate limit → validation → rules, store or sample → faults → response
//! ```
//!
//! [`Mock`] is the server apart from any network: a function from requests to
//! responses, the same for the same seed. [`MockTransport`] puts it behind a
//! client in the same process, on a clock that needs no waiting; [`Server`]
//! behind a port, over real HTTP. What an API does beyond its document is told
//! by [`Rules`].
//!
//! - **Responses** come from the document's examples or are made from its
//!   schemas: formats, bounds, patterns and enums are kept, and references in
//!   circles end.
//! - **Requests** are judged by the schemas as the document writes them, and
//!   all that is wrong is told at once, each problem with its place.
//! - **Collections**, such as `/pets` with `/pets/{id}`, are remembered.
//! - **[`Fault`]s** say what goes wrong, of which operation, when, how often.
//! - **The [ledger](Mock::ledger)** says what was truly done, whatever the
//!   responses said.

mod api;
mod clock;
mod encoding;
mod faults;
mod generic;
mod ledger;
mod limit;
mod mock;
#[cfg(feature = "server")]
mod page;
mod record;
mod refuse;
mod reply;
mod request;
mod rules;
mod sample;
mod schema;
#[cfg(feature = "server")]
mod server;
mod store;
mod transport;

pub use bytes::Bytes;
pub use http;
pub use oas_codegen::Source;
pub use oas_codegen::model::Location;
pub use oas_runtime::test_util::VirtualClock;
pub use serde_json::{Value, json};

pub use self::{
    api::{Media, Operation, Parameter},
    clock::Clock,
    faults::{Fault, FaultFileError, FaultKind},
    ledger::{Change, Commit},
    limit::Budget,
    mock::{BuildError, Mock, MockBuilder, ReadDocument},
    record::Record,
    reply::{Delivery, Reply},
    rules::{Call, Content, MockResponse, NoRules, Origin, Refusal, Rules, WebhookMessage},
    schema::{Problem, ProblemKind},
    transport::MockTransport,
};
#[cfg(feature = "server")]
pub use self::{
    clock::RealClock,
    page::documentation,
    server::{ListenError, Server, ServerOptions},
};
