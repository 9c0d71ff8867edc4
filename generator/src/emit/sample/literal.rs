//! Values without parts, as literals.

use super::Wanted;
use crate::model::Primitive;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

pub(super) fn text(value: &Value) -> TokenStream {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    quote!(#text)
}

pub(super) fn scalar(primitive: Primitive, value: &Value, wanted: Wanted) -> Option<TokenStream> {
    match (primitive, value) {
        (Primitive::String, Value::String(text)) => Some(match wanted {
            Wanted::Converts => quote!(#text),
            Wanted::Itself => quote!(#text.to_owned()),
        }),
        (Primitive::Scalar(_), Value::String(_) | Value::Number(_)) => {
            let plain = constant(value)?;
            Some(match wanted {
                Wanted::Converts => plain,
                Wanted::Itself => quote!(#plain.into()),
            })
        }
        (Primitive::Boolean, Value::Bool(flag)) => Some(quote!(#flag)),
        (Primitive::F32 | Primitive::F64, Value::Number(number)) => number.as_f64().map(float),
        (Primitive::UnixTime, Value::Number(number)) if wanted == Wanted::Converts => {
            number.as_i64().map(integer)
        }
        (Primitive::UnixTime, _) => None,
        (_, Value::Number(number)) => {
            let number = number.as_i64()?;
            let holds = primitive.integers()?.contains(&number.into());
            holds.then(|| integer(number))
        }
        _ => None,
    }
}

/// A value without parts, of whatever type it is.
pub(in crate::emit) fn constant(value: &Value) -> Option<TokenStream> {
    match value {
        Value::String(text) => Some(quote!(#text)),
        Value::Bool(flag) => Some(quote!(#flag)),
        Value::Number(number) => match number.as_i64() {
            Some(number) if i32::try_from(number).is_ok() => Some(integer(number)),
            // Nothing else says that it is a long one.
            Some(number) => format!("{}_i64", integer(number)).parse().ok(),
            None => number.as_f64().map(float),
        },
        Value::Array(items) => {
            let items: Option<Vec<TokenStream>> = items.iter().map(constant).collect();
            items.map(|items| quote!([#(#items),*]))
        }
        Value::Null | Value::Object(_) => None,
    }
}

/// An integer as people write it.
pub(in crate::emit) fn integer(number: i64) -> TokenStream {
    let plain = Literal::u64_unsuffixed(number.unsigned_abs());
    let literal = grouped(&plain.to_string()).parse().unwrap_or(plain);
    signed(number < 0, &literal)
}

/// A number with a point.
pub(in crate::emit) fn float(number: f64) -> TokenStream {
    signed(number < 0.0, &Literal::f64_unsuffixed(number.abs()))
}

/// Digits in groups of three, as people and clippy read them.
pub(in crate::emit) fn grouped(digits: &str) -> String {
    if digits.len() < 5 {
        return digits.to_owned();
    }
    let first = digits.len() % 3;
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first % 3 {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

fn signed(negative: bool, literal: &Literal) -> TokenStream {
    if negative {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped("1767222000"), "1_767_222_000");
        assert_eq!(grouped("123456"), "123_456");
        assert_eq!(grouped("20"), "20");
    }
}
