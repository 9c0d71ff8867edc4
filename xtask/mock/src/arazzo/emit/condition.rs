//! Conditions as expressions of Rust.

use oas_mock::Value;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::condition::{Comparison, read};
use super::super::expression::literal;
use super::super::text;
use super::value::{constant, place};

/// Whether all criteria hold; nothing if there are none.
pub(super) fn all(criteria: &[Value]) -> Result<Option<TokenStream>, String> {
    let conditions = criteria.iter().map(|one| condition(text(one, "condition")));
    let conditions: Vec<_> = conditions.collect::<Result<_, _>>()?;
    Ok((!conditions.is_empty()).then(|| quote!(#(#conditions)&&*)))
}

fn condition(text: &str) -> Result<TokenStream, String> {
    let either = read(text).into_iter().map(|all| {
        let all: Vec<_> = all.iter().map(comparison).collect::<Result<_, _>>()?;
        Ok(quote!(#(#all)&&*))
    });
    let either: Vec<_> = either.collect::<Result<_, String>>()?;
    Ok(match either.as_slice() {
        [one] => one.clone(),
        several => quote!((#(#several)||*)),
    })
}

fn comparison(given: &Comparison<'_>) -> Result<TokenStream, String> {
    let (is_negated, left) = (given.is_negated, given.left);
    let not = |is_negated: bool| is_negated.then(|| quote!(!));
    let Some((operator, right)) = given.right else {
        let (not, operand) = (not(!is_negated), operand(left)?);
        return Ok(quote!(#not matches!(#operand, Value::Null | Value::Bool(false))));
    };
    if let ("$statusCode", Ok(status)) = (left, right.parse()) {
        let status = Literal::u16_unsuffixed(status);
        let operator: TokenStream = operator.parse().map_err(|_| format!("`{operator}`"))?;
        let compared = quote!(got.status #operator #status);
        return Ok(if is_negated {
            quote!(!(#compared))
        } else {
            compared
        });
    }
    let is = match operator {
        "==" | "!=" => "is_eq",
        "<=" => "is_le",
        ">=" => "is_ge",
        "<" => "is_lt",
        _ => "is_gt",
    };
    let (not, is) = (not(is_negated != (operator == "!=")), format_ident!("{is}"));
    let (left, right) = (operand(left)?, operand(right)?);
    Ok(quote!(#not compared(#left, #right).is_some_and(std::cmp::Ordering::#is)))
}

/// A reference to what one side of a comparison is.
fn operand(text: &str) -> Result<TokenStream, String> {
    if text == "$statusCode" {
        return Ok(quote!(&Value::from(got.status)));
    }
    if text.starts_with('$') {
        let (base, pointer) = place(text)?;
        return Ok(quote!(look(#base, #pointer)));
    }
    let value = constant(&literal(text));
    Ok(quote!(&#value))
}
