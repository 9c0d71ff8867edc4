//! The members of a map.

use super::{IndexMap, Node};
use indexmap::map::Entry;
use std::{iter, option, slice, vec};

/// In a smaller map, to look at every key costs less than to hash the one that is sought.
const FEW: usize = 12;

/// The members of a map, in the order in which the document gives them.
#[derive(Clone, Debug, Default)]
pub struct NodeMap {
    /// All of them, as long as they are few.
    few: Vec<(String, Node)>,
    /// All of them, once they have been more.
    many: Option<Box<IndexMap<String, Node>>>,
}

impl NodeMap {
    /// A map without members, and with room for so many.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> NodeMap {
        let mut map = NodeMap::default();
        if capacity <= FEW {
            map.few.reserve_exact(capacity);
        } else {
            let hasher = super::RandomState::default();
            let many = IndexMap::with_capacity_and_hasher(capacity, hasher);
            map.many = Some(Box::new(many));
        }
        map
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.many.as_ref().map_or(self.few.len(), |many| many.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The member of this name.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.many {
            Some(many) => many.get(key),
            None => self
                .few
                .iter()
                .find_map(|(name, node)| (name == key).then_some(node)),
        }
    }

    /// The member of this name, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.many {
            Some(many) => many.get_mut(key),
            None => self
                .few
                .iter_mut()
                .find_map(|(name, node)| (name == key).then_some(node)),
        }
    }

    /// Whether there is a member of this name.
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Which member has this name, counted from 0.
    pub(crate) fn index_of(&self, key: &str) -> Option<usize> {
        match &self.many {
            Some(many) => many.get_index_of(key),
            None => self.few.iter().position(|(name, _)| name == key),
        }
    }

    /// Adds a member behind all others, unless there is one of its name, which is given
    /// back then.
    ///
    /// # Errors
    ///
    /// The name, if another member has it.
    pub fn add(&mut self, key: String, node: Node) -> Result<(), String> {
        if let Some(many) = &mut self.many {
            return match many.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(node);
                    Ok(())
                }
                Entry::Occupied(known) => Err(known.key().clone()),
            };
        }
        if self.contains_key(&key) {
            return Err(key);
        }
        self.push(key, node);
        Ok(())
    }

    /// The map of this name, made where there is no such member; nothing where it is
    /// something else.
    pub fn map_at(&mut self, key: &str) -> Option<&mut NodeMap> {
        if !self.contains_key(key) {
            self.insert(key.to_owned(), Node::Map(NodeMap::default()));
        }
        match self.get_mut(key) {
            Some(Node::Map(map)) => Some(map),
            _ => None,
        }
    }

    /// Puts a member in the place of the one of its name, or else behind all others; gives
    /// the one that was there.
    pub fn insert(&mut self, key: String, node: Node) -> Option<Node> {
        if let Some(many) = &mut self.many {
            return many.insert(key, node);
        }
        if let Some(known) = self.get_mut(&key) {
            return Some(std::mem::replace(known, node));
        }
        self.push(key, node);
        None
    }

    /// Adds a member of another name than those of the few that there are.
    fn push(&mut self, key: String, node: Node) {
        self.few.push((key, node));
        if self.few.len() > FEW {
            let all = std::mem::take(&mut self.few);
            self.many = Some(Box::new(all.into_iter().collect()));
        }
    }

    /// Takes out the member of this name; the others keep their order.
    pub fn shift_remove(&mut self, key: &str) -> Option<Node> {
        if let Some(many) = &mut self.many {
            return many.shift_remove(key);
        }
        let at = self.few.iter().position(|(name, _)| name == key)?;
        Some(self.few.remove(at).1)
    }

    /// Keeps only the members of which that holds.
    pub fn retain(&mut self, mut keep: impl FnMut(&String, &mut Node) -> bool) {
        match &mut self.many {
            Some(many) => many.retain(keep),
            None => self.few.retain_mut(|(key, node)| keep(key, node)),
        }
    }

    /// The members.
    pub fn iter(&self) -> NodeMembers<'_> {
        let few: Few<'_> = self.few.iter().map(|(key, node)| (key, node));
        few.chain(self.many.as_deref().into_iter().flatten())
    }

    /// The members, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&String, &mut Node)> {
        let few = self.few.iter_mut().map(|(key, node)| (&*key, node));
        few.chain(self.many.iter_mut().flat_map(|many| many.iter_mut()))
    }

    /// Their names.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// Their values.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Node> + Clone {
        self.iter().map(|(_, node)| node)
    }

    /// Their values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Node> {
        self.iter_mut().map(|(_, node)| node)
    }
}

type Few<'a> =
    iter::Map<slice::Iter<'a, (String, Node)>, fn(&'a (String, Node)) -> (&'a String, &'a Node)>;

/// The members of a map that is only looked at.
pub type NodeMembers<'a> =
    iter::Chain<Few<'a>, iter::Flatten<option::IntoIter<&'a IndexMap<String, Node>>>>;

/// The members of a map that is taken apart.
pub type OwnNodeMembers = iter::Chain<
    vec::IntoIter<(String, Node)>,
    iter::Flatten<option::IntoIter<IndexMap<String, Node>>>,
>;

/// Their order is no part of the value.
impl PartialEq for NodeMap {
    fn eq(&self, other: &NodeMap) -> bool {
        self.len() == other.len() && self.iter().all(|(key, node)| other.get(key) == Some(node))
    }
}

impl Extend<(String, Node)> for NodeMap {
    fn extend<I: IntoIterator<Item = (String, Node)>>(&mut self, members: I) {
        for (key, node) in members {
            self.insert(key, node);
        }
    }
}

impl FromIterator<(String, Node)> for NodeMap {
    fn from_iter<I: IntoIterator<Item = (String, Node)>>(members: I) -> NodeMap {
        let members = members.into_iter();
        let mut map = NodeMap::with_capacity(members.size_hint().0);
        map.extend(members);
        map
    }
}

impl IntoIterator for NodeMap {
    type Item = (String, Node);
    type IntoIter = OwnNodeMembers;

    fn into_iter(self) -> OwnNodeMembers {
        let many = self.many.map(|many| *many);
        self.few.into_iter().chain(many.into_iter().flatten())
    }
}

impl<'a> IntoIterator for &'a NodeMap {
    type Item = (&'a String, &'a Node);
    type IntoIter = NodeMembers<'a>;

    fn into_iter(self) -> NodeMembers<'a> {
        self.iter()
    }
}
