//! What an API's description says, as constants that emitted crates hold.

mod idempotency;
mod metadata;
mod operation;
mod security;
mod status_rule;
mod unknown_server;

pub use idempotency::Idempotency;
pub use metadata::{ApiMetadata, ErrorEnvelope, RateLimitHeaders, Server};
pub use operation::Operation;
pub(crate) use operation::OperationRef;
pub(crate) use security::SchemeKind;
pub use security::{Security, SecurityScheme};
#[doc(hidden)]
pub use status_rule::status_rule;
pub use unknown_server::{UnknownServer, server_named};
