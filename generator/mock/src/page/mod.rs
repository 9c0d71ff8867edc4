//! What people see at `/`, and programs below `/__mock`.

mod documentation;
mod html;
mod markdown;
mod operations;
mod requests;
mod state;

pub use documentation::documentation;

use std::hash::{BuildHasher, Hasher, RandomState};

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
    let nonce = nonce();
    let (media, body) = match head.uri.path() {
        "/" if is_free(mock) => ("text/html; charset=utf-8", html::page(mock, &nonce)),
        "/__mock" => ("text/html; charset=utf-8", html::page(mock, &nonce)),
        "/__mock/ledger" => ("application/json", ledger(mock).to_string()),
        "/__mock/state" => ("application/json", mock.state_json().to_string()),
        _ => return None,
    };
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::OK;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    );
    if let Ok(policy) = HeaderValue::try_from(policy(&nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Some(response)
}

/// The page runs and shows what is its own, whatever a document may have
/// smuggled into it.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; \
         connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

/// What nobody knows beforehand.
fn nonce() -> String {
    let half = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", half(), half())
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
