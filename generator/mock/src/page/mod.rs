//! The page that people see.

use bytes::Bytes;
use http::Response;
use http::request::Parts;

use crate::mock::Mock;

/// The page, if the request is for it.
pub(crate) fn answer(_mock: &Mock, _head: &Parts) -> Option<Response<Bytes>> {
    None
}
