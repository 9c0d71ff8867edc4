//! Which other files a configuration names.

use super::Config;
use crate::tree::{FileId, Place};
use std::iter;

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
}
