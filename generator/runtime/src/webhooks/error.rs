//! Why a message is not taken.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::codec::CodecError;

/// Why a message is refused, or can't be read.
///
/// [`is_genuine`](Self::is_genuine) tells the two apart: respond to the first with
/// 401, and look into the second.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// The message lacks a header that the scheme needs, or it holds no text.
    MissingHeader(&'static str),
    /// No secret fits the signature: the message is somebody else's, or was changed
    /// on its way.
    Signature,
    /// The time of signing is no number of seconds.
    Timestamp(String),
    /// The message was signed this long before or after the present time.
    Stale(Duration),
    /// What was given as a secret can't be one.
    Secret(&'static str),
    /// The message is genuine, and has no topic where the description has it.
    MissingTopic,
    /// The message is genuine, and does not hold what its topic says.
    Decode {
        /// Its topic.
        topic: String,
        /// Its id, if it has one.
        id: Option<String>,
        /// What does not fit.
        error: CodecError,
    },
}

impl WebhookError {
    /// Whether the signature fits, so that only the content is at fault.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        matches!(self, Self::MissingTopic | Self::Decode { .. })
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "the webhook has no usable header `{name}`"),
            Self::Signature => f.write_str("no secret fits the webhook's signature"),
            Self::Timestamp(_) => f.write_str("the webhook's timestamp is no number of seconds"),
            Self::Stale(off) => write!(
                f,
                "the webhook was signed {} seconds off the present time",
                off.as_secs()
            ),
            Self::Secret(what) => write!(f, "the webhook can't be verified: {what}"),
            Self::MissingTopic => f.write_str("the webhook is genuine, and has no topic"),
            Self::Decode { topic, id, error } => {
                let id = id.as_deref().unwrap_or("without an id");
                write!(f, "the webhook `{topic}` ({id}) can't be read: {error}")
            }
        }
    }
}

impl StdError for WebhookError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Decode { error, .. } => Some(error),
            _ => None,
        }
    }
}
