//! Places: a pointer together with its file.

use super::Pointer;

/// One file of a document; the root is file 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub(crate) u32);

impl FileId {
    /// The file that the document was loaded from.
    pub const ROOT: FileId = FileId(0);

    pub(crate) fn slot(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A place: which file, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in the file.
    pub pointer: Pointer,
}

impl Place {
    /// The beginning of a file.
    #[must_use]
    pub fn root(file: FileId) -> Place {
        Place {
            file,
            pointer: Pointer::default(),
        }
    }

    /// The place of a member.
    #[must_use]
    pub fn key(&self, key: &str) -> Place {
        Place {
            file: self.file,
            pointer: self.pointer.key(key),
        }
    }

    /// The place of an entry.
    #[must_use]
    pub fn index(&self, index: usize) -> Place {
        Place {
            file: self.file,
            pointer: self.pointer.index(index),
        }
    }

    /// The place of what holds this one.
    #[must_use]
    pub fn parent(&self) -> Option<Place> {
        Some(Place {
            file: self.file,
            pointer: self.pointer.parent()?,
        })
    }

    /// The place, in what stands at `onto`, of what this one is in `ancestor`: this one
    /// with another beginning, if that is its beginning.
    pub(crate) fn rebased(&self, ancestor: &Pointer, onto: &Place) -> Option<Place> {
        Some(Place {
            file: onto.file,
            pointer: self.pointer.rebased(ancestor, &onto.pointer)?,
        })
    }
}
