//! Makes a [`SourceMap`] of the events of a parser.

use super::super::{HashMap, RandomState};
use std::ops::Range;

use super::{Entry, EntryKind, MapEntry, SourceMap};

/// Looking through a map of fewer members is quick enough.
const LARGE: usize = 32;

/// Where each key occurs first.
fn by_key(members: &[MapEntry]) -> HashMap<String, usize> {
    let mut index = HashMap::with_capacity_and_hasher(members.len(), RandomState::default());
    for (at, member) in members.iter().enumerate() {
        index.entry(member.key.clone()).or_insert(at);
    }
    index
}

/// Takes the events of a parser; those that make no sense are read over.
#[derive(Default)]
pub(super) struct Builder {
    values: Vec<Entry>,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
}

/// A collection that has not ended yet.
struct Open {
    value: usize,
    /// The key whose value comes next, if this is a map.
    key: Option<(String, Range<usize>)>,
}

impl Builder {
    pub(super) fn start_map(&mut self, start: usize, anchor: usize) {
        self.start(start, anchor, EntryKind::Map(Vec::new()));
    }

    pub(super) fn start_list(&mut self, start: usize, anchor: usize) {
        self.start(start, anchor, EntryKind::List(Vec::new()));
    }

    fn start(&mut self, start: usize, anchor: usize, content: EntryKind) {
        let value = self.add(start..start, anchor, content);
        self.attach(value, "", start..start);
        self.open.push(Open { value, key: None });
    }

    pub(super) fn end(&mut self, end: usize) {
        let ended = self.open.pop();
        if let Some(value) = ended.and_then(|open| self.values.get_mut(open.value)) {
            value.range.end = end.max(value.range.start);
        }
    }

    pub(super) fn scalar(&mut self, range: Range<usize>, text: &str, anchor: usize) {
        let value = self.add(range.clone(), anchor, EntryKind::Scalar);
        self.attach(value, text, range);
    }

    pub(super) fn alias(&mut self, range: Range<usize>, anchor: usize) {
        match self.anchors.get(&anchor).copied() {
            Some(value) => self.attach(value, "", range),
            None => self.scalar(range, "", 0),
        }
    }

    fn add(&mut self, range: Range<usize>, anchor: usize, content: EntryKind) -> usize {
        let index = self.values.len();
        self.values.push(Entry { range, content });
        // Parsers count anchors from 1.
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        index
    }

    /// Puts a value into the collection that is open. In a map, every other
    /// value is a key.
    fn attach(&mut self, value: usize, text: &str, range: Range<usize>) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let Some(parent) = self.values.get_mut(open.value) else {
            return;
        };
        match &mut parent.content {
            EntryKind::Scalar => {}
            EntryKind::List(entries) => entries.push(value),
            EntryKind::Map(members) => match open.key.take() {
                None => open.key = Some((text.to_owned(), range)),
                Some((key, key_range)) => members.push(MapEntry {
                    key,
                    key_range,
                    value,
                }),
            },
        }
    }

    pub(super) fn finish(self) -> SourceMap {
        let mut indexes = HashMap::default();
        for (index, value) in self.values.iter().enumerate() {
            if let EntryKind::Map(members) = &value.content
                && members.len() > LARGE
            {
                indexes.insert(index, by_key(members));
            }
        }
        SourceMap {
            values: self.values,
            indexes,
        }
    }
}
