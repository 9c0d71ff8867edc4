//! A text as a tree of stretches, for those who move them.

use std::ops::Range;

use super::{EntryKind, SourceMap};

/// Values are not nested deeper than this where a file could be read at all.
const DEEPEST: usize = 256;

/// Where a value and all that lies in it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) range: Range<usize>,
    pub(crate) content: LayoutContent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LayoutContent {
    /// A text, a number and the like, or what stands somewhere else.
    Scalar,
    List(Vec<Layout>),
    Map(Vec<LayoutMember>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LayoutMember {
    pub(crate) key: String,
    pub(crate) key_range: Range<usize>,
    pub(crate) value: Layout,
}

impl SourceMap {
    pub(in crate::tree) fn layout(&self, text: &str) -> Option<Layout> {
        let mut seen = vec![false; self.values.len()];
        self.layout_of(text, 0, &mut seen, DEEPEST)
    }

    /// The value of an index. An alias is where its name stands, which is nowhere here.
    fn layout_of(&self, text: &str, at: u32, seen: &mut [bool], depth: usize) -> Option<Layout> {
        let value = self.value(at)?;
        let is_alias = std::mem::replace(seen.get_mut(at as usize)?, true);
        let below = depth.checked_sub(1)?;
        let content = match value.content {
            _ if is_alias => LayoutContent::Scalar,
            EntryKind::Scalar { .. } => LayoutContent::Scalar,
            EntryKind::List(entries) => {
                let entries = self.parts(entries).iter();
                let entries = entries.map(|entry| self.layout_of(text, *entry, seen, below));
                LayoutContent::List(entries.collect::<Option<_>>()?)
            }
            EntryKind::Map(_) => {
                let mut laid = Vec::new();
                for (key, value) in self.members(at) {
                    laid.push(LayoutMember {
                        key: self.key(text, key).to_owned(),
                        key_range: self.range(key)?,
                        value: self.layout_of(text, value, seen, below)?,
                    });
                }
                LayoutContent::Map(laid)
            }
        };
        Some(Layout {
            range: self.range(at)?,
            content,
        })
    }
}
