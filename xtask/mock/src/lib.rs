//! `cargo xtask mock` as a library: Intercom's own rules on top of `oas-mock`,
//! for tests of whatever talks to Intercom.
//!
//! ```
//! use oas_mock::{Fault, FaultKind, MockTransport};
//! use oas_runtime::api::ApiMetadata;
//! use oas_runtime::Client;
//!
//! let mock = xtask_mock::intercom()
//!     .faults([Fault::new("createTicket", FaultKind::ResetAfterCommit).times(1)])
//!     .build()?;
//! // The emitted client's builder takes it likewise.
//! # static API: ApiMetadata = ApiMetadata::new("intercom", "1.0.0");
//! let client = Client::builder(&API)
//!     .base_url("https://api.intercom.io")
//!     .transport(MockTransport::new(mock.clone()))
//!     .build()?;
//! // … and afterwards the ledger says what was truly done.
//! assert!(mock.ledger().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod ids;
mod intercom;

#[cfg(feature = "webhooks")]
mod webhooks;

pub use intercom::{Intercom, Region};
#[cfg(feature = "webhooks")]
pub use webhooks::{WebhookDelivery, webhook_deliveries};

use std::sync::LazyLock;

use oas_mock::{BuildError, Mock, MockBuilder, ReadDocument, Source};

/// The description of Intercom's ticket endpoints that the rules belong to.
const DOCUMENT: &str = include_str!("../../../spec/intercom-tickets.yaml");

/// A server of Intercom's ticket endpoints, with the rules and the workspace of
/// [`Intercom::new`], on a virtual clock, and with the rate limit that Intercom
/// documents: 10,000 requests a minute.
#[must_use]
pub fn intercom() -> MockBuilder {
    intercom_with(Intercom::new())
}

/// The same with rules that were told something.
#[must_use]
pub fn intercom_with(rules: Intercom) -> MockBuilder {
    // The document is read once, however many servers a test makes.
    static READ: LazyLock<Result<ReadDocument, BuildError>> =
        LazyLock::new(|| ReadDocument::read(&document()));
    match &*READ {
        Ok(document) => with_rules(Mock::serving(document), rules),
        // Whoever builds it is told why it can't be read.
        Err(_) => with_rules(Mock::builder(document()), rules),
    }
}

/// Intercom's rules on a document of one's own.
#[must_use]
pub fn with_rules(builder: MockBuilder, rules: Intercom) -> MockBuilder {
    builder.rules(rules).rate_limit(Intercom::REQUESTS_A_MINUTE)
}

/// The document that the rules belong to.
#[must_use]
pub fn document() -> Source {
    Source::from_text("intercom-tickets.yaml", DOCUMENT)
}
