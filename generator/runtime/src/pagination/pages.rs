//! A stream of pages.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::Error;
use crate::pagination::Fetch;
use crate::response::Reader;

/// The pages of a [`PaginatedCall`](crate::pagination::PaginatedCall) call, one request each.
///
/// It ends behind the last page or an error. A cursor that comes for the second
/// time is such an error, [`Error::Pagination`], and so is something else where a
/// cursor belongs; it comes behind the page that holds it. Dropping it gives up the page that
/// is on its way.
#[must_use = "a stream fetches nothing until it is polled"]
pub struct Pages<P> {
    fetch: Fetch,
    reader: Reader<P>,
}

impl<P> Pages<P> {
    pub(super) fn new(fetch: Fetch, reader: Reader<P>) -> Self {
        Self { fetch, reader }
    }

    /// The next page, or none behind the last.
    ///
    /// # Errors
    ///
    /// Those of the call for this page; see [`Error`]. After one there are no
    /// more pages.
    pub async fn try_next(&mut self) -> Result<Option<P>, Error> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    pub(super) fn poll_page(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<P, Error>>> {
        self.fetch.poll(cx).map(|received| {
            let page = received?.and_then(|received| received.decode(self.reader));
            if page.is_err() {
                self.fetch.stop();
            }
            Some(page)
        })
    }

    pub(super) fn next_blocking(&mut self) -> Option<Result<P, Error>> {
        let received = self.fetch.next_blocking()?;
        let page = received.and_then(|received| received.decode(self.reader));
        if page.is_err() {
            self.fetch.stop();
        }
        Some(page)
    }
}

impl<P> Stream for Pages<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<P> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pages")
    }
}
