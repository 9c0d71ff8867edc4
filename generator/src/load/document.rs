//! A document that was loaded: its files as trees, and their texts.

use super::ids::SchemaIds;
use super::resolve::KnownReferences;
use super::version;
use crate::diagnostics::Sink;
use crate::tree::{FileId, Node, Place, Pointer, SourceFile, Sources, Span};

/// The version of OpenAPI that a document says it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2, read as 3.1.
    V3_2,
}

/// All files of a document. File 0 is the root.
#[derive(Clone, Debug)]
pub struct Document {
    /// The tree of each file; a file that could not be read has none.
    roots: Vec<Option<Node>>,
    sources: Sources,
    version: Version,
    pub(super) ids: SchemaIds,
    pub(super) references: KnownReferences,
    /// What is to be laid over the document, and not a part of it yet.
    overlays: Vec<(FileId, Option<Node>)>,
}

impl Document {
    pub(super) fn new(roots: Vec<Option<Node>>, sources: Sources, version: Version) -> Document {
        Document {
            ids: SchemaIds::of(&roots),
            references: KnownReferences::default(),
            roots,
            sources,
            version,
            overlays: Vec::new(),
        }
    }

    pub(super) fn with_overlays(mut self, overlays: Vec<(FileId, Option<Node>)>) -> Document {
        self.overlays = overlays;
        self
    }

    /// Hands out the overlays, to be applied.
    pub(crate) fn take_overlays(&mut self) -> Vec<(FileId, Option<Node>)> {
        std::mem::take(&mut self.overlays)
    }

    /// The root of the root file.
    #[must_use]
    pub fn root(&self) -> &Node {
        self.file(FileId::ROOT).unwrap_or(&Node::Null)
    }

    /// The place of the root of the root file.
    #[must_use]
    pub fn root_place(&self) -> Place {
        Place::root(FileId::ROOT)
    }

    /// The root of the configuration, which stands behind all files.
    pub(crate) fn configuration(&self) -> Place {
        Place::root(self.sources.next_file())
    }

    /// The files that were loaded, the root first.
    pub fn files(&self) -> impl Iterator<Item = FileId> + use<> {
        let count = u32::try_from(self.roots.len()).unwrap_or(u32::MAX);
        (0..count).map(FileId)
    }

    /// The root of any file.
    #[must_use]
    pub fn file(&self, file: FileId) -> Option<&Node> {
        self.roots.get(file.slot())?.as_ref()
    }

    /// The value at a place.
    #[must_use]
    pub fn node(&self, place: &Place) -> Option<&Node> {
        self.file(place.file)?.at(&place.pointer)
    }

    /// The version of OpenAPI that the document says it follows.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// The texts of the files.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Where a value stands in the text of its file.
    #[must_use]
    pub fn position(&self, place: &Place) -> Option<Span> {
        self.sources.position(place)
    }

    /// How a file is called, relative to the folder of the document.
    #[must_use]
    pub fn path(&self, file: FileId) -> Option<&str> {
        self.sources.file(file).map(SourceFile::path)
    }

    /// Whether a file of this path was looked for, read or not.
    pub(crate) fn is_known(&self, path: &str) -> bool {
        self.sources.find(path).is_some()
    }

    /// Whether there is anything at this pointer.
    pub(super) fn has(&self, file: FileId, pointer: &Pointer) -> bool {
        self.file(file)
            .is_some_and(|root| root.at(pointer).is_some())
    }

    /// The trees taken apart, to be changed and put together again by
    /// [`Document::with_roots`].
    pub(crate) fn into_roots(self) -> (Vec<Option<Node>>, Sources, Version) {
        (self.roots, self.sources, self.version)
    }

    /// A document of other trees over the same texts.
    pub(crate) fn with_roots(
        roots: Vec<Option<Node>>,
        sources: Sources,
        version: Version,
    ) -> Document {
        Document::new(roots, sources, version)
    }

    /// The same of a root that may say another version now.
    pub(crate) fn with_changed_root(
        roots: Vec<Option<Node>>,
        sources: Sources,
        sink: &mut Sink,
    ) -> Option<Document> {
        let version = version::read(roots.first()?.as_ref()?, sink)?;
        Some(Document::new(roots, sources, version))
    }
}
