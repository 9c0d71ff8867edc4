//! Lays overlays over a document, by the Overlay Specification 1.0 and 1.1.
//!
//! An overlay is a list of actions, each with a target by JSONPath (RFC 9535). It
//! corrects a document that somebody else maintains, and may not rot there: an
//! action has to say why it is there, and to change something. Once the document
//! has moved on, so that nothing is found or nothing left to change, that is an
//! error. Only the root file of a document is changed.

mod apply;
mod known_entries;
mod make;
mod path;
mod provenance;
mod read;
#[cfg(test)]
mod tests;

pub use make::make;

use crate::diagnostics::Sink;
use crate::load::{self, Document, Source};
use crate::tree::FileId;

/// The document with its overlays applied.
///
/// There is none if that leaves no version of OpenAPI that is known.
pub(crate) fn overlay(mut document: Document, sink: &mut Sink) -> Option<Document> {
    let overlays = document.take_overlays();
    let Some(first) = overlays.first().map(|(file, _)| *file) else {
        return Some(document);
    };
    let (mut roots, sources, _) = document.into_roots();
    let root = roots.first_mut().and_then(Option::take)?;
    let mut target = apply::Target::new(root);
    for (file, overlay) in overlays {
        let name = sources.name(file).unwrap_or("the overlay").to_owned();
        for action in read::actions(file, &name, overlay.as_ref(), sink) {
            if let Err(finding) = target.apply(&action) {
                sink.push(finding);
            }
        }
    }
    let (root, moves) = target.finish();
    if let Some(slot) = roots.get_mut(FileId::ROOT.slot()) {
        *slot = Some(root);
    }
    let sources = sources.with_overlaid(moves, first);
    sink.attach(&sources);
    Document::with_changed_root(roots, sources, sink)
}

/// Loads a document and applies its overlays: what everything else is made from.
///
/// Whatever is wrong is pushed to the sink.
pub fn effective(source: &Source, sink: &mut Sink) -> Option<Document> {
    overlay(load::load(source, sink)?, sink)
}
