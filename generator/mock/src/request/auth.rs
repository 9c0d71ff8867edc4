//! Credentials: whether they are there and look like what they should be.

use http::HeaderMap;
use oas_codegen::model::{KeyLocation, Scheme, SchemeKind};

use crate::api::Operation;

/// What the request lacks to be let in, as a sentence; `None` if nothing.
pub(crate) fn missing(
    operation: &Operation,
    schemes: &[Scheme],
    headers: &HeaderMap,
    query: &[(String, String)],
) -> Option<String> {
    if operation.security.is_empty() {
        return None;
    }
    let lacks = |names: &Vec<String>| {
        names.iter().find_map(|name| {
            // A scheme that the generator doesn't know can't be asked for.
            let scheme = schemes.iter().find(|scheme| scheme.name == *name)?;
            lacks(scheme, headers, query)
        })
    };
    let mut reasons = Vec::new();
    for names in &operation.security {
        match lacks(names) {
            None => return None,
            Some(reason) if !reasons.contains(&reason) => reasons.push(reason),
            Some(_) => {}
        }
    }
    Some(reasons.join(", or "))
}

fn lacks(scheme: &Scheme, headers: &HeaderMap, query: &[(String, String)]) -> Option<String> {
    match &scheme.kind {
        SchemeKind::Bearer => authorization(headers, "Bearer", |token| {
            token
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=:".contains(&byte))
        }),
        SchemeKind::Basic => authorization(headers, "Basic", |text| {
            text.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
        }),
        SchemeKind::ApiKey(location, name) => {
            let (is_there, word) = match location {
                KeyLocation::Header => (
                    headers
                        .get(name.as_str())
                        .is_some_and(|value| !value.is_empty()),
                    "header",
                ),
                KeyLocation::Query => (
                    query
                        .iter()
                        .any(|(key, value)| key == name && !value.is_empty()),
                    "query parameter",
                ),
                KeyLocation::Cookie => {
                    let cookies = headers.get_all(http::header::COOKIE).iter();
                    let mut pairs = cookies.filter_map(|value| value.to_str().ok());
                    let found = pairs.any(|text| {
                        text.split(';').any(|pair| {
                            let pair = pair.trim().split_once('=');
                            pair.is_some_and(|(key, value)| key == name && !value.is_empty())
                        })
                    });
                    (found, "cookie")
                }
            };
            (!is_there).then(|| format!("the {word} `{name}` is missing"))
        }
        // No request shows it.
        SchemeKind::External(_) => None,
    }
}

fn authorization(headers: &HeaderMap, scheme: &str, is_sound: fn(&str) -> bool) -> Option<String> {
    let Some(value) = headers.get(http::header::AUTHORIZATION) else {
        return Some(format!("the header `Authorization: {scheme} …` is missing"));
    };
    let text = value.to_str().unwrap_or_default();
    let credentials = text
        .split_once(' ')
        .filter(|(word, _)| word.eq_ignore_ascii_case(scheme));
    match credentials.map(|(_, rest)| rest.trim()) {
        None => Some(format!("`Authorization` has to start with `{scheme}`")),
        Some(rest) if rest.is_empty() || !is_sound(rest) => {
            Some(format!("what follows `{scheme}` is malformed"))
        }
        Some(_) => None,
    }
}
