//! What a collection is asked for, and what comes of it.

use serde_json::Value;

use super::{StoreAction, Stores};
use crate::api::{Operation, Service};

/// A request for a collection.
pub(crate) struct Request<'a> {
    pub(crate) service: &'a Service,
    pub(crate) stores: &'a Stores,
    pub(crate) operation: &'a Operation,
    pub(crate) path: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    pub(crate) headers: &'a http::HeaderMap,
    pub(crate) body: Option<&'a Value>,
    pub(crate) seed: u64,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The response's JSON is this. What was done, to which collection and id,
    /// if anything was.
    Response(Option<Value>, Option<(StoreAction, String, String)>),
    /// A page of items, and the header that leads to the next one.
    Page(Value, Option<String>),
    /// There is no such item.
    Unknown(String),
    /// There is no room for another.
    Full,
}

/// A name without case and separators.
pub(super) fn plain(name: &str) -> String {
    name.replace(['_', '-'], "").to_ascii_lowercase()
}

/// The value of the first query parameter of one of these names.
pub(super) fn asked(request: &Request<'_>, names: &[&str]) -> Option<String> {
    let declared = |name: &str| {
        request
            .operation
            .parameters
            .iter()
            .any(|parameter| parameter.name == name)
    };
    let mut pairs = request.query.iter();
    let found = pairs.find(|(name, _)| names.contains(&plain(name).as_str()) && declared(name));
    found.map(|(_, value)| value.clone())
}
