//! The one serde visitor that both parsers feed.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::{Named, may_be_whole};
use crate::tree::{Node, NodeMap};

/// The largest document of the field has some 400,000 values.
const MOST_VALUES: usize = 4_000_000;

/// Aliases can make a small file look like billions of values: so many it may
/// have anyway, and so many for each of its bytes.
const MOST_OF_ANY: usize = 100_000;
const MOST_A_BYTE: usize = 4;

/// What the visitor says when it gives up; the parsers look for it.
pub(super) const TOO_MANY: &str = "the document holds too many values";

/// What one reading of a file knows besides the value at hand.
pub(super) struct Reading {
    /// Whether `<<` takes in the members of another map.
    merge: bool,
    pub(super) duplicates: RefCell<Vec<Named>>,
    pub(super) tags: RefCell<Vec<Named>>,
    /// Whether a float was seen that may have been a whole number.
    pub(super) lost_digits: Cell<bool>,
    /// How many values more there may be.
    left: Cell<usize>,
    path: RefCell<Vec<String>>,
}

impl Reading {
    pub(super) fn json() -> Reading {
        Reading::new(false, MOST_VALUES)
    }

    pub(super) fn yaml(bytes: usize) -> Reading {
        let most = bytes.saturating_mul(MOST_A_BYTE).max(MOST_OF_ANY);
        Reading::new(true, most.min(MOST_VALUES))
    }

    fn new(merge: bool, most: usize) -> Reading {
        Reading {
            merge,
            left: Cell::new(most),
            duplicates: RefCell::default(),
            tags: RefCell::default(),
            lost_digits: Cell::default(),
            path: RefCell::default(),
        }
    }

    fn count<E: Error>(&self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(|| E::custom(TOO_MANY))?);
        Ok(())
    }

    fn here(&self, name: String) -> Named {
        Named {
            path: self.path.borrow().clone(),
            name,
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Seed<'a>(pub(super) &'a Reading);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        Ok(i128::try_from(value).map_or_else(|_| Node::Big(value.to_string()), Node::Integer))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        if may_be_whole(value) {
            self.0.lost_digits.set(true);
        }
        Ok(Node::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        loop {
            self.0.path.borrow_mut().push(list.len().to_string());
            let next = access.next_element_seed(self);
            self.0.path.borrow_mut().pop();
            match next? {
                Some(node) => list.push(node),
                None => return Ok(Node::List(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut map = NodeMap::default();
        let mut merged = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.0.path.borrow_mut().push(key.clone());
            let value = access.next_value_seed(self);
            self.0.path.borrow_mut().pop();
            let value = value?;
            if self.0.merge && key == "<<" && is_mergeable(&value) {
                merged.push(value);
            } else if map.contains_key(&key) {
                let duplicate = self.0.here(key);
                self.0.duplicates.borrow_mut().push(duplicate);
            } else {
                map.insert(key, value);
            }
        }
        for source in merged {
            merge(&mut map, source);
        }
        Ok(Node::Map(map))
    }

    /// A YAML tag says nothing that OpenAPI knows: the value counts.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        let (tag, value) = access.variant_seed(Key)?;
        let tag = self.0.here(tag);
        self.0.tags.borrow_mut().push(tag);
        value.newtype_variant_seed(self)
    }
}

fn is_mergeable(value: &Node) -> bool {
    match value {
        Node::Map(_) => true,
        Node::List(list) => list.iter().all(|entry| matches!(entry, Node::Map(_))),
        _ => false,
    }
}

/// A member of the map itself wins over a merged one, an earlier merged one
/// over a later one.
fn merge(into: &mut NodeMap, source: Node) {
    match source {
        Node::Map(map) => {
            for (key, value) in map {
                into.entry(key).or_insert(value);
            }
        }
        Node::List(list) => {
            for entry in list {
                merge(into, entry);
            }
        }
        _ => {}
    }
}

/// Reads a key as the text that stands in the file, so that `200`, `y` and
/// `2024-01-01` stay what they look like.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<String, E> {
        Ok(value.to_owned())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<String, E> {
        Ok(value)
    }
}
