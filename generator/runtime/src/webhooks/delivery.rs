//! A message that has been found genuine.

use std::future::Future;

use http::HeaderMap;

use super::error::WebhookError;
use super::scheme::{Location, SignatureScheme};
use super::signature::header;
use super::store::DeliveryStore;
use crate::boxed::BoxError;
use crate::codec::CodecError;
use crate::json_pointer;
use crate::secret::Secret;
use crate::unix_time::UnixTime;

/// A genuine message, and by what it is known.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Delivery<T> {
    /// The id, which is the same when the message is sent again.
    pub id: Option<String>,
    /// What it is about, in the sender's words.
    pub topic: String,
    /// What it holds.
    pub message: T,
}

/// What a message of an API is read into. Emitted crates have one, an enum of all
/// messages.
pub trait SignedMessage: Sized + Send + 'static {
    /// How messages are signed, and where they have their topics and ids.
    const SCHEME: SignatureScheme;

    /// Reads the body of a message with this topic.
    ///
    /// # Errors
    ///
    /// The place in the JSON that is not what the message holds.
    fn decode(topic: &str, body: &[u8]) -> Result<Self, CodecError>;
}

impl SignatureScheme {
    /// Judges a message, and reads it.
    ///
    /// `decode` reads the body of a message with this topic; emitted crates have one.
    ///
    /// # Errors
    ///
    /// Why the message is not genuine, or can't be read.
    pub fn receive<T>(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        secrets: &[Secret],
        now: UnixTime,
        decode: impl FnOnce(&str, &[u8]) -> Result<T, CodecError>,
    ) -> Result<Delivery<T>, WebhookError> {
        self.verify(headers, body, secrets, now)?;
        let find = |location: Location| match location {
            Location::Header(name) => header(headers, name).ok().map(str::to_owned),
            Location::Body(pointer) => {
                json_pointer::find(body, pointer).map(json_pointer::Leaf::into_text)
            }
        };
        let id = self.id.and_then(find);
        let topic = find(self.topic).ok_or(WebhookError::MissingTopic)?;
        match decode(&topic, body) {
            Ok(message) => Ok(Delivery { id, topic, message }),
            Err(error) => Err(WebhookError::Decode { topic, id, error }),
        }
    }
}

impl<T> Delivery<T> {
    /// Handles the message, unless one with its id has been handled or is being
    /// handled now; then it gives `None`. If the handler fails, the message may come
    /// again. One without an id is always handled.
    ///
    /// The id is noted before the handler runs, and stays so if the future is
    /// dropped: run it in a task of its own where whoever waits may go away.
    ///
    /// # Errors
    ///
    /// Those of the handler and of the store.
    pub async fn once<R, E, F>(
        self,
        store: &(impl DeliveryStore + ?Sized),
        handle: impl FnOnce(Self) -> F,
    ) -> Result<Option<R>, BoxError>
    where
        E: Into<BoxError>,
        F: Future<Output = Result<R, E>>,
    {
        let Some(id) = self.id.clone() else {
            return handle(self).await.map(Some).map_err(Into::into);
        };
        if !store.insert(&id).await? {
            return Ok(None);
        }
        match handle(self).await {
            Ok(done) => Ok(Some(done)),
            Err(error) => {
                store.remove(&id).await?;
                Err(error.into())
            }
        }
    }
}
