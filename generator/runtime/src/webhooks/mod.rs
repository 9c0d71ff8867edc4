//! Messages that an API sends by itself: whether they are genuine, what they
//! hold, and whether they came before. The feature `webhooks` has it.
//!
//! An emitted crate whose description says how messages are signed has
//! `webhooks::receive`, which is all that most programs need. It judges the body
//! as it came, byte by byte, before it reads anything of it; so give it the bytes
//! of the request, and not what a framework has made of them.
//!
//! ```
//! # use oas_runtime::{Secret, UnixTime, Value};
//! # use oas_runtime::codec::decode_slice;
//! # use oas_runtime::webhooks::{Algorithm, Location, SignatureScheme};
//! static SCHEME: SignatureScheme = SignatureScheme::new("X-Hub-Signature", Algorithm::Sha1)
//!     .prefix("sha1=")
//!     .topic(Location::Body("/topic"))
//!     .id(Location::Body("/id"));
//!
//! # fn main() -> Result<(), oas_runtime::webhooks::WebhookError> {
//! let secrets = [Secret::from("the new one"), Secret::from("the old one")];
//! let (body, now) = (br#"{"topic": "cup.filled", "id": "n-1"}"#, UnixTime::now());
//! let headers = SCHEME.sign(&secrets[1], "n-1", now, body)?;
//!
//! let decode = |_topic: &str, body: &[u8]| decode_slice::<Value>(body);
//! let delivery = SCHEME.receive(&headers, body, &secrets, now, decode)?;
//! assert_eq!((delivery.topic.as_str(), delivery.id.as_deref()), ("cup.filled", Some("n-1")));
//! # Ok(())
//! # }
//! ```
//!
//! Senders repeat what they got no response to, and sometimes what they got one
//! to. [`Delivery::once`] and a [`DeliveryStore`] see to it that a message is
//! handled once. Senders also wait only for seconds: put what takes longer into a
//! queue, and respond. [`WebhookService`] is all of this as a service of tower, a route
//! for axum and for whatever else takes one.

mod delivery;
mod error;
mod scheme;
mod service;
mod signature;
mod store;

pub use delivery::{Delivery, SignedMessage};
pub use error::WebhookError;
pub use scheme::{Algorithm, Location, SignatureEncoding, SignatureScheme, TimestampSource};
pub use service::WebhookService;
pub use store::{DeliveryStore, InMemoryDeliveryStore};
