//! What lowers operations; each construct of theirs has a file that adds to it.

use super::context::LoweringContext;
use super::header::Headers;
use super::naming::Names;
use super::schema::SchemaLowerer;
use crate::config::Selectors;
use crate::model::{Method, ResponseHeader};
use crate::tree::{IndexMap, Place};
use std::borrow::Cow;

/// An operation as the document has it.
pub(super) struct RawOperation<'a> {
    pub(super) method: Method,
    pub(super) path: Cow<'a, str>,
    pub(super) place: Place,
    pub(super) view: openapiv3::Operation,
}

/// Makes methods of operations, with what they take and give.
pub(super) struct OperationLowerer<'a> {
    pub(super) context: LoweringContext<'a>,
    pub(super) schemas: SchemaLowerer<'a>,
    /// Header parameters that are the client's, by their names in lower case.
    pub(super) common: IndexMap<String, Place>,
    pub(super) headers: Headers<'a>,
    /// Those of `[pagination]`.
    pub(super) paging: Selectors<'a>,
}

impl<'a> OperationLowerer<'a> {
    pub fn new(context: LoweringContext<'a>, schemas: SchemaLowerer<'a>) -> Self {
        let rules = context.config.pagination.iter();
        Self {
            context,
            schemas,
            paging: rules.map(|(selector, _)| selector).collect(),
            common: context.find_common_headers(),
            headers: Headers::new(context),
        }
    }

    /// The headers of responses, and what made the types.
    pub fn finish(self) -> (Vec<ResponseHeader>, SchemaLowerer<'a>) {
        (self.headers.found, self.schemas)
    }

    pub(super) fn names(&mut self) -> &mut Names<'a> {
        &mut self.schemas.names
    }
}
