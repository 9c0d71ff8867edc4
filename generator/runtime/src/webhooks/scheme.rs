//! What a description says of signatures.

/// How messages are signed, and what tells their topics and ids.
///
/// Emitted crates have one, from `x-webhook-signature` and `x-webhook-envelope`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureScheme {
    pub(super) header: &'static str,
    pub(super) algorithm: Algorithm,
    pub(super) encoding: SignatureEncoding,
    pub(super) prefix: &'static str,
    pub(super) separator: Option<char>,
    pub(super) signed: &'static str,
    pub(super) timestamp: Option<TimestampSource>,
    pub(super) tolerance: u32,
    pub(super) base64_secret: Option<&'static str>,
    pub(super) topic: Location,
    pub(super) id: Option<Location>,
}

/// What makes a signature of a secret and a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-1.
    Sha1,
    /// HMAC with SHA-256.
    Sha256,
}

/// How the bytes of a signature are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureEncoding {
    /// Two small digits a byte.
    Hex,
    /// Base64 with padding.
    Base64,
}

/// Where a message has its topic or its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In a header of this name.
    Header(&'static str),
    /// In the body, at a JSON pointer.
    Body(&'static str),
}

/// Where the time of signing stands, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampSource {
    /// In a header of this name.
    Header(&'static str),
    /// In the signature's header, as the part that begins so.
    Part(&'static str),
}

impl SignatureScheme {
    /// [Standard Webhooks](https://www.standardwebhooks.com): the signature
    /// covers id, time and body, and the secret is Base64 behind `whsec_`.
    pub const STANDARD: Self = Self::new("webhook-signature", Algorithm::Sha256)
        .encoding(SignatureEncoding::Base64)
        .prefix("v1,")
        .separator(' ')
        .signed("{id}.{timestamp}.{body}")
        .timestamp(TimestampSource::Header("webhook-timestamp"), 300)
        .base64_secret("whsec_")
        .topic(Location::Body("/type"))
        .id(Location::Header("webhook-id"));

    /// A signature of the body in a header, in hexadecimal digits. The topic is at
    /// `/type` unless [`topic`](Self::topic) says otherwise.
    #[must_use]
    pub const fn new(header: &'static str, algorithm: Algorithm) -> Self {
        Self {
            header,
            algorithm,
            encoding: SignatureEncoding::Hex,
            prefix: "",
            separator: None,
            signed: "{body}",
            timestamp: None,
            tolerance: 0,
            base64_secret: None,
            topic: Location::Body("/type"),
            id: None,
        }
    }

    /// How the signature's bytes are written.
    #[must_use]
    pub const fn encoding(mut self, encoding: SignatureEncoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// What stands in front of a signature, such as `sha1=`.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The header holds several parts, with this between them. One fitting
    /// signature among them is enough.
    #[must_use]
    pub const fn separator(mut self, separator: char) -> Self {
        self.separator = Some(separator);
        self
    }

    /// What is signed: a text in which `{body}`, `{timestamp}` and `{id}` stand for
    /// what the message has.
    #[must_use]
    pub const fn signed(mut self, template: &'static str) -> Self {
        self.signed = template;
        self
    }

    /// Where the time of signing stands, and how many seconds it may be off.
    #[must_use]
    pub const fn timestamp(mut self, source: TimestampSource, tolerance: u32) -> Self {
        self.timestamp = Some(source);
        self.tolerance = tolerance;
        self
    }

    /// Secrets are Base64, perhaps behind this prefix.
    #[must_use]
    pub const fn base64_secret(mut self, prefix: &'static str) -> Self {
        self.base64_secret = Some(prefix);
        self
    }

    /// Where the topic is.
    #[must_use]
    pub const fn topic(mut self, location: Location) -> Self {
        self.topic = location;
        self
    }

    /// Where the id is, which is the same when a message is sent again.
    #[must_use]
    pub const fn id(mut self, location: Location) -> Self {
        self.id = Some(location);
        self
    }
}
