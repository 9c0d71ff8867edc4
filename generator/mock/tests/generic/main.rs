//! What a server does for any document.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail by panicking, as tests do"
)]

mod directions;
mod notations;
mod page;
mod pages;
mod requests;
mod responses;
mod schema;
mod stores;
mod strangers;
mod unions;

use oas_mock::http::{HeaderMap, Request};
use oas_mock::{Bytes, Mock, Source, Value};

const PETS: &str = include_str!("pets.yaml");

fn mock() -> Mock {
    Mock::builder(Source::from_text("pets.yaml", PETS))
        .build()
        .unwrap()
}

/// What comes back: status, headers and body.
struct Got {
    status: u16,
    headers: HeaderMap,
    body: Bytes,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends a request with a key, and more headers.
fn send(mock: &Mock, method: &str, target: &str, headers: &[(&str, &str)], body: &str) -> Got {
    let mut request = Request::builder()
        .method(method)
        .uri(target)
        .header("x-key", "k");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Bytes::from(body.to_owned())).unwrap();
    let (head, body) = mock.handle(request).response.into_parts();
    Got {
        status: head.status.as_u16(),
        headers: head.headers,
        body,
    }
}

fn get(mock: &Mock, target: &str) -> Got {
    send(mock, "GET", target, &[], "")
}
