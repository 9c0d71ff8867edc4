//! The members of an object.

use super::{Node, RandomState};
use indexmap::{IndexMap, map};
use std::ops::{Deref, DerefMut};

type Members = IndexMap<String, Node, RandomState>;

/// The members of a map, in the order in which the document gives them.
///
/// An [`IndexMap`] in a box: most values of a document are no maps, and all would be
/// as large as one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeMap(Box<Members>);

impl NodeMap {
    /// The member of this name. Most maps are so small that looking at every key costs
    /// less than hashing the one that is sought.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        const SMALL: usize = 8;
        if self.0.len() > SMALL {
            return self.0.get(key);
        }
        let mut members = self.0.iter();
        members.find(|(name, _)| *name == key).map(|(_, node)| node)
    }

    /// The names of the members.
    #[must_use]
    pub fn keys(&self) -> map::Keys<'_, String, Node> {
        self.0.keys()
    }

    /// The members without their names.
    #[must_use]
    pub fn values(&self) -> map::Values<'_, String, Node> {
        self.0.values()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deref for NodeMap {
    type Target = Members;

    fn deref(&self) -> &Members {
        &self.0
    }
}

impl DerefMut for NodeMap {
    fn deref_mut(&mut self) -> &mut Members {
        &mut self.0
    }
}

impl FromIterator<(String, Node)> for NodeMap {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(members: I) -> Self {
        Self(Box::new(members.into_iter().collect()))
    }
}

impl Extend<(String, Node)> for NodeMap {
    fn extend<I: IntoIterator<Item = (String, Node)>>(&mut self, members: I) {
        self.0.extend(members);
    }
}

impl IntoIterator for NodeMap {
    type Item = (String, Node);
    type IntoIter = map::IntoIter<String, Node>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a NodeMap {
    type Item = (&'a String, &'a Node);
    type IntoIter = map::Iter<'a, String, Node>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a mut NodeMap {
    type Item = (&'a String, &'a mut Node);
    type IntoIter = map::IterMut<'a, String, Node>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}
