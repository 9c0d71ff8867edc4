//! What leads from one page to the next, as the document says.

use oas_codegen::model::{CursorPlace, Turn};
use serde_json::Value;

use super::kept::StoredItems;
use super::pointer::{put, remove};
use super::request::{Request, asked};
use crate::api::Template;
use crate::encoding::text;

const OFFSETS: [&str; 5] = ["offset", "skip", "$skip", "start", "startindex"];
const PAGES: [&str; 4] = ["page", "pagenumber", "pageindex", "p"];
const CURSORS: [&str; 9] = [
    "cursor",
    "startingafter",
    "after",
    "pagetoken",
    "nexttoken",
    "nextpagetoken",
    "marker",
    "startafter",
    "continuationtoken",
];

/// The query parameter by which our own URLs lead on.
const AFTER: &str = "mock_after";

fn turn<'a>(request: &Request<'a>) -> Option<&'a Turn> {
    let pagination = request.operation.pagination.as_ref();
    pagination.map(|pagination| &pagination.turn)
}

/// The number of the first item of the page.
pub(super) fn start(request: &Request<'_>, stored: &StoredItems, limit: usize) -> usize {
    let sent = |place: &CursorPlace| sent(request, place);
    let number = |text: Option<String>| text.and_then(|text| text.parse::<i64>().ok());
    let whole = |number: i64| usize::try_from(number).unwrap_or(0);
    match turn(request) {
        Some(Turn::Cursor(_, place)) => after(stored, sent(place), None),
        Some(Turn::LastItem(pointer, place)) => after(stored, sent(place), Some(pointer)),
        Some(Turn::Page(first, place)) => {
            let page = number(sent(place)).unwrap_or(*first);
            whole(page.saturating_sub(*first)).saturating_mul(limit)
        }
        Some(Turn::Offset(place)) => number(sent(place)).map_or(0, whole),
        Some(Turn::Url(_) | Turn::Link) => {
            let pair = request.query.iter().find(|(key, _)| key == AFTER);
            after(stored, pair.map(|(_, value)| value.clone()), None)
        }
        None => guessed(request, stored, limit),
    }
}

/// By the names that such parameters usually have.
fn guessed(request: &Request<'_>, stored: &StoredItems, limit: usize) -> usize {
    let cursor = asked(request, &CURSORS).filter(|cursor| !cursor.is_empty());
    if cursor.is_some() {
        return after(stored, cursor, None);
    }
    let number = |names: &[&str]| asked(request, names).and_then(|text| text.parse::<usize>().ok());
    if let Some(offset) = number(&OFFSETS) {
        return offset;
    }
    match number(&PAGES) {
        Some(page) => page.saturating_sub(1).saturating_mul(limit),
        None => 0,
    }
}

/// What the request carries at a place.
fn sent(request: &Request<'_>, place: &CursorPlace) -> Option<String> {
    match place {
        CursorPlace::Query(name) => {
            let found = request.query.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.clone())
        }
        CursorPlace::Body(pointer) => request.body?.pointer(pointer).map(text),
        CursorPlace::Header(name) => {
            let value = request.headers.get(name.as_str())?;
            value.to_str().ok().map(str::to_owned)
        }
    }
    .filter(|text| !text.is_empty())
}

/// The number of the item after the one that a cursor names: its id, or what it
/// has at a JSON pointer. After one that is unknown there is nothing.
fn after(stored: &StoredItems, cursor: Option<String>, pointer: Option<&String>) -> usize {
    let Some(cursor) = cursor else {
        return 0;
    };
    let by_member = |pointer: &String| {
        let mut items = stored.items.values();
        items.position(|item| item.pointer(pointer).map(text).as_ref() == Some(&cursor))
    };
    let found = pointer.and_then(by_member);
    let found = found.or_else(|| stored.items.get_index_of(&cursor));
    found.map_or(stored.items.len(), |index| index + 1)
}

/// Says what comes after, where the document says that it is said.
pub(super) fn announce(
    response: &mut Value,
    request: &Request<'_>,
    total: usize,
    limit: usize,
    next: Option<&str>,
    is_valid: &dyn Fn(&Value) -> bool,
) {
    let Some(pagination) = &request.operation.pagination else {
        return;
    };
    let counts =
        |response: &Value, pointer: &str| response.pointer(pointer).is_some_and(Value::is_number);
    let more = pagination.more.as_deref();
    let is_count = more.is_some_and(|pointer| counts(response, pointer));
    let mut set = |pointer: &str, value: Value| {
        let before = response.clone();
        put(response, pointer, value.clone());
        if is_valid(response) {
            return;
        }
        response.clone_from(&before);
        if !value.is_null() {
            return;
        }
        // A null that isn't allowed may be missing instead, or else be empty.
        remove(response, pointer);
        if !is_valid(response) {
            response.clone_from(&before);
            put(response, pointer, Value::from(""));
        }
        if !is_valid(response) {
            *response = before;
        }
    };
    match &pagination.turn {
        Turn::Cursor(pointer, _) => set(pointer, next.map_or(Value::Null, Value::from)),
        Turn::Url(pointer) => set(
            pointer,
            next.map_or(Value::Null, |next| url(request, next).into()),
        ),
        Turn::LastItem(..) | Turn::Page(..) | Turn::Offset(_) | Turn::Link => {}
    }
    if let Some(pointer) = more {
        let pages = total.div_ceil(limit.max(1));
        match &pagination.turn {
            Turn::Page(..) if is_count => set(pointer, pages.into()),
            _ if is_count => set(pointer, total.into()),
            _ => set(pointer, next.is_some().into()),
        }
    }
}

/// The header `Link`, if that is how the document leads on.
pub(super) fn link(request: &Request<'_>, next: Option<&str>) -> Option<String> {
    match turn(request) {
        Some(Turn::Link) => Some(format!("<{}>; rel=\"next\"", url(request, next?))),
        _ => None,
    }
}

/// The address of the next page, on this server.
fn url(request: &Request<'_>, next: &str) -> String {
    let path = Template::new(&request.operation.path).fill(|name| {
        let found = request.path.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    });
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(request.query.iter().filter(|(key, _)| key != AFTER));
    query.append_pair(AFTER, next);
    let host = request.headers.get(http::header::HOST);
    let host = host
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    format!("http://{host}{path}?{}", query.finish())
}
