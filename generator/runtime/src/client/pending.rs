//! A request on its way from its description to its sending.

use std::sync::Arc;
use std::time::Duration;

use crate::client::{Client, Options};
use crate::request::Request;
use crate::transport::Transport;

/// A request, who sends it, and what holds for this call alone.
#[derive(Clone)]
pub(crate) struct PendingRequest {
    pub(crate) client: Client,
    pub(crate) request: Request,
    pub(crate) options: Options,
}

impl PendingRequest {
    pub(crate) fn transport(&self) -> &Arc<dyn Transport> {
        self.client.transport()
    }

    /// How long the call may take.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.options.timeout.or(self.client.inner.timeout)
    }

    /// How many bytes of a response, or of one item of a stream, are read.
    pub(crate) fn max_response_bytes(&self) -> usize {
        let own = self.options.max_response_bytes();
        own.unwrap_or(self.client.inner.max_response_bytes)
    }
}
