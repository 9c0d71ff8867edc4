//! Fetches page after page, free of the types of pages and items.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::task::{Context, Poll};

use crate::BoxFuture;
use crate::call::Received;
use crate::client::send;
use crate::error::{Error, PagingError};
use crate::paging::Cursor;
use crate::pointer::{self, Obstacle, Scalar};
use crate::request::Request;

/// The request for the next page, and what has been seen so far.
pub(super) struct Fetch {
    request: Request,
    next: &'static str,
    cursor: Cursor,
    /// Hashes of the cursors so far, since cursors may be long and many. Two
    /// that collide would end the pages with an error; one chance in 2^64 for
    /// each pair.
    seen: HashSet<u64>,
    hasher: RandomState,
    state: State,
}

enum State {
    /// The next page has not been asked for.
    Ready,
    /// It is on its way.
    Sending(BoxFuture<'static, Result<Received, Error>>),
    /// The page before was the last that could be trusted.
    Broken(Box<PagingError>),
    Done,
}

impl Fetch {
    pub(super) fn new(request: Request, next: &'static str, cursor: Cursor) -> Self {
        let mut fetch = Self {
            request,
            next,
            cursor,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            state: State::Ready,
        };
        if let Some(start) = cursor.of(&fetch.request) {
            let hash = fetch.hasher.hash_one(start.into_text());
            fetch.seen.insert(hash);
        }
        fetch
    }

    /// The next page as it came, or none behind the last. After an error there
    /// is nothing more.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Received, Error>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Poll::Ready(None),
                State::Ready => self.state = State::Sending(send(self.request.clone())),
                State::Broken(error) => return Poll::Ready(Some(Err(Error::Paging(error)))),
                State::Sending(mut sending) => match sending.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Sending(sending);
                        return Poll::Pending;
                    }
                    Poll::Ready(received) => return Poll::Ready(Some(self.arrived(received))),
                },
            }
        }
    }

    /// The next page, fetched while this thread blocks.
    pub(super) fn next_blocking(&mut self) -> Option<Result<Received, Error>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Broken(error) => Some(Err(Error::Paging(error))),
            State::Ready | State::Sending(_) => {
                let received = crate::blocking::send(self.request.clone());
                Some(self.arrived(received))
            }
        }
    }

    /// Gives up: nothing more is fetched.
    pub(super) fn stop(&mut self) {
        self.state = State::Done;
    }

    /// Looks for the cursor behind a page that has come, and makes the request
    /// for the next one.
    fn arrived(&mut self, received: Result<Received, Error>) -> Result<Received, Error> {
        let received = received?;
        let operation = || self.request.operation.clone();
        self.state = match self.cursor_behind(&received) {
            Ok(None) => State::Done,
            Err(obstacle) => State::Broken(Box::new(PagingError::obstacle(operation(), obstacle))),
            Ok(Some(cursor)) => {
                let text = cursor.clone().into_text();
                if self.seen.insert(self.hasher.hash_one(&text)) {
                    self.cursor.set(&mut self.request, cursor);
                    State::Ready
                } else {
                    let error = PagingError::repeats(operation(), text, &received.secrets);
                    State::Broken(Box::new(error))
                }
            }
        };
        Ok(received)
    }

    /// The cursor that a page names. None ends the pages; so do `false` and an
    /// empty string in its place, by which some servers say as much.
    ///
    /// Anything else may mean that there are more pages, and that they can't be
    /// asked for. To end without a word would lose what is on them.
    fn cursor_behind(&self, received: &Received) -> Result<Option<Scalar>, Obstacle> {
        match pointer::look(&received.body, self.next)? {
            Some(Scalar::Boolean(true)) => Err(Obstacle {
                wanted: self.next,
                at: self.next,
                found: "a boolean",
            }),
            Some(Scalar::Boolean(false)) => Ok(None),
            Some(Scalar::Text(text)) if text.is_empty() => Ok(None),
            cursor => Ok(cursor),
        }
    }
}
