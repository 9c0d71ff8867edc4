//! A response, all of it read, before anything is made of it.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::api::{ApiMetadata, OperationRef};
use crate::codec::unforeseen::Note;
use crate::headers::find;
use crate::response::{AttemptHistory, RateLimit};
use crate::secret::Secrets;
use crate::unforeseen::UnforeseenReporter;

#[derive(Clone)]
pub(crate) struct RawResponse {
    pub(crate) operation: OperationRef,
    pub(crate) profile: &'static ApiMetadata,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether the body went on beyond what was read.
    pub(crate) truncated: bool,
    /// What must not appear in a message, even if the server repeats it.
    pub(crate) secrets: Secrets,
    /// How it came to the response.
    pub(crate) history: AttemptHistory,
    /// Who wants to know what in it is unforeseen.
    pub(crate) unforeseen: Option<Arc<UnforeseenReporter>>,
}

impl RawResponse {
    /// Tells what was noted while it was read.
    #[cold]
    pub(crate) fn tell_unforeseen(&self, notes: &[Note]) {
        if let Some(reporter) = &self.unforeseen {
            reporter.tell(&self.operation, self.status, notes, &self.body);
        }
    }

    /// The text of a header, if it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)?.to_str().ok()
    }

    /// The request's identifier from the header that the profile names, without
    /// secrets.
    pub(crate) fn request_id(&self) -> Option<String> {
        let id = self.header(self.profile.request_id_header?)?;
        Some(self.secrets.redact(id.to_owned()))
    }

    /// How many requests are left, if the server said so.
    pub(crate) fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(self.profile, &self.headers, &self.secrets)
    }
}
