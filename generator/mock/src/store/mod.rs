//! Collections whose items are kept.

mod act;
mod detect;
mod kept;
mod list;
mod overlay;
mod pagination;
mod pointer;
mod request;
mod shape;

use std::collections::HashMap;

pub(crate) use kept::{KeptItems, StoredCollections};
pub(crate) use request::{Outcome, Request};

/// What an operation does to a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StoreAction {
    List,
    Create,
    Read,
    Replace,
    Update,
    Delete,
}

/// An operation's role in a collection.
#[derive(Clone, Debug)]
pub(crate) struct StoreRole {
    pub(crate) does: StoreAction,
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
    /// The role of each operation that has one.
    pub(crate) parts: HashMap<usize, StoreRole>,
}
