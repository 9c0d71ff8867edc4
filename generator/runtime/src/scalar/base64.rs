//! Bytes as base64.

use bytes::Bytes;

use crate::base64;

use super::{Scalar, ScalarValue};

impl ScalarValue for Bytes {
    const EXPECTED: &'static str = "bytes as base64 such as dGV4dA==";

    fn from_text(text: &str) -> Option<Self> {
        base64::decode_leniently(text).map(Into::into)
    }

    fn to_text(&self) -> String {
        base64::encode(self)
    }
}

impl From<Vec<u8>> for Scalar<Bytes> {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes.into())
    }
}

impl From<&[u8]> for Scalar<Bytes> {
    fn from(bytes: &[u8]) -> Self {
        Self::new(Bytes::copy_from_slice(bytes))
    }
}
