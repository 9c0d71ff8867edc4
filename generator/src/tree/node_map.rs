//! The members of a map.

use super::{IndexMap, Node};
use indexmap::map::Entry;

/// The members of a map, in the order in which the document gives them.
pub type NodeMap = IndexMap<String, Node>;

/// Adds a member behind all others, unless there is one of its name.
///
/// # Errors
///
/// The name, if another member has it.
pub fn add_member(map: &mut NodeMap, key: String, node: Node) -> Result<(), String> {
    match map.entry(key) {
        Entry::Vacant(place) => {
            place.insert(node);
            Ok(())
        }
        Entry::Occupied(known) => Err(known.key().clone()),
    }
}

/// The map of this name, made where there is no such member; nothing where it is something
/// else.
pub fn map_at<'a>(map: &'a mut NodeMap, key: &str) -> Option<&'a mut NodeMap> {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), Node::Map(NodeMap::default()));
    }
    match map.get_mut(key) {
        Some(Node::Map(map)) => Some(map),
        _ => None,
    }
}
