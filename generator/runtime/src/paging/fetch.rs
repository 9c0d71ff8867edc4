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
use crate::pointer::{self, Scalar};
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
    Repeats(String),
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
            fetch.is_new(&start.into_text());
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
                State::Repeats(cursor) => return Poll::Ready(Some(Err(self.repeats(cursor)))),
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
            State::Repeats(cursor) => Some(Err(self.repeats(cursor))),
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
        let cursor = pointer::find(&received.body, self.next)
            .filter(|cursor| !matches!(cursor, Scalar::Boolean(_)))
            .filter(|cursor| *cursor != Scalar::Text(String::new()));
        if let Some(cursor) = cursor {
            let text = cursor.clone().into_text();
            if self.is_new(&text) {
                self.cursor.set(&mut self.request, cursor);
                self.state = State::Ready;
            } else {
                self.state = State::Repeats(text);
            }
        }
        Ok(received)
    }

    fn is_new(&mut self, cursor: &str) -> bool {
        let hash = self.hasher.hash_one(cursor);
        self.seen.insert(hash)
    }

    fn repeats(&self, cursor: String) -> Error {
        let operation = self.request.operation.clone();
        Error::Paging(Box::new(PagingError::new(operation, cursor)))
    }
}
