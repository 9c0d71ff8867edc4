//! Reads the root file, and from it every file that can be reached.

use crate::tree::{HashMap, IndexMap};
use std::io;

use super::ids::SchemaIds;
use super::{Source, external, read, resolve};
use crate::tree::{FileId, Node, Place, SourceFile};

mod advice;
mod digits;
mod problem;
mod unquoted;

use problem::{Problem, ProblemKind};

/// A document of more files than this is one that loads the disk.
const MOST_FILES: usize = 10_000;

/// Whoever has more duplicate keys or tags in a file has some other problem.
const MOST_NAMED: usize = 50;

/// The files in the order in which they were met.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) files: Vec<SourceFile>,
    /// The tree of each file that could be read.
    pub(super) roots: Vec<Option<Node>>,
    pub(super) problems: Vec<Problem>,
    /// The overlays, each a file behind those of the document.
    pub(super) overlays: Vec<(FileId, Option<Node>)>,
    ids: HashMap<String, FileId>,
    /// How many bytes have been read.
    size: u64,
}

pub(super) fn load(source: &Source) -> Loaded {
    let mut loaded = Loaded::default();
    let path = source.path().to_owned();
    loaded.add(source.name().to_owned(), path, source.read_root(), None);
    let mut next = 0;
    while let Some(root) = loaded.roots.get(next) {
        let file = FileId(u32::try_from(next).unwrap_or(u32::MAX));
        let mut ids = SchemaIds::default();
        if let Some(root) = root {
            ids.add(file, root);
        }
        let wanted: Vec<(Place, String)> = root
            .iter()
            .flat_map(external::references)
            .filter_map(|reference| {
                let base = loaded.files.get(next)?.path();
                let path = resolve::file_path(base, reference.file).ok()?;
                let place = Place {
                    file,
                    pointer: reference.at,
                };
                // The name of a schema that is here needs no file.
                ids.find(&place, reference.file)
                    .is_none()
                    .then_some((place, path))
            })
            .collect();
        for (place, path) in wanted {
            if !loaded.ids.contains_key(&path) && loaded.files.len() < MOST_FILES {
                let bytes = source.read(&path, loaded.size);
                loaded.add(source.display(&path), path, bytes, Some(&place));
            }
        }
        next += 1;
    }
    for overlay in source.overlays() {
        loaded.add_overlay(overlay);
    }
    loaded
}

impl Loaded {
    fn add(
        &mut self,
        name: String,
        path: String,
        bytes: io::Result<Vec<u8>>,
        wanted_by: Option<&Place>,
    ) {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let size = bytes.as_ref().map_or(0, Vec::len);
        self.size = self
            .size
            .saturating_add(u64::try_from(size).unwrap_or(u64::MAX));
        let (text, kind) = decode(bytes);
        let file = SourceFile::new(name, path.clone(), text);
        let (root, kinds) = match kind {
            Some(kind) => (None, vec![kind]),
            None => parse(&file),
        };
        self.problems.extend(kinds.into_iter().map(|kind| Problem {
            file: id,
            wanted_by: wanted_by.cloned(),
            kind,
        }));
        // A file that is missing is listed too, though without a tree: it is
        // read once, and reported once.
        self.ids.insert(path, id);
        self.files.push(file);
        self.roots.push(root);
    }

    /// Adds a file that is no part of the document. That it has another shape than
    /// a document is for whoever applies it to tell.
    fn add_overlay(&mut self, overlay: &Source) {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let path = overlay.path().to_owned();
        self.add(overlay.name().to_owned(), path, overlay.read_root(), None);
        let root = self.roots.pop().flatten();
        self.overlays.push((id, root));
        let is_shape = |kind: &ProblemKind| matches!(kind, ProblemKind::NotMap(_));
        self.problems
            .retain(|problem| problem.file != id || !is_shape(&problem.kind));
    }
}

/// What a text says, if it can be read and has no key twice.
#[must_use]
pub fn tree(name: &str, text: &str) -> Option<Node> {
    let file = SourceFile::new(name.to_owned(), name.to_owned(), text.to_owned());
    let (root, kinds) = parse(&file);
    let is_repeated = |kind: &ProblemKind| matches!(kind, ProblemKind::Duplicate { .. });
    root.filter(|_| !kinds.iter().any(is_repeated))
}

/// The bytes as text, or as much of it as can be shown and why it is not more.
fn decode(bytes: io::Result<Vec<u8>>) -> (String, Option<ProblemKind>) {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return (String::new(), Some(ProblemKind::Unreadable(error))),
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let kind = text.trim().is_empty().then_some(ProblemKind::Empty);
            (text.to_owned(), kind)
        }
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(ProblemKind::NotUtf8 { valid }))
        }
    }
}

fn parse(file: &SourceFile) -> (Option<Node>, Vec<ProblemKind>) {
    match read::parse(file.text(), file.format()) {
        Ok(parsed) => {
            let duplicates = parsed.duplicates.into_iter().take(MOST_NAMED);
            let mut by_map: IndexMap<_, Vec<String>> = IndexMap::default();
            for duplicate in duplicates {
                by_map
                    .entry(duplicate.path)
                    .or_default()
                    .push(duplicate.name);
            }
            let tags = parsed.tags.into_iter().take(MOST_NAMED);
            let kinds = by_map.into_iter();
            let kinds = kinds.map(|(path, keys)| ProblemKind::Duplicate { path, keys });
            let mut kinds: Vec<_> = kinds.chain(tags.map(ProblemKind::Tag)).collect();
            kinds.extend(parsed.half_character.map(ProblemKind::HalfCharacter));
            let mut root = parsed.root;
            if let Some(map) = parsed.map {
                file.keep_map(map);
            }
            if parsed.lost_digits {
                digits::restore(&mut root, file);
            }
            let unquoted = unquoted::restore(&mut root, file);
            kinds.extend(unquoted.into_iter().map(ProblemKind::Unquoted));
            if !matches!(root, Node::Map(_)) {
                kinds.push(ProblemKind::NotMap(root.kind_name()));
            }
            (Some(root), kinds)
        }
        Err(error) => (None, vec![ProblemKind::Unparsable(error)]),
    }
}
