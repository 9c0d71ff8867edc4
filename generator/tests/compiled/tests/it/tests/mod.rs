//! What no example can show: values that a document doesn't know, differences
//! that JSON doesn't keep, and requests as they are sent.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where something is not as it should be, its helpers too"
)]

mod assertions;
mod bodies;
mod checks;
mod command_line;
mod common;
mod credentials;
mod derive;
mod directions;
mod enums;
mod fakes;
mod growth;
mod headers;
mod lenience;
mod mock;
mod odd_values;
mod optional;
mod pages;
mod parameters;
mod polling;
mod presence;
mod presets;
mod recordings;
mod recursion;
mod redirects;
mod responses;
mod rest;
mod scalars;
mod script;
mod servers;
mod streams;
mod styles;
mod tags;
mod unforeseen;
mod unions;
mod values;
mod version_32;
mod webhooks;
mod wire;

use oas_runtime::Value;
use oas_runtime::codec::{Decode, decode_value, to_value};
use oas_runtime::serde::Serialize;

/// Reads JSON as a `T`.
#[track_caller]
fn read<T: Decode>(json: Value) -> T {
    decode_value(json).unwrap()
}

/// What a value is in JSON.
#[track_caller]
fn written<T: Serialize>(value: &T) -> Value {
    to_value(value).unwrap()
}

/// Reads JSON as a `T`, and holds what that is in JSON against it.
#[track_caller]
fn survives<T: Decode + Serialize>(json: impl Into<Value>) -> T {
    let json = json.into();
    let value: T = read(json.clone());
    assert_eq!(written(&value), json);
    value
}

/// Why JSON is no `T`.
#[track_caller]
fn refused<T: Decode + std::fmt::Debug>(json: Value) -> String {
    decode_value::<T>(json).unwrap_err().to_string()
}
