//! Which other files and folders a configuration names.

use super::Config;
use crate::tree::{FileId, Place};
use std::iter;
use std::path::Path;

impl Config {
    /// The files that have to be there, relative to the configuration, each with the
    /// place that names it.
    pub fn files(&self) -> impl Iterator<Item = (Place, &str)> {
        let root = Place::root(FileId::ROOT);
        let list = root.key("overlays");
        let overlays = self.overlays.iter().enumerate();
        let overlays = overlays.map(move |(at, path)| (list.index(at), path.as_str()));
        iter::once((root.key("document"), self.document.as_str())).chain(overlays)
    }

    /// The folders that something is written into, relative to the configuration, each with
    /// the place that names it: what isn't there is made.
    pub fn folders(&self) -> impl Iterator<Item = (Place, &Path)> {
        let root = Place::root(FileId::ROOT);
        let lock = self.name_lock.as_deref().map(Path::new);
        let lock = lock.and_then(Path::parent);
        let lock = lock.map(|folder| (root.key("name_lock"), folder));
        iter::once((root.key("out"), Path::new(&self.out))).chain(lock)
    }
}
