//! The content of a request: something that calls can be cloned with.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::fault::Fault;
use crate::transport::{Body, ByteStream};

/// What a request or a file carries.
///
/// A call is a value that can be cloned, and a stream is not. So clones share
/// a stream, and the first to be sent has it.
#[derive(Clone)]
pub(crate) enum RequestBody {
    /// All of it at once.
    Full(Bytes),
    /// Piece by piece, as long as nobody has taken it.
    Stream(Arc<Mutex<Option<ByteStream>>>),
}

impl RequestBody {
    /// The bytes, if they are all there.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Full(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    /// Makes the body that is sent.
    pub(crate) fn take(&self) -> Result<Body, Fault> {
        match self {
            Self::Full(bytes) => Ok(Body::Full(bytes.clone())),
            Self::Stream(stream) => {
                let taken = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                taken.map(Body::Stream).ok_or_else(|| {
                    Fault::new("the body is a stream, which has been sent already").help(
                        "describe the call anew with another stream, or give the body as bytes",
                    )
                })
            }
        }
    }
}

impl From<Body> for RequestBody {
    fn from(body: Body) -> Self {
        match body {
            Body::Empty => Self::Full(Bytes::new()),
            Body::Full(bytes) => Self::Full(bytes),
            Body::Stream(stream) => Self::Stream(Arc::new(Mutex::new(Some(stream)))),
        }
    }
}

/// Two streams are the same if one is a clone of the other.
impl PartialEq for RequestBody {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Full(one), Self::Full(other)) => one == other,
            (Self::Stream(one), Self::Stream(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}
