//! Webhooks: what the API sends by itself.

use super::{Docs, NamedExample, RustIdent, TypeRef};

/// The messages of an API.
#[derive(Debug, Clone)]
pub struct Webhooks {
    /// The enum of messages.
    pub name: RustIdent,
    /// The messages, in document order.
    pub messages: Vec<Webhook>,
    /// The variant that keeps what the document doesn't know.
    pub unknown: RustIdent,
}

/// One message.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// Its key under `webhooks`, behind the method where it is sent by several.
    pub name: String,
    /// The variant.
    pub variant: RustIdent,
    /// What it holds; `None` for a message without a JSON body.
    pub ty: Option<TypeRef>,
    /// Summary and description.
    pub docs: Docs,
    /// The document's examples.
    pub examples: Vec<NamedExample>,
}
