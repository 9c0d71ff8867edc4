//! What a configuration says because the document doesn't.

use super::Selector;
use crate::tree::Node;

/// What `[api]`, `[error]`, `[security]`, `[webhooks]` and `[idempotency]` say, as the
/// document would have it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Supplement {
    /// How messages call the configuration, be there anything in it that the
    /// document doesn't say or not.
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
