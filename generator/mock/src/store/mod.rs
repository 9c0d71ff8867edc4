//! Collections whose items are kept.

mod act;
mod detect;
mod list;
mod overlay;
mod shape;
mod turn;

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde_json::Value;

pub(crate) use act::{Outcome, Request};

/// What an operation does to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    List,
    Create,
    Read,
    Replace,
    Update,
    Delete,
}

/// An operation's part in a collection.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) does: Does,
    /// Which collection, as an index of [`Stores::all`].
    pub(crate) store: usize,
}

/// A collection of the document.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    /// The path of the collection, as a template.
    pub(crate) path: String,
    /// The operation that reads an item.
    pub(crate) read: usize,
    /// The variable of the item's path that holds the id.
    pub(crate) variable: String,
    /// JSON pointer to the item in the response that gives one.
    pub(crate) envelope: String,
    /// The member of an item that is its id.
    pub(crate) id: String,
    /// Whether ids are numbers.
    pub(crate) numeric: bool,
    /// JSON pointer to the items in the response that lists them.
    pub(crate) items: Option<String>,
}

/// All collections of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stores {
    pub(crate) all: Vec<Store>,
    /// The part of each operation that has one.
    pub(crate) parts: HashMap<usize, Part>,
}

/// What the collections hold. A collection below an item of another one is a
/// collection of its own for each of those.
#[derive(Debug, Default)]
pub(crate) struct Shelves(BTreeMap<String, Shelf>);

/// What one collection holds, in the order in which it came.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pub(crate) items: IndexMap<String, Value>,
    /// How many there have ever been.
    pub(crate) made: u64,
}

impl Shelves {
    /// The collection at a concrete path, which may be new.
    pub(crate) fn shelf(&mut self, path: &str) -> &mut Shelf {
        self.0.entry(path.to_owned()).or_default()
    }

    pub(crate) fn knows(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Paths with how many items there are.
    pub(crate) fn counts(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0
            .iter()
            .map(|(path, shelf)| (path.as_str(), shelf.items.len()))
    }
}
