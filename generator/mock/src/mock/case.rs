//! A request on its way through the server.

use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;

use super::Mock;
use crate::api::Operation;
use crate::faults::FaultKind;
use crate::limit::Budget;
use crate::refuse;
use crate::request::Preference;
use crate::rules::{MockResponse, Refusal};
use crate::schema::Problem;

/// A request, and all that is known of it.
pub(super) struct Case<'a> {
    pub(super) number: u64,
    pub(super) request_id: String,
    pub(super) now: Duration,
    pub(super) head: &'a Parts,
    pub(super) bytes: &'a Bytes,
    pub(super) query: Vec<(String, String)>,
    pub(super) path: Vec<(String, String)>,
    pub(super) index: usize,
    pub(super) operation: Option<&'a Operation>,
    pub(super) wishes: Preference,
}

/// What came of a request, before anything happens to it on its way.
pub(super) struct Made {
    pub(super) response: MockResponse,
    pub(super) problems: Vec<Problem>,
    pub(super) budget: Option<Budget>,
    pub(super) faults: Vec<FaultKind>,
}

impl Case<'_> {
    /// The response that says no: by the rules, or as the document has it.
    pub(super) fn refuse(&self, mock: &Mock, refusal: &Refusal) -> MockResponse {
        let by_rules = mock.state().rules.refuse(refusal, &self.request_id);
        by_rules.unwrap_or_else(|| {
            refuse::refuse(&mock.0.service, self.operation, refusal, &self.request_id)
        })
    }
}
