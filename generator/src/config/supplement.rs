//! What a configuration says because the document doesn't.

use super::Selector;
use crate::tree::Node;

/// What `[api]`, `[error]`, `[security]`, `[webhooks]` and `[idempotency]` say, as the
/// document would have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Supplement {
    /// How messages call the configuration.
    pub(crate) name: String,
    /// Its text, so that messages can show it.
    pub(crate) text: String,
    /// What `x-api` would say.
    pub(crate) api: Option<Node>,
    /// What `x-error` would say, and the schema on which it would stand.
    pub(crate) error: Option<Node>,
    /// Security schemes by their names.
    pub(crate) security: Option<Node>,
    /// What `x-webhook-signature` and `x-webhook-envelope` would say.
    pub(crate) webhooks: Option<Node>,
    /// What `x-idempotent` would say, or in a table `x-idempotency-key`.
    pub(crate) idempotency: Vec<(Selector, Node)>,
}

impl Supplement {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        let tables = [&self.api, &self.error, &self.security, &self.webhooks];
        tables.iter().all(|table| table.is_none()) && self.idempotency.is_empty()
    }
}
