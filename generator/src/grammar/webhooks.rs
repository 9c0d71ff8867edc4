//! `x-webhook-signature` and `x-webhook-envelope`: how messages are signed, and by
//! what they are known.

use crate::model::{
    SignatureAlgorithm, SignatureEncoding, TimestampLocation, WebhookLocation, WebhookSignature,
};
use crate::tree::Node;

/// The value that stands for the scheme of Standard Webhooks.
pub(crate) const STANDARD_WEBHOOKS: &str = "standard";

/// How many seconds the time of signing may be off where a description says
/// nothing of it.
const TOLERANCE: u32 = 300;

/// What the extensions say, which validation has judged; `None` where messages are
/// not signed.
pub(crate) fn webhook_signature(root: &Node) -> Option<WebhookSignature> {
    let mut signature = signature(root.get("x-webhook-signature")?)?;
    if let Some(envelope) = root.get("x-webhook-envelope") {
        signature.topic = location(envelope.get("topic")?)?;
        signature.id = envelope.get("id").and_then(location);
    }
    Some(signature)
}

fn signature(node: &Node) -> Option<WebhookSignature> {
    if node.as_str() == Some(STANDARD_WEBHOOKS) {
        return Some(standard());
    }
    let text = |key: &str| Some(node.get(key)?.as_str()?.to_owned());
    let timestamp = node.get("timestamp").and_then(|node| {
        let name = node.get("name")?.as_str()?.to_owned();
        Some(match node.get("in")?.as_str()? {
            "signature" => TimestampLocation::Part(name),
            _ => TimestampLocation::Header(name),
        })
    });
    let tolerance = node.get("tolerance").and_then(Node::as_integer);
    let tolerance = tolerance.and_then(|seconds| u32::try_from(seconds).ok());
    let is_base64 = text("secret").as_deref() == Some("base64");
    Some(WebhookSignature {
        header: text("header")?,
        algorithm: match text("algorithm")?.as_str() {
            "sha1" => SignatureAlgorithm::Sha1,
            _ => SignatureAlgorithm::Sha256,
        },
        encoding: match text("encoding").as_deref() {
            Some("base64") => SignatureEncoding::Base64,
            _ => SignatureEncoding::Hex,
        },
        prefix: text("prefix").unwrap_or_default(),
        separator: text("separator").and_then(|text| text.chars().next()),
        signed: text("signed").unwrap_or_else(|| "{body}".to_owned()),
        timestamp: timestamp.map(|location| (location, tolerance.unwrap_or(TOLERANCE))),
        base64_secret: is_base64.then(|| text("secret-prefix").unwrap_or_default()),
        topic: WebhookLocation::Body("/type".to_owned()),
        id: None,
    })
}

fn standard() -> WebhookSignature {
    let timestamp = TimestampLocation::Header("webhook-timestamp".to_owned());
    WebhookSignature {
        header: "webhook-signature".to_owned(),
        algorithm: SignatureAlgorithm::Sha256,
        encoding: SignatureEncoding::Base64,
        prefix: "v1,".to_owned(),
        separator: Some(' '),
        signed: "{id}.{timestamp}.{body}".to_owned(),
        timestamp: Some((timestamp, TOLERANCE)),
        base64_secret: Some("whsec_".to_owned()),
        topic: WebhookLocation::Body("/type".to_owned()),
        id: Some(WebhookLocation::Header("webhook-id".to_owned())),
    }
}

fn location(node: &Node) -> Option<WebhookLocation> {
    let name = node.get("name")?.as_str()?.to_owned();
    Some(match node.get("in")?.as_str()? {
        "body" => WebhookLocation::Body(name),
        _ => WebhookLocation::Header(name),
    })
}
