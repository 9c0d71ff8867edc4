//! Brings what versions and habits write differently into one form.

use crate::diagnostics::Sink;
use crate::load::Document;

/// The document in the one form that lowering reads.
#[must_use]
pub fn normalize(doc: Document, _sink: &mut Sink) -> Document {
    doc
}
