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
    /// How messages are signed, if the document says it.
    pub signature: Option<WebhookSignature>,
}

/// How messages are signed, and what tells their topics and ids.
#[derive(Debug, Clone)]
pub struct WebhookSignature {
    /// The header that holds the signature.
    pub header: String,
    /// What makes it.
    pub algorithm: SignatureAlgorithm,
    /// How its bytes are written.
    pub encoding: SignatureEncoding,
    /// What stands in front of it.
    pub prefix: String,
    /// What stands between several of them.
    pub separator: Option<char>,
    /// What is signed, with names in braces.
    pub signed: String,
    /// Where the time of signing stands, and how many seconds it may be off.
    pub timestamp: Option<(TimestampLocation, u32)>,
    /// The prefix of secrets that are Base64.
    pub base64_secret: Option<String>,
    /// Where the topic is.
    pub topic: WebhookLocation,
    /// Where the id is.
    pub id: Option<WebhookLocation>,
}

/// What makes a signature.
#[derive(Debug, Clone, Copy)]
pub enum SignatureAlgorithm {
    /// HMAC with SHA-1.
    Sha1,
    /// HMAC with SHA-256.
    Sha256,
}

/// How the bytes of a signature are written.
#[derive(Debug, Clone, Copy)]
pub enum SignatureEncoding {
    /// In hexadecimal digits.
    Hex,
    /// In Base64.
    Base64,
}

/// Where a message has something.
#[derive(Debug, Clone)]
pub enum WebhookLocation {
    /// In a header of this name.
    Header(String),
    /// In the body, at a JSON pointer.
    Body(String),
}

/// Where a message has the time of its signing.
#[derive(Debug, Clone)]
pub enum TimestampLocation {
    /// In a header of this name.
    Header(String),
    /// In the signature's header, as the part that begins so.
    Part(String),
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
