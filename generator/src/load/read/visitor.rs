//! JSON values as nodes.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Named, may_be_whole};
use crate::tree::{Node, NodeMap, add_member};

/// The largest document of the field has some 400,000 values.
pub(super) const MOST_VALUES: usize = 4_000_000;

/// What the visitor says when it gives up; the parsers look for it.
pub(super) const TOO_MANY: &str = "the document holds too many values";

/// What one reading of a file knows besides the value at hand.
pub(super) struct Reading {
    /// Their steps are from the inside out.
    duplicates: RefCell<Vec<Named>>,
    /// Whether a float was seen that may have been a whole number.
    pub(super) lost_digits: Cell<bool>,
    /// How many values more there may be.
    left: Cell<usize>,
}

impl Reading {
    pub(super) fn new() -> Reading {
        Reading {
            left: Cell::new(MOST_VALUES),
            duplicates: RefCell::default(),
            lost_digits: Cell::default(),
        }
    }

    fn count<E: Error>(&self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1);
        self.left.set(left.ok_or_else(|| E::custom(TOO_MANY))?);
        Ok(())
    }

    fn found(&self) -> usize {
        self.duplicates.borrow().len()
    }

    /// Says of all duplicates but the first `known` that they lie below this step.
    fn lie_below(&self, known: usize, step: impl Fn() -> String) {
        for duplicate in self.duplicates.borrow_mut().iter_mut().skip(known) {
            duplicate.path.push(step());
        }
    }

    /// The duplicates, each with the way to it.
    pub(super) fn into_duplicates(self) -> Vec<Named> {
        let mut duplicates = self.duplicates.into_inner();
        for duplicate in &mut duplicates {
            duplicate.path.reverse();
        }
        duplicates
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

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
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
            let known = self.0.found();
            let Some(node) = access.next_element_seed(self)? else {
                return Ok(Node::List(list));
            };
            self.0.lie_below(known, || list.len().to_string());
            list.push(node);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut map = NodeMap::default();
        while let Some(key) = access.next_key::<String>()? {
            let known = self.0.found();
            let value = access.next_value_seed(self)?;
            self.0.lie_below(known, || key.clone());
            if let Err(name) = add_member(&mut map, key, value) {
                let path = Vec::new();
                self.0.duplicates.borrow_mut().push(Named { path, name });
            }
        }
        Ok(Node::Map(map))
    }
}
