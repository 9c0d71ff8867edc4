//! `x-idempotent` and `x-idempotency-key`: what a repeat does.

use crate::model::{Idempotency, Repeats};
use serde_json::Value;

/// Reads the extensions of an operation; their values have been checked.
pub(super) fn repeats(view: &openapiv3::Operation) -> Repeats {
    let effect = match view.extensions.get("x-idempotent") {
        Some(Value::Bool(true)) => Some(Idempotency::Idempotent),
        Some(Value::Bool(false)) => Some(Idempotency::NonIdempotent),
        Some(Value::String(text)) if text == "safe" => Some(Idempotency::Safe),
        _ => None,
    };
    let key = view.extensions.get("x-idempotency-key");
    Repeats {
        effect,
        key: key.and_then(Value::as_str).map(str::to_owned),
    }
}
