//! Sending what happens in Intercom's workspace to a webhook: signed, and repeated,
//! late and so out of order where the faults say it.

use std::time::Duration;

use http::HeaderMap;
use oas_mock::{FaultKind, Mock};
use oas_runtime::webhooks::{Algorithm, SignatureScheme, WebhookError};
use oas_runtime::{Secret, UnixTime};

/// How Intercom signs.
const SCHEME: SignatureScheme =
    SignatureScheme::new("X-Hub-Signature", Algorithm::Sha1).prefix("sha1=");

/// When a repeated message comes again.
const BETWEEN: Duration = Duration::from_secs(1);

/// A message on its way.
#[derive(Clone, Debug)]
pub struct WebhookDelivery {
    /// How long after it has happened the message is sent.
    pub after: Duration,
    /// The signature.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// What is to be sent since this was called last; the rules have to
/// [keep it](crate::Intercom::webhooks).
///
/// # Errors
///
/// If the secret is empty.
pub fn webhook_deliveries(
    mock: &Mock,
    secret: &Secret,
) -> Result<Vec<WebhookDelivery>, WebhookError> {
    let mut deliveries = Vec::new();
    for (message, faults) in mock.take_webhooks() {
        let body = message.body.to_string().into_bytes();
        // The scheme has neither an id nor a time.
        let headers = SCHEME.sign(secret, "", UnixTime::from_secs(0), &body)?;
        let late = faults.iter().filter_map(|fault| match fault {
            FaultKind::Delay(time) => Some(*time),
            _ => None,
        });
        let mut after: Duration = late.sum();
        let repeats = faults.iter().filter(|fault| **fault == FaultKind::Repeat);
        for _ in 0..=repeats.count() {
            deliveries.push(WebhookDelivery {
                after,
                headers: headers.clone(),
                body: body.clone(),
            });
            after += BETWEEN;
        }
    }
    Ok(deliveries)
}
