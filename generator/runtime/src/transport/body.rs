//! What a request or a response carries.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::transport::TransportError;

/// Pieces of a body, as they come.
pub type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// The body of a request or a response.
#[derive(Default)]
pub enum Body {
    /// There is none.
    #[default]
    Empty,
    /// All of it at once.
    Full(Bytes),
    /// Piece by piece.
    Stream(ByteStream),
}

/// What [`Body::collect`] has read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedBody {
    /// At most as many bytes as were asked for.
    pub bytes: Bytes,
    /// Whether the body went on beyond them.
    pub truncated: bool,
}

impl Body {
    /// A body that comes piece by piece.
    pub fn stream<S>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        Self::Stream(Box::pin(stream))
    }

    /// Reads the body into memory, but no more than `limit` bytes of it.
    ///
    /// A body that goes on beyond the limit is cut there and not read further.
    ///
    /// # Errors
    ///
    /// The transport's own, if the body breaks off.
    pub async fn collect(self, limit: usize) -> Result<CollectedBody, TransportError> {
        let mut stream = match self {
            Self::Empty => return Ok(CollectedBody::new(Bytes::new(), false)),
            Self::Full(mut bytes) => {
                let truncated = bytes.len() > limit;
                bytes.truncate(limit);
                return Ok(CollectedBody::new(bytes, truncated));
            }
            Self::Stream(stream) => stream,
        };
        // Most bodies come in one piece, which needn't be copied.
        let mut first = Bytes::new();
        let mut buffer = BytesMut::new();
        while let Some(piece) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
            let mut piece = piece?;
            let truncated = piece.len() > limit - first.len() - buffer.len();
            if truncated {
                piece.truncate(limit - first.len() - buffer.len());
            }
            if first.is_empty() && buffer.is_empty() {
                first = piece;
            } else {
                buffer.extend_from_slice(&std::mem::take(&mut first));
                buffer.extend_from_slice(&piece);
            }
            if truncated {
                return Ok(CollectedBody::new(whole(first, buffer), true));
            }
        }
        Ok(CollectedBody::new(whole(first, buffer), false))
    }
}

/// What came: the one piece, or all of them.
fn whole(first: Bytes, buffer: BytesMut) -> Bytes {
    if buffer.is_empty() {
        first
    } else {
        buffer.freeze()
    }
}

impl CollectedBody {
    fn new(bytes: Bytes, truncated: bool) -> Self {
        Self { bytes, truncated }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Body::Empty"),
            Self::Full(bytes) => write!(f, "Body::Full({} bytes)", bytes.len()),
            Self::Stream(_) => f.write_str("Body::Stream"),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        if bytes.is_empty() {
            Self::Empty
        } else {
            Self::Full(bytes)
        }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}
