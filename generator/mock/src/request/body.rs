//! A request's body.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

use super::{form, multipart};
use crate::api::{Media, Operation, essence};
use crate::encoding::query;
use crate::schema::{Problem, ProblemKind, Schemas};

/// What a request carries.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    /// Nothing, or nothing that the document describes.
    None,
    /// JSON, or a form as JSON.
    Json(Value),
    /// Anything else.
    Bytes(Bytes),
}

/// Why a body is refused.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The document has no such media type; it has these.
    MediaType(Vec<String>),
}

/// The body, and all that is wrong with it.
pub(crate) fn read(
    operation: &Operation,
    schemas: &Schemas,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Result<(Body, Vec<Problem>), Refused> {
    let Some(spec) = &operation.body else {
        return Ok((Body::None, Vec::new()));
    };
    if bytes.is_empty() {
        let missing = Problem::new("body", ProblemKind::Missing, "it is required");
        let found = if spec.required {
            vec![missing]
        } else {
            Vec::new()
        };
        return Ok((Body::None, found));
    }
    let sent = headers.get(http::header::CONTENT_TYPE);
    let sent = sent.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let Some(media) = find(&spec.media, sent.as_deref()) else {
        let names = spec.media.iter().map(|media| media.name.clone());
        return Err(Refused::MediaType(names.collect()));
    };
    let any = Value::Bool(true);
    let schema = media.schema.map_or(&any, |id| schemas.get(id));
    let essence = media.essence();
    let sent = sent.unwrap_or_default();
    if bytes.len() > MOST_PARSED && is_parsed(media) {
        let message = "it is longer than the 8 MB of what is taken apart here";
        return Ok((Body::None, vec![syntax(message.to_owned())]));
    }
    let value = if media.is_json() {
        match serde_json::from_slice(bytes) {
            Ok(value) => value,
            Err(error) => return Ok((Body::None, vec![syntax(format!("it is no JSON: {error}"))])),
        }
    } else if essence == "application/x-www-form-urlencoded" {
        form::object(schemas, schema, &query(&String::from_utf8_lossy(bytes)))
    } else if essence == "multipart/form-data" {
        match multipart::object(schemas, schema, &sent, bytes.clone()) {
            Ok(value) => value,
            Err(message) => return Ok((Body::None, vec![syntax(message)])),
        }
    } else {
        return Ok((Body::Bytes(bytes.clone()), Vec::new()));
    };
    let validator = media.schema.and_then(|id| schemas.validator(id));
    let found = validator.map(|validator| validator.problems(&value, "body"));
    Ok((Body::Json(value), found.unwrap_or_default()))
}

/// Of JSON and forms; in memory they take many times their length.
const MOST_PARSED: usize = 8 << 20;

fn is_parsed(media: &Media) -> bool {
    media.is_json() || media.essence() == "application/x-www-form-urlencoded"
}

fn syntax(message: String) -> Problem {
    Problem::new("body", ProblemKind::Syntax, message)
}

/// The media type that a request means. One that says nothing means JSON, or
/// the only one there is.
fn find<'a>(all: &'a [Media], sent: Option<&str>) -> Option<&'a Media> {
    let Some(sent) = sent else {
        return all.iter().find(|media| media.is_json()).or(all.first());
    };
    // Documents have media types that are none.
    let exact = all.iter().find(|media| media.essence() == essence(sent));
    if exact.is_some() {
        return exact;
    }
    let sent: mime::Mime = sent.parse().ok()?;
    exact.or_else(|| {
        all.iter().find(|media| {
            let known = media.essence();
            let (kind, sub) = known.split_once('/').unwrap_or((&known, "*"));
            sub == "*" && (kind == "*" || kind == sent.type_().as_str())
        })
    })
}
