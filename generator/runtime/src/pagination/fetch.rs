//! Fetches page after page, free of the types of pages and items.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::task::{Context, Poll};

use crate::boxed::BoxFuture;
use crate::client::{PendingRequest, Received, blocking, send};
use crate::error::{Error, PaginationError};
use crate::json_pointer::Leaf;
use crate::pagination::strategy::{How, Step, Turn};
use crate::response::RawResponse;

/// The request for the next page, and what has been seen so far.
pub(super) struct Fetch {
    pending: Box<PendingRequest>,
    turn: Turn,
    /// Hashes of the cursors so far, since cursors may be long and many. Two
    /// that collide would end the pages with an error; one chance in 2^64 for
    /// each pair.
    seen: HashSet<u64>,
    /// The hash of the page before, where pages are counted: a server that
    /// overlooks the count gives the same page for ever.
    before: Option<u64>,
    hasher: RandomState,
    state: FetchState,
}

enum FetchState {
    /// The next page has not been asked for.
    Ready,
    /// It is on its way.
    Sending(BoxFuture<'static, Result<Received, Error>>),
    /// The page before was the last that could be trusted.
    Broken(Box<PaginationError>),
    Done,
}

impl Fetch {
    pub(super) fn new(pending: Box<PendingRequest>, turn: Turn) -> Self {
        let mut fetch = Self {
            pending,
            turn,
            seen: HashSet::new(),
            before: None,
            hasher: RandomState::new(),
            state: FetchState::Ready,
        };
        if let How::NextCursor { to, .. } | How::LastItem { to, .. } = turn.how
            && let Some(start) = to.of(&fetch.pending.request)
        {
            let hash = fetch.hasher.hash_one(start.into_text());
            fetch.seen.insert(hash);
        }
        fetch
    }

    /// The next page as it came, or none behind the last. After an error there
    /// is nothing more.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Received, Error>>> {
        loop {
            match std::mem::replace(&mut self.state, FetchState::Done) {
                FetchState::Done => return Poll::Ready(None),
                FetchState::Ready => self.state = FetchState::Sending(send(self.pending.clone())),
                FetchState::Broken(error) => {
                    return Poll::Ready(Some(Err(Error::Pagination(error))));
                }
                FetchState::Sending(mut sending) => match sending.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = FetchState::Sending(sending);
                        return Poll::Pending;
                    }
                    Poll::Ready(received) => return Poll::Ready(Some(self.arrived(received))),
                },
            }
        }
    }

    /// The next page, fetched while this thread blocks.
    pub(super) fn next_blocking(&mut self) -> Option<Result<Received, Error>> {
        match std::mem::replace(&mut self.state, FetchState::Done) {
            FetchState::Done => None,
            FetchState::Broken(error) => Some(Err(Error::Pagination(error))),
            FetchState::Ready | FetchState::Sending(_) => {
                let received = blocking::send(self.pending.clone());
                Some(self.arrived(received))
            }
        }
    }

    /// Gives up: nothing more is fetched.
    pub(super) fn stop(&mut self) {
        self.state = FetchState::Done;
    }

    /// Looks for what leads on from a page that has come, and makes the request
    /// for the next one.
    fn arrived(&mut self, received: Result<Received, Error>) -> Result<Received, Error> {
        let received = received?;
        let raw = &received.raw;
        self.state = match self.turn.step(&self.pending, raw) {
            Ok(None) => FetchState::Done,
            Err(error) => FetchState::Broken(Box::new(error)),
            Ok(Some(step)) => match self.take(step, raw) {
                Ok(()) => FetchState::Ready,
                Err(error) => FetchState::Broken(Box::new(error)),
            },
        };
        Ok(received)
    }

    /// Puts what leads on into the request, unless it has led on before.
    fn take(&mut self, step: Step, received: &RawResponse) -> Result<(), PaginationError> {
        let fresh = |seen: &mut HashSet<u64>, hash: u64, text: String| {
            let operation = || self.pending.request.operation.clone();
            if seen.insert(hash) {
                Ok(())
            } else {
                Err(PaginationError::repeats(
                    operation(),
                    text,
                    &received.secrets,
                ))
            }
        };
        match step {
            Step::NextCursor(to, cursor) => {
                let text = cursor.clone().into_text();
                fresh(&mut self.seen, self.hasher.hash_one(&text), text)?;
                to.set(&mut self.pending.request, cursor);
            }
            Step::Number(to, number) => {
                let hash = self.hasher.hash_one(&received.body);
                if self.before.replace(hash) == Some(hash) {
                    let operation = self.pending.request.operation.clone();
                    return Err(PaginationError::same_page(operation));
                }
                to.set(&mut self.pending.request, Leaf::Number(number.into()));
            }
            Step::Target(target) => {
                let text = target.text();
                fresh(&mut self.seen, self.hasher.hash_one(&text), text)?;
                self.pending.request.path = target.path;
                self.pending.request.query = target.query;
            }
        }
        Ok(())
    }
}
