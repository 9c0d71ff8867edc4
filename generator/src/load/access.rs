//! `readOnly` and `writeOnly`: which way a property travels.

use super::{Document, MOST_STEPS};
use crate::model::Access;
use crate::tree::{HashSet, IndexMap, Node, NodeMap, Place};

/// More schemas are not looked at for one property.
const MOST_SCHEMAS: usize = 100;

impl Document {
    /// Which way the property whose schemas stand at `places` travels. What is both
    /// read-only and write-only is neither.
    #[must_use]
    pub fn access(&self, places: &[Place]) -> Access {
        let said = places.iter().map(|place| self.said_access(place));
        let said = said.fold((false, false), |all, one| (all.0 | one.0, all.1 | one.1));
        match said {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (true, true) | (false, false) => Access::Both,
        }
    }

    /// Whether the schema at `place` says that it is read-only, or write-only: by itself,
    /// beside a reference, in what it refers to, or in any of its `allOf`.
    fn said_access(&self, place: &Place) -> (bool, bool) {
        let mut said = (false, false);
        let mut open = vec![(place.clone(), 0)];
        let mut seen = HashSet::default();
        while let Some((place, steps)) = open.pop() {
            let Some(node) = self.node(&place) else {
                continue;
            };
            let says = |key: &str| node.get(key) == Some(&Node::Bool(true));
            said.0 |= says("readOnly");
            said.1 |= says("writeOnly");
            let is_far = steps > MOST_STEPS || seen.len() > MOST_SCHEMAS;
            if is_far || !seen.insert(place.clone()) {
                continue;
            }
            let parts = self.made_of(&place).into_iter();
            open.extend(parts.map(|part| (part, steps + 1)));
        }
        said
    }

    /// The properties that a schema declares, with all schemas of each: its own, and
    /// those of what it refers to and of its `allOf`.
    #[must_use]
    pub fn declared_properties(&self, place: &Place) -> Vec<(String, Vec<Place>)> {
        let mut open = vec![place.clone()];
        let mut seen = HashSet::default();
        let mut found: IndexMap<String, Vec<Place>> = IndexMap::default();
        while let Some(place) = open.pop() {
            if seen.len() > MOST_SCHEMAS || !seen.insert(place.clone()) {
                continue;
            }
            let properties = self.node(&place).and_then(|node| node.get("properties"));
            let names = properties.and_then(Node::as_map).into_iter();
            for name in names.flat_map(NodeMap::keys) {
                let schema = place.key("properties").key(name);
                found.entry(name.clone()).or_default().push(schema);
            }
            open.extend(self.made_of(&place));
        }
        found.into_iter().collect()
    }

    /// What the schema at `place` refers to, and its `allOf`.
    pub(crate) fn made_of(&self, place: &Place) -> Vec<Place> {
        let Some(node) = self.node(place) else {
            return Vec::new();
        };
        let reference = node.get("$ref").and_then(Node::as_str);
        let target = reference.and_then(|reference| self.resolve(place, reference).ok());
        let members = node.get("allOf").and_then(Node::as_list);
        let members = members.into_iter().flatten().enumerate();
        let members = members.map(|(index, _)| place.key("allOf").index(index));
        target.into_iter().chain(members).collect()
    }
}
