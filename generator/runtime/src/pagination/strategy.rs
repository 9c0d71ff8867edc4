//! How one page leads to the next.

use serde_json::Value;

use crate::client::PendingRequest;
use crate::error::PaginationError;
use crate::json_pointer::{self, Leaf, Obstacle};
use crate::pagination::target::{self, Target};
use crate::pagination::{CursorLocation, link};
use crate::request::Request;
use crate::response::RawResponse;

/// How one page leads to the next, free of the types of pages and items.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turn {
    pub(super) how: How,
    /// Where a page tells whether there are more: a boolean, or how many pages
    /// or items there are in all.
    pub(super) more: Option<&'static str>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    /// The page holds the next one's cursor.
    NextCursor {
        next: &'static str,
        to: CursorLocation,
    },
    /// A member of its last item is the cursor.
    LastItem {
        list: &'static str,
        member: &'static str,
        to: CursorLocation,
    },
    /// Pages are counted.
    Page {
        list: &'static str,
        first: i64,
        to: CursorLocation,
    },
    /// Items are counted.
    Offset {
        list: &'static str,
        to: CursorLocation,
    },
    /// The page holds the next one's URL.
    Url { next: &'static str },
    /// The header `Link` holds the next one's URL.
    Link,
}

/// What the request for the next page has that the one before has not.
pub(super) enum Step {
    /// A cursor that the server chose.
    NextCursor(CursorLocation, Leaf),
    /// A number that we counted.
    Number(CursorLocation, i64),
    /// Another path and query.
    Target(Target),
}

impl Turn {
    /// What the next request needs, or none behind the last page.
    pub(super) fn step(
        self,
        pending: &PendingRequest,
        received: &RawResponse,
    ) -> Result<Option<Step>, PaginationError> {
        let request = &pending.request;
        let obstacle =
            |obstacle: Obstacle| PaginationError::obstacle(request.operation.clone(), obstacle);
        let more = self.more(received).map_err(obstacle)?;
        if more == More::No {
            return Ok(None);
        }
        match self.how {
            How::NextCursor { next, to } => {
                let cursor = cursor(received, next).map_err(obstacle)?;
                if cursor.is_none() && more == More::Yes {
                    return Err(obstacle(missing(next)));
                }
                Ok(cursor.map(|cursor| Step::NextCursor(to, cursor)))
            }
            How::LastItem { list, member, to } => {
                let page: Value = serde_json::from_slice(&received.body).unwrap_or_default();
                let Some(last) = items(&page, list).and_then(<[Value]>::last) else {
                    return Ok(None);
                };
                match last.pointer(member) {
                    Some(Value::String(text)) => {
                        Ok(Some(Step::NextCursor(to, Leaf::Text(text.clone()))))
                    }
                    Some(Value::Number(number)) => {
                        Ok(Some(Step::NextCursor(to, Leaf::Number(number.clone()))))
                    }
                    _ => Err(obstacle(missing(member))),
                }
            }
            How::Page { list, first, to } => {
                let here = number(to, request).unwrap_or(first);
                // Pages that are counted from 0 end one number before their count.
                let done = here.saturating_sub(first).saturating_add(1);
                let goes_on = counts_on(received, list, more, done);
                Ok(goes_on.then(|| Step::Number(to, here.saturating_add(1))))
            }
            How::Offset { list, to } => {
                let here = number(to, request).unwrap_or(0);
                let count = length(received, list).unwrap_or(0);
                let next = here.saturating_add(i64::try_from(count).unwrap_or(0));
                Ok(counts_on(received, list, more, next).then_some(Step::Number(to, next)))
            }
            How::Url { next } => match cursor(received, next).map_err(obstacle)? {
                Some(url) => follow(pending, &url.into_text(), received),
                None if more == More::Yes => Err(obstacle(missing(next))),
                None => Ok(None),
            },
            How::Link => match link::next(&received.headers) {
                Some(url) => follow(pending, &url, received),
                None => Ok(None),
            },
        }
    }

    fn more(self, received: &RawResponse) -> Result<More, Obstacle> {
        let Some(pointer) = self.more else {
            return Ok(More::Unsaid);
        };
        Ok(match json_pointer::look(&received.body, pointer)? {
            Some(Leaf::Boolean(true)) => More::Yes,
            Some(Leaf::Boolean(false)) => More::No,
            Some(Leaf::Number(number)) => match number.as_i64() {
                Some(total) => More::Total(total),
                None => More::Unsaid,
            },
            Some(Leaf::Text(text)) => match text.parse() {
                Ok(total) => More::Total(total),
                Err(_) => More::Unsaid,
            },
            None => More::Unsaid,
        })
    }
}

/// The request for the page at a URL.
fn follow(
    pending: &PendingRequest,
    url: &str,
    received: &RawResponse,
) -> Result<Option<Step>, PaginationError> {
    match target::resolve(pending, url) {
        Ok(target) => Ok(Some(Step::Target(target))),
        Err(reason) => {
            let (operation, url) = (pending.request.operation.clone(), url.to_owned());
            Err(PaginationError::url(
                operation,
                url,
                reason,
                &received.secrets,
            ))
        }
    }
}

/// What a page says of whether there are more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Yes,
    No,
    /// How many pages or items there are.
    Total(i64),
    Unsaid,
}

/// Whether counting goes on behind a page, of which `done` is how much is
/// known with it.
fn counts_on(received: &RawResponse, list: &'static str, more: More, done: i64) -> bool {
    let is_empty = length(received, list).is_none_or(|length| length == 0);
    let is_last = matches!(more, More::Total(total) if done >= total);
    !is_empty && !is_last
}

/// The number that a request carries already.
fn number(to: CursorLocation, request: &Request) -> Option<i64> {
    to.of(request)?.into_text().parse().ok()
}

fn length(received: &RawResponse, list: &str) -> Option<usize> {
    let page: Value = serde_json::from_slice(&received.body).ok()?;
    items(&page, list).map(<[Value]>::len)
}

fn items<'a>(page: &'a Value, list: &str) -> Option<&'a [Value]> {
    page.pointer(list)?.as_array().map(Vec::as_slice)
}

fn missing(wanted: &'static str) -> Obstacle {
    Obstacle {
        wanted,
        at: wanted,
        found: "missing",
    }
}

/// The cursor that a page names. None ends the pages; so do `false` and an
/// empty string in its place, by which some servers say as much.
///
/// Anything else may mean that there are more pages, and that they can't be
/// asked for. To end without a word would lose what is on them.
fn cursor(received: &RawResponse, next: &'static str) -> Result<Option<Leaf>, Obstacle> {
    match json_pointer::look(&received.body, next)? {
        Some(Leaf::Boolean(true)) => Err(Obstacle {
            wanted: next,
            at: next,
            found: "a boolean",
        }),
        Some(Leaf::Boolean(false)) => Ok(None),
        Some(Leaf::Text(text)) if text.is_empty() => Ok(None),
        cursor => Ok(cursor),
    }
}
