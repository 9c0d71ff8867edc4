//! A module to be: its documentation, what it uses, and its items.

use super::imports::Imports;
use super::table::Table;
use proc_macro2::TokenStream;

/// A file of the emitted crate.
pub(crate) struct Module {
    /// Where it goes, below the crate's `src`.
    pub path: String,
    /// Its `//!` documentation.
    pub docs: String,
    /// Whether it is the root of a crate, and so nobody's module.
    pub root: bool,
    /// The condition under which it is built, if there is one.
    pub condition: Option<String>,
    /// What it brings into scope.
    pub imports: Imports,
    /// Its items, in order.
    pub items: Vec<Item>,
}

impl Module {
    pub fn new(path: impl Into<String>, docs: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            docs: super::docs::printable(&docs.into()).into_owned(),
            root: false,
            condition: None,
            imports: Imports::default(),
            items: Vec::new(),
        }
    }

    /// Adds a Rust item.
    pub fn rust(&mut self, tokens: TokenStream) {
        self.items.push(Item::Rust(tokens));
    }
}

/// A part of a file.
pub(crate) enum Item {
    /// Items of Rust, set apart by an empty line.
    Rust(TokenStream),
    /// Items of Rust that belong together, such as `mod` lines.
    Lines(TokenStream),
    /// Items of Rust that are laid out already.
    Text(String),
    /// A macro call that is a table.
    Table(Table),
}
