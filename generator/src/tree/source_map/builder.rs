//! Makes a [`SourceMap`] of the events of a parser.

use super::super::{HashMap, RandomState};
use std::collections::BTreeMap;
use std::ops::Range;

use super::{Entry, EntryKind, Parts, SourceMap, unquoted};

/// Looking through a map of fewer members is quick enough.
const LARGE: usize = 32;

/// Takes the events of a parser; those that make no sense are read over.
pub(super) struct Builder<'a> {
    text: &'a str,
    map: SourceMap,
    open: Vec<Open>,
    /// What the collections hold that have not ended yet, the outermost first.
    pending: Vec<u32>,
    anchors: HashMap<usize, u32>,
    /// Where anchors stand that no alias names yet.
    unused: BTreeMap<usize, Range<usize>>,
    /// The values that aren't what stands between their quotes; filled for YAML only.
    pub(super) texts: HashMap<u32, String>,
    pub(super) has_aliases: bool,
}

/// A collection that has not ended yet.
struct Open {
    value: u32,
    is_map: bool,
    /// Where in [`Builder::pending`] its values begin.
    start: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str) -> Builder<'a> {
        Builder {
            text,
            map: SourceMap::default(),
            open: Vec::new(),
            pending: Vec::new(),
            anchors: HashMap::default(),
            unused: BTreeMap::new(),
            texts: HashMap::default(),
            has_aliases: false,
        }
    }

    pub(super) fn start_map(&mut self, start: usize, anchor: usize) -> u32 {
        self.start(start, anchor, EntryKind::Map(Parts::default()))
    }

    pub(super) fn start_list(&mut self, start: usize, anchor: usize) -> u32 {
        self.start(start, anchor, EntryKind::List(Parts::default()))
    }

    fn start(&mut self, start: usize, anchor: usize, content: EntryKind) -> u32 {
        let value = self.add(start..start, anchor, content);
        self.pending.push(value);
        self.open.push(Open {
            value,
            is_map: matches!(content, EntryKind::Map(_)),
            start: self.pending.len(),
        });
        value
    }

    /// How many collections have not ended yet.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn end(&mut self, end: usize) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let start = index(self.map.parts.len());
        self.map.parts.extend(self.pending.drain(open.start..));
        let parts = Parts {
            start,
            end: index(self.map.parts.len()),
        };
        if let Some(value) = self.map.values.get_mut(open.value as usize) {
            value.end = index(end).max(value.start);
            value.content = if open.is_map {
                EntryKind::Map(parts)
            } else {
                EntryKind::List(parts)
            };
        }
    }

    /// A scalar of which only the text of a key is wanted.
    pub(super) fn scalar(&mut self, range: Range<usize>, text: &str) {
        let (start, end) = (index(range.start), index(range.end));
        let value = self.add(range, 0, EntryKind::Scalar { is_plain: false });
        if self.is_key() && unquoted(self.text, start, end) != text {
            self.map.keys.insert(value, text.into());
        }
        self.pending.push(value);
    }

    /// A scalar of which the text is wanted.
    pub(super) fn value(
        &mut self,
        range: Range<usize>,
        text: String,
        is_plain: bool,
        anchor: usize,
    ) -> u32 {
        let (start, end) = (index(range.start), index(range.end));
        let value = self.add(range, anchor, EntryKind::Scalar { is_plain });
        if is_plain && self.cuts(end as usize) && self.is_prose() {
            self.map.comments.push(start as usize..end as usize);
        }
        if unquoted(self.text, start, end) != text {
            if self.is_key() {
                self.map.keys.insert(value, text.into());
            } else {
                self.texts.insert(value, text);
            }
        }
        self.pending.push(value);
        value
    }

    pub(super) fn alias(&mut self, range: Range<usize>, anchor: usize) {
        self.has_aliases = true;
        self.unused.remove(&anchor);
        match self.anchors.get(&anchor).copied() {
            Some(value) => self.pending.push(value),
            None => self.scalar(range, ""),
        }
    }

    /// Where the anchor of the last value stands.
    pub(super) fn name(&mut self, anchor: usize, range: Range<usize>) {
        self.unused.insert(anchor, range);
    }

    /// Whether a key comes next: in a map, every other value is one.
    fn is_key(&self) -> bool {
        let open = self.open.last();
        open.is_some_and(|open| open.is_map && (self.pending.len() - open.start).is_multiple_of(2))
    }

    /// Whether a comment follows what ends at this byte.
    fn cuts(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or("");
        let comment = rest.trim_start_matches([' ', '\t']);
        comment.len() < rest.len() && comment.starts_with('#')
    }

    /// Whether the value that comes next is a text for people.
    fn is_prose(&self) -> bool {
        let key = self.pending.last().filter(|_| !self.is_key());
        let is_map = self.open.last().is_some_and(|open| open.is_map);
        let key = key
            .filter(|_| is_map)
            .map(|key| self.map.key(self.text, *key));
        matches!(key, Some("description" | "summary" | "title"))
    }

    fn add(&mut self, range: Range<usize>, anchor: usize, content: EntryKind) -> u32 {
        let at = index(self.map.values.len());
        self.map.values.push(Entry {
            start: index(range.start),
            end: index(range.end),
            content,
        });
        // Parsers count anchors from 1.
        if anchor > 0 {
            self.anchors.insert(anchor, at);
        }
        at
    }

    pub(super) fn finish(mut self) -> SourceMap {
        while !self.open.is_empty() {
            self.end(0);
        }
        self.map.values.shrink_to_fit();
        self.map.anchors = self.unused.into_values().collect();
        let large = (0..index(self.map.values.len()))
            .filter(|at| self.map.members(*at).nth(LARGE).is_some())
            .map(|at| (at, by_key(&self.map, self.text, at)));
        self.map.indexes = large.collect();
        self.map
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where each key of a map occurs first.
fn by_key(map: &SourceMap, text: &str, at: u32) -> HashMap<Box<str>, u32> {
    let mut index = HashMap::with_hasher(RandomState::default());
    for (member, (key, _)) in (0..).zip(map.members(at)) {
        index.entry(map.key(text, key).into()).or_insert(member);
    }
    index
}
