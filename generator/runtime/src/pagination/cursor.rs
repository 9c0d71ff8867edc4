//! Where a request carries the cursor of its page.

use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::escape;
use crate::fault::Fault;
use crate::json_pointer::{self, Leaf};
use crate::request::Request;
use crate::request_body::RequestBody;

/// Where the cursor goes in the request for the next page, or the number of a
/// page or of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CursorLocation {
    /// Into the JSON body, at this JSON pointer. Objects that are missing on
    /// the way are made.
    Body(&'static str),
    /// Into the query parameter of this name.
    Query(&'static str),
    /// Into the header of this name.
    Header(&'static str),
}

impl CursorLocation {
    /// The cursor that a request carries already, if the caller starts in the
    /// middle.
    pub(super) fn of(self, request: &Request) -> Option<Leaf> {
        match self {
            Self::Body(pointer) => json_pointer::find(request.body_bytes()?, pointer),
            Self::Query(name) => {
                let name = escape::component(name);
                let value = pairs(&request.query)
                    .find_map(|(key, value)| (key == name).then_some(value))?;
                let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
                Some(Leaf::Text(value.into_owned()))
            }
            Self::Header(name) => {
                let value = request.headers.get(name)?.to_str().ok()?;
                Some(Leaf::Text(value.to_owned()))
            }
        }
    }

    /// Puts a cursor into a request, in place of the one before.
    pub(super) fn set(self, request: &mut Request, cursor: Leaf) {
        match self {
            Self::Body(pointer) => match set_in_body(request.body_bytes(), pointer, cursor) {
                Ok(body) => {
                    request.body = Some(RequestBody::Full(body.into()));
                    if !request.headers.contains_key(CONTENT_TYPE) {
                        request.set_header("content-type", "application/json");
                    }
                }
                Err(fault) => request.fail(fault),
            },
            Self::Query(name) => {
                let name = escape::component(name);
                let mut query: Vec<String> = pairs(&request.query)
                    .filter(|(key, _)| *key != name)
                    .map(|(key, value)| format!("{key}={value}"))
                    .collect();
                query.push(format!("{name}={}", escape::component(&cursor.into_text())));
                request.query = query.join("&");
            }
            Self::Header(name) => request.set_header(name, &cursor.into_text()),
        }
    }
}

/// The pairs of an escaped query.
fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

fn set_in_body(body: Option<&[u8]>, pointer: &str, cursor: Leaf) -> Result<Vec<u8>, Fault> {
    let wrong = || Fault::new(format!("the body has no place `{pointer}` for the cursor"));
    let mut root: Value = match body {
        Some(body) => serde_json::from_slice(body).map_err(|_| wrong())?,
        None => Value::Object(Map::new()),
    };
    let mut place = &mut root;
    for token in json_pointer::tokens(pointer) {
        if place.is_null() {
            *place = Value::Object(Map::new());
        }
        place = match place {
            Value::Object(members) => members.entry(token).or_insert(Value::Null),
            _ => return Err(wrong()),
        };
    }
    *place = cursor.into_value();
    serde_json::to_vec(&root).map_err(|_| wrong())
}
