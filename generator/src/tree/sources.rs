//! The texts of a document's files, kept so that a diagnostic can show them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::moves::Moves;
use super::source_map::{Layout, Located, SourceMap, ValueShape};
use super::{FileId, Place, Pointer, SourceFormat};

/// One stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The line of its first character, counted from 1.
    pub line: usize,
    /// The column of its first character, counted from 1 in characters.
    pub column: usize,
    /// Its bytes.
    pub range: Range<usize>,
}

/// Where a value stands in the text of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The value.
    pub value: Stretch,
    /// The key that the value belongs to, if it belongs to one.
    pub key: Option<Stretch>,
    /// What kind of value it is.
    pub shape: ValueShape,
}

impl Span {
    /// What to underline when the value is meant: a map or a list is known by
    /// its key, and so is a value of which nothing is written.
    #[must_use]
    pub fn best(self) -> Stretch {
        match self.key {
            Some(key) if self.shape == ValueShape::Collection || self.value.range.is_empty() => key,
            _ => self.value,
        }
    }
}

/// Every file that was read, with its text.
///
/// It outlives a failed load, so that what went wrong can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Arc<Vec<SourceFile>>,
    moves: Arc<Moves>,
    supplement: Option<Arc<SourceSupplement>>,
    overlaid: Option<Arc<Overlaid>>,
}

/// Where values stand that overlays have written or moved.
#[derive(Debug)]
struct Overlaid {
    moves: Moves,
    /// The first of the overlays; they are behind the files of the document.
    first: FileId,
}

/// A file behind all others that says values of the document, and which.
#[derive(Debug)]
struct SourceSupplement {
    file: SourceFile,
    moves: Moves,
}

/// One file with its text.
#[derive(Debug)]
pub(crate) struct SourceFile {
    name: String,
    path: String,
    text: String,
    format: SourceFormat,
    map: OnceLock<SourceMap>,
    lines: OnceLock<Vec<usize>>,
    /// Whether bytes are characters, so that columns need no counting.
    is_ascii: OnceLock<bool>,
}

