//! Bytes to a [`Document`]: which format, which version, which other files.
//!
//! Nothing outside this folder knows how a document is written, and nothing in
//! it writes to a disk.

mod access;
mod document;
mod external;
mod files;
mod ids;
mod read;
mod resolve;
mod source;
mod version;
mod write;

pub use document::{Document, Version};
pub use external::{Keys, is_data, keys_below};
pub(crate) use resolve::MOST_STEPS;
pub use resolve::ResolveError;
pub use source::{DEFAULT_LIMIT, FileReader, Source, read_text};
pub use write::{to_json, to_yaml};

/// What one file says, if it can be read and has no key twice.
pub use files::tree;

use crate::diagnostics::Sink;
use crate::tree::{Node, Sources};

/// Reads a document and all files that it refers to.
///
/// Whatever is wrong with them is pushed to the sink. There is a document if
/// its root file could be read and says a version of OpenAPI that is known.
pub fn load(source: &Source, sink: &mut Sink) -> Option<Document> {
    let loaded = files::load(source);
    let sources = Sources::new(loaded.files);
    sink.attach(&sources);
    let root_is_map = loaded
        .roots
        .first()
        .is_some_and(|root| matches!(root, Some(Node::Map(_))));
    for problem in loaded.problems {
        sink.push(problem.into_diagnostic(&sources));
    }
    if !root_is_map {
        return None;
    }
    let version = version::read(loaded.roots.first()?.as_ref()?, sink)?;
    let document = Document::new(loaded.roots, sources, version);
    Some(document.with_overlays(loaded.overlays))
}
