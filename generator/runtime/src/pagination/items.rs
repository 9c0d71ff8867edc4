//! A stream of items, across pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

use crate::error::Error;
use crate::pagination::{Pages, Pagination};

/// The items of a [`PaginatedCall`](crate::pagination::PaginatedCall) call, of all pages.
///
/// A page is fetched when the items of the one before are used up. It ends
/// behind the last item or an error; see [`Pages`].
#[must_use = "a stream fetches nothing until it is polled"]
pub struct Items<I> {
    source: Box<dyn Source<I> + Send>,
    ready: vec::IntoIter<I>,
}

/// Pages of any type that hold items of this one.
trait Source<I> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<I>, Error>>>;
    fn next_blocking(&mut self) -> Option<Result<Vec<I>, Error>>;
}

struct PageItems<P, I> {
    pages: Pages<P>,
    items: fn(P) -> Vec<I>,
}

impl<P, I> Source<I> for PageItems<P, I> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Vec<I>, Error>>> {
        let items = self.items;
        self.pages.poll_page(cx).map(|page| Some(page?.map(items)))
    }

    fn next_blocking(&mut self) -> Option<Result<Vec<I>, Error>> {
        Some(self.pages.next_blocking()?.map(self.items))
    }
}

impl<I: 'static> Items<I> {
    pub(super) fn new<P: 'static>(pages: Pages<P>, paging: Pagination<P, I>) -> Self {
        let items = paging.items;
        Self {
            source: Box::new(PageItems { pages, items }),
            ready: Vec::new().into_iter(),
        }
    }
}

impl<I> Items<I> {
    /// The next item, or none behind the last.
    ///
    /// # Errors
    ///
    /// Those of the call for the page that is needed; see [`Error`]. After one
    /// there are no more items.
    pub async fn try_next(&mut self) -> Result<Option<I>, Error> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match self.source.poll(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                // A page without items is followed by the next.
                Poll::Ready(Some(Ok(items))) => self.ready = items.into_iter(),
            }
        }
    }

    pub(super) fn next_blocking(&mut self) -> Option<Result<I, Error>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(Ok(item));
            }
            match self.source.next_blocking()? {
                Ok(items) => self.ready = items.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Items are handed out by value and never pinned.
impl<I> Unpin for Items<I> {}

impl<I> Stream for Items<I> {
    type Item = Result<I, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<I> fmt::Debug for Items<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("ready", &self.ready.len())
            .finish_non_exhaustive()
    }
}