impl SourceFile {
    pub(crate) fn new(name: String, path: String, text: String) -> SourceFile {
        SourceFile {
            format: SourceFormat::of(&name, &text),
            name,
            path,
            text,
            map: OnceLock::new(),
            lines: OnceLock::new(),
            is_ascii: OnceLock::new(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn format(&self) -> SourceFormat {
        self.format
    }

    /// Where the values stand, for whoever knows it already.
    pub(crate) fn keep_map(&self, map: SourceMap) {
        self.map.get_or_init(|| map);
    }

    pub(crate) fn map(&self) -> &SourceMap {
        self.map
            .get_or_init(|| SourceMap::build(&self.text, self.format))
    }

    fn find(&self, pointer: &Pointer) -> Option<Located> {
        self.map().find(&self.text, pointer)
    }

    /// A value as it is written.
    pub(crate) fn written(&self, pointer: &Pointer) -> Option<&str> {
        self.text.get(self.find(pointer)?.value)
    }

    /// The bytes at which the lines start.
    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            let breaks = self.text.match_indices('\n').map(|(at, _)| at + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    fn stretch(&self, range: Range<usize>) -> Stretch {
        let mut start = range.start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let line = self.lines().partition_point(|first| *first <= start);
        let first = line
            .checked_sub(1)
            .and_then(|index| self.lines().get(index))
            .copied()
            .unwrap_or(0);
        let column = if *self.is_ascii.get_or_init(|| self.text.is_ascii()) {
            start.saturating_sub(first)
        } else {
            let before = self.text.get(first..start);
            before.map_or(0, |text| text.chars().count())
        };
        Stretch {
            line: line.max(1),
            column: column + 1,
            range: start..range.end.clamp(start, self.text.len()),
        }
    }
}

impl Sources {
    pub(crate) fn new(files: Vec<SourceFile>) -> Sources {
        Sources {
            files: Arc::new(files),
            moves: Arc::default(),
            supplement: None,
            overlaid: None,
        }
    }

    /// One text that is no OpenAPI document, such as a configuration.
    #[must_use]
    pub fn from_text(name: &str, text: &str) -> Sources {
        Sources::new(vec![SourceFile::new(
            name.to_owned(),
            name.to_owned(),
            text.to_owned(),
        )])
    }

    pub(crate) fn with_moves(&self, moves: Moves) -> Sources {
        Sources {
            moves: Arc::new(moves),
            ..self.clone()
        }
    }

    /// The same with where each value stands that overlays have written or moved;
    /// `first` is the first of them.
    pub(crate) fn with_overlaid(&self, moves: Moves, first: FileId) -> Sources {
        Sources {
            overlaid: Some(Arc::new(Overlaid { moves, first })),
            ..self.clone()
        }
    }

    /// Where an overlay says the value, and the text of the document that it is laid
    /// over. Nothing if the document says the value itself.
    pub(crate) fn overlaid(&self, place: &Place) -> Option<(Place, Stretch)> {
        let first = self.overlaid.as_ref()?.first;
        let written = self.origin(place);
        if written.file < first || written.file.slot() >= self.files.len() {
            return None;
        }
        let whole = self.moves.origin(place);
        let mut around = whole.clone();
        while self.origin(&around).file >= first {
            around = around.parent()?;
        }
        let said = whole.rebased(&around.pointer, &self.origin(&around))?;
        let file = self.file(said.file)?;
        let found = file.find(&said.pointer)?;
        let range = found.key.unwrap_or(found.value.start..found.value.start);
        Some((written, file.stretch(range)))
    }

    /// The id that a further file would have.
    pub(crate) fn next_file(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX))
    }

    /// The same with a file more, and what of the document stands in it.
    pub(crate) fn with_supplement(&self, file: SourceFile, moves: Moves) -> Sources {
        Sources {
            supplement: Some(Arc::new(SourceSupplement { file, moves })),
            ..self.clone()
        }
    }

    /// Where a value stands that the document doesn't say itself.
    pub(crate) fn supplied(&self, place: &Place) -> Option<Place> {
        let moves = &self.supplement.as_ref()?.moves;
        let origin = moves.origin(place);
        (origin != *place).then_some(origin)
    }

    pub(crate) fn moves(&self) -> &Moves {
        &self.moves
    }

    pub(crate) fn file(&self, id: FileId) -> Option<&SourceFile> {
        let behind = || match &self.supplement {
            Some(supplement) if id.slot() == self.files.len() => Some(&supplement.file),
            _ => None,
        };
        self.files.get(id.slot()).or_else(behind)
    }

    pub(crate) fn find(&self, path: &str) -> Option<FileId> {
        let slot = self.files.iter().position(|file| file.path == path)?;
        u32::try_from(slot).ok().map(FileId)
    }

    /// The files that were read, by how messages call them, with their texts.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let files = self.files.iter();
        files.map(|file| (file.name.as_str(), file.text.as_str()))
    }

    /// How messages call a file.
    #[must_use]
    pub fn name(&self, file: FileId) -> Option<&str> {
        self.file(file).map(|file| file.name.as_str())
    }

    /// The text of a file, without a byte order mark.
    #[must_use]
    pub fn text(&self, file: FileId) -> Option<&str> {
        self.file(file).map(SourceFile::text)
    }

    /// The place that the person who wrote the document knows: normalisation
    /// may have moved what stands there now, and an overlay may have written it.
    #[must_use]
    pub fn origin(&self, place: &Place) -> Place {
        let place = self.moves.origin(place);
        match &self.overlaid {
            Some(overlaid) => overlaid.moves.origin(&place),
            None => place,
        }
    }

    /// Where a value stands in the text of its file. A value that the text does
    /// not hold stands where the nearest value around it does.
    #[must_use]
    pub fn position(&self, place: &Place) -> Option<Span> {
        let place = self.origin(place);
        let file = self.file(place.file)?;
        let found = file.find(&place.pointer)?;
        Some(Span {
            value: file.stretch(found.value),
            key: found.key.map(|key| file.stretch(key)),
            shape: found.shape,
        })
    }

    /// The line and column of a stretch of text that has no pointer.
    #[must_use]
    pub fn stretch(&self, file: FileId, range: Range<usize>) -> Option<Stretch> {
        Some(self.file(file)?.stretch(range))
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub(crate) fn line(&self, file: FileId, line: usize) -> Option<Range<usize>> {
        let file = self.file(file)?;
        let lines = file.lines();
        let start = *lines.get(line.checked_sub(1)?)?;
        let end = lines.get(line).map_or(file.text.len(), |next| next - 1);
        Some(start..end)
    }

    /// The text of a file as a tree of stretches.
    pub(crate) fn layout(&self, file: FileId) -> Option<Layout> {
        let file = self.file(file)?;
        file.map().layout(&file.text)
    }

    /// The two places of each key that a map of this file holds twice.
    pub(crate) fn occurrences(&self, map: &Place, key: &str) -> Vec<Range<usize>> {
        self.file(map.file)
            .map(|file| file.map().occurrences(&file.text, &map.pointer, key))
            .unwrap_or_default()
    }
}
