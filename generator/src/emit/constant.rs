//! Constants as Rust.

use super::tokens::string;
use crate::model::{Primitive, TypeRef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

/// The one value of a primitive, as Rust. Of other types it can't be written down here.
pub(super) fn of_type(ty: &TypeRef, value: &Value) -> Option<TokenStream> {
    let literal: TokenStream = literal_of_type(ty, value)?.parse().ok()?;
    Some(if value.is_string() {
        quote!(#literal.to_owned())
    } else {
        literal
    })
}

/// The same as a literal, which a text is compared with.
pub(super) fn literal_of_type(ty: &TypeRef, value: &Value) -> Option<String> {
    let TypeRef::Primitive(primitive) = ty else {
        return None;
    };
    match (primitive, value) {
        (Primitive::String, Value::String(text)) => Some(string(text)),
        (Primitive::Boolean, Value::Bool(truth)) => Some(truth.to_string()),
        (Primitive::F64, Value::Number(number)) => {
            Some(Literal::f64_unsuffixed(number.as_f64()?).to_string())
        }
        (integer, Value::Number(number)) => {
            let held = integer.integers()?;
            let small = number.as_i64().map(i128::from);
            let number = small.or_else(|| number.as_u64().map(i128::from))?;
            held.contains(&number).then(|| grouped(number))
        }
        _ => None,
    }
}

/// An integer as people write it in Rust: long ones in groups of three digits.
fn grouped(number: i128) -> String {
    const SHORT: usize = 5;
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() <= SHORT {
        return format!("{sign}{digits}");
    }
    let mut out = sign.to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}
