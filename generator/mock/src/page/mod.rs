//! What people see at `/`, and programs below `/__mock`.

mod html;
mod markdown;
mod operations;
mod requests;
mod state;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderValue, Method, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::api::RouteMatch;
use crate::ledger::Commit;
use crate::mock::Mock;

/// The page, if the request is for it: `/`, unless that is a path of the
/// document, and `/__mock`. The ledger is at `/__mock/ledger`, and what the
/// server remembers at `/__mock/state`, as JSON.
pub(crate) fn response(mock: &Mock, head: &Parts) -> Option<Response<Bytes>> {
    if head.method != Method::GET {
        return None;
    }
    let (media, body) = match head.uri.path() {
        "/" if is_free(mock) => ("text/html; charset=utf-8", html::page(mock)),
        "/__mock" => ("text/html; charset=utf-8", html::page(mock)),
        "/__mock/ledger" => ("application/json", ledger(mock).to_string()),
        "/__mock/state" => ("application/json", mock.state_json().to_string()),
        _ => return None,
    };
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}

/// Whether the document leaves `/` to the page.
fn is_free(mock: &Mock) -> bool {
    let service = &mock.0.service;
    let found = service
        .router
        .find(&Method::GET, "/", &[], &service.operations);
    found == RouteMatch::Nothing
}

fn ledger(mock: &Mock) -> Value {
    let one = |commit: Commit| {
        json!({
            "number": commit.number,
            "request": commit.request,
            "marker": commit.marker,
            "request_id": commit.request_id,
            "operation": commit.operation,
            "change": commit.change.as_str(),
            "kind": commit.kind,
            "id": commit.id,
            "at": commit.at,
        })
    };
    mock.ledger().into_iter().map(one).collect()
}
