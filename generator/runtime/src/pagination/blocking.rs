//! Pages and items for code that isn't async.

use std::fmt;

use crate::error::Error;
use crate::pagination::{Items, Pages};

/// An iterator over pages; see [`Pages`].
#[must_use = "an iterator fetches nothing until it is asked"]
pub struct PagesBlocking<P> {
    pages: Pages<P>,
}

/// An iterator over the items of all pages; see [`Items`].
#[must_use = "an iterator fetches nothing until it is asked"]
pub struct ItemsBlocking<I> {
    items: Items<I>,
}

impl<P> PagesBlocking<P> {
    pub(super) fn new(pages: Pages<P>) -> Self {
        Self { pages }
    }
}

impl<I> ItemsBlocking<I> {
    pub(super) fn new(items: Items<I>) -> Self {
        Self { items }
    }
}

impl<P> Iterator for PagesBlocking<P> {
    type Item = Result<P, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.pages.next_blocking()
    }
}

impl<I> Iterator for ItemsBlocking<I> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.items.next_blocking()
    }
}

impl<P> fmt::Debug for PagesBlocking<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PagesBlocking")
    }
}

impl<I> fmt::Debug for ItemsBlocking<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemsBlocking").field(&self.items).finish()
    }
}
