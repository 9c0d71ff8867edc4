//! Conditions as expressions of Rust.

use oas_mock::Value;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::expression::{OPERATORS, literal};
use super::super::text;
use super::value::{constant, place};

/// Whether all criteria hold; nothing if there are none.
pub(super) fn all(criteria: &[Value]) -> Result<Option<TokenStream>, String> {
    let conditions = criteria.iter().map(|one| condition(text(one, "condition")));
    let conditions: Vec<_> = conditions.collect::<Result<_, _>>()?;
    Ok((!conditions.is_empty()).then(|| quote!(#(#conditions)&&*)))
}

/// Comparisons joined by `&&` and `||`.
fn condition(condition: &str) -> Result<TokenStream, String> {
    let either = condition.split("||").map(|all| {
        let all = all.split("&&").map(|one| comparison(one.trim()));
        let all: Vec<_> = all.collect::<Result<_, _>>()?;
        Ok(quote!(#(#all)&&*))
    });
    let either: Vec<_> = either.collect::<Result<_, String>>()?;
    Ok(match either.as_slice() {
        [one] => one.clone(),
        several => quote!((#(#several)||*)),
    })
}

fn comparison(text: &str) -> Result<TokenStream, String> {
    if let Some(inside) = text.strip_prefix('!').filter(|rest| !rest.starts_with('=')) {
        let inside = comparison(inside.trim())?;
        return Ok(quote!(!(#inside)));
    }
    let found = OPERATORS
        .iter()
        .find_map(|operator| Some((operator, text.split_once(operator)?)));
    let Some((operator, (left, right))) = found else {
        let operand = operand(text)?;
        return Ok(quote!(
            !matches!(#operand, Value::Null | Value::Bool(false))
        ));
    };
    let (left, right) = (left.trim(), right.trim());
    if let ("$statusCode", Ok(status)) = (left, right.parse()) {
        let status = Literal::u16_unsuffixed(status);
        let operator: TokenStream = operator.parse().map_err(|_| format!("`{operator}`"))?;
        return Ok(quote!(got.status #operator #status));
    }
    let (left, right) = (operand(left)?, operand(right)?);
    let compared = |is: &str| {
        let is = format_ident!("{is}");
        quote!(compared(#left, #right).is_some_and(std::cmp::Ordering::#is))
    };
    Ok(match *operator {
        "==" => compared("is_eq"),
        "!=" => {
            let equal = compared("is_eq");
            quote!(!#equal)
        }
        "<=" => compared("is_le"),
        ">=" => compared("is_ge"),
        "<" => compared("is_lt"),
        _ => compared("is_gt"),
    })
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
