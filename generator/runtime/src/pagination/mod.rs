//! Lists that come in pages.

mod blocking;
mod cursor;
mod fetch;
mod items;
mod link;
mod pages;
mod strategy;
mod target;

use std::fmt;

pub use blocking::{ItemsBlocking, PagesBlocking};
pub use cursor::CursorLocation;
use fetch::Fetch;
pub use items::Items;
pub use pages::Pages;
use strategy::{How, Turn};

use crate::call::{Call, CallBuilder, CallFuture, Plain, ResponseCall};
use crate::codec::Decode;
use crate::error::Error;

/// How an operation's pages hang together: where a page holds its items, and
/// what leads from one page to the next.
///
/// Pages end where nothing leads on. What should lead on and can't be followed
/// is [`Error::Pagination`], behind the page that holds it: there may be more pages,
/// and to end without a word would lose what is on them.
///
/// Places in a page are JSON pointers; an empty one is the page itself.
pub struct Pagination<P, I> {
    items: fn(P) -> Vec<I>,
    turn: Turn,
}

impl<P, I> Pagination<P, I> {
    const fn new(items: fn(P) -> Vec<I>, how: How) -> Self {
        let turn = Turn { how, more: None };
        Self { items, turn }
    }

    /// A page holds the next one's cursor, at `next`: a string or a number.
    ///
    /// Null, an empty string and `false` mean that this was the last page, and
    /// so does what is null or absent on the way.
    #[must_use]
    pub const fn cursor(items: fn(P) -> Vec<I>, next: &'static str, to: CursorLocation) -> Self {
        Self::new(items, How::NextCursor { next, to })
    }

    /// The next page begins behind the last item of this one, which `list`
    /// holds: the cursor is a member of that item. A page without items is the
    /// last.
    #[must_use]
    pub const fn last_item(
        items: fn(P) -> Vec<I>,
        list: &'static str,
        member: &'static str,
        to: CursorLocation,
    ) -> Self {
        Self::new(items, How::LastItem { list, member, to })
    }

    /// Pages are counted, and the number of the first is `first`. A page whose
    /// `list` is empty is the last. The same page twice in a row is
    /// [`Error::Pagination`].
    #[must_use]
    pub const fn page(
        items: fn(P) -> Vec<I>,
        list: &'static str,
        first: i64,
        to: CursorLocation,
    ) -> Self {
        Self::new(items, How::Page { list, first, to })
    }

    /// Items are counted from 0, and a request says how many are to be passed
    /// over. A page whose `list` is empty is the last. The same page twice in a
    /// row is [`Error::Pagination`].
    #[must_use]
    pub const fn offset(items: fn(P) -> Vec<I>, list: &'static str, to: CursorLocation) -> Self {
        Self::new(items, How::Offset { list, to })
    }

    /// A page holds the next one's URL, at `next`: absolute, or relative to the
    /// request's. Requests go to the client's base URL all the same: a URL of
    /// another host than that and the [`servers`](crate::api::ApiMetadata::servers)
    /// is [`Error::Pagination`].
    #[must_use]
    pub const fn url(items: fn(P) -> Vec<I>, next: &'static str) -> Self {
        Self::new(items, How::Url { next })
    }

    /// The header `Link` (RFC 8288) of a page holds the next one's URL, with the
    /// relation `next`; see [`url`](Self::url).
    #[must_use]
    pub const fn link(items: fn(P) -> Vec<I>) -> Self {
        Self::new(items, How::Link)
    }

    /// Says where a page tells whether there are more: a boolean, or, where
    /// pages or items are counted, how many of these there are in all.
    #[must_use]
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.turn.more = Some(pointer);
        self
    }
}

impl<P, I> Clone for Pagination<P, I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P, I> Copy for Pagination<P, I> {}

/// A call whose response is the first of several pages.
///
/// It is a [`Call`] for that page, and besides gives all [`pages`](Self::pages)
/// or all [`items`](Self::items) of them.
///
/// ```no_run
/// # use oas_runtime::pagination::PaginatedCall;
/// # use oas_runtime::{Client, Error, Value};
/// # async fn example(search: PaginatedCall<Value, Value>) -> Result<(), Error> {
/// let mut items = search.items();
/// while let Some(item) = items.try_next().await? {
///     println!("{item}");
/// }
/// # Ok(())
/// # }
/// ```
pub type PaginatedCall<P, I, O = ()> = Call<P, O, Pagination<P, I>>;

impl CallBuilder {
    /// The response is a page `P` of items `I`.
    pub fn pages<P: Decode, I>(self, paging: Pagination<P, I>) -> PaginatedCall<P, I> {
        self.typed().into_kind(paging)
    }
}

impl<P: Decode, I, O> PaginatedCall<P, I, O> {
    /// All pages from this one on, each fetched when it is asked for.
    pub fn pages(self) -> Pages<P> {
        let fetch = Fetch::new(self.pending, self.kind.turn);
        Pages::new(fetch, self.reader)
    }

    /// All pages, fetched by a thread that blocks.
    pub fn pages_blocking(self) -> PagesBlocking<P> {
        PagesBlocking::new(self.pages())
    }
}

impl<P: Decode + 'static, I: 'static, O> PaginatedCall<P, I, O> {
    /// All items from this page on. A page is fetched when the items of the one
    /// before are used up.
    pub fn items(self) -> Items<I> {
        let paging = self.kind;
        Items::new(self.pages(), paging)
    }

    /// All items, fetched by a thread that blocks.
    pub fn items_blocking(self) -> ItemsBlocking<I> {
        ItemsBlocking::new(self.items())
    }
}

/// What a [`Call`] for the first page has.
impl<P, I, O> PaginatedCall<P, I, O> {
    /// The call for the first page alone.
    pub fn into_call(self) -> Call<P, O> {
        self.into_kind(Plain)
    }

    /// Sends the request for the first page, when the future is polled; see
    /// [`Call::send`].
    pub fn send(self) -> CallFuture<P> {
        self.into_future()
    }

    /// Sends the request for the first page; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// Those of awaiting the call; see [`Error`].
    pub fn send_blocking(self) -> Result<P, Error> {
        self.into_call().send_blocking()
    }

    /// Asks for the whole response of the first page; see [`Call::response`].
    pub fn response(self) -> ResponseCall<P, O> {
        self.into_call().response()
    }
}

/// Awaiting gives the first page.
impl<P, I, O> IntoFuture for PaginatedCall<P, I, O> {
    type Output = Result<P, Error>;
    type IntoFuture = CallFuture<P>;

    fn into_future(self) -> CallFuture<P> {
        self.into_call().into_future()
    }
}

impl<P, I> fmt::Debug for Pagination<P, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pagination")
            .field("turn", &self.turn)
            .finish_non_exhaustive()
    }
}
