//! A request's body.

use bytes::Bytes;
use http::HeaderMap;
use serde_json::Value;

use super::{coerce, form, multipart};
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
        let pairs = query(&String::from_utf8_lossy(bytes));
        form::object(schemas, schema, &media.separated(pairs))
    } else if essence == "multipart/form-data" {
        match multipart::object(schemas, schema, &sent, bytes.clone()) {
            Ok(value) => value,
            Err(message) => return Ok((Body::None, vec![syntax(message)])),
        }
    } else {
        let found = scalar(media, schemas, schema, bytes);
        return Ok((Body::Bytes(bytes.clone()), found));
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

/// What is wrong with a text that stands for one value, such as a number.
fn scalar(media: &Media, schemas: &Schemas, schema: &Value, bytes: &Bytes) -> Vec<Problem> {
    let kinds = coerce::kinds(schemas, schema, 0);
    let is_text = media.essence().starts_with("text/") && !kinds.array && !kinds.object;
    let validator = media.schema.and_then(|id| schemas.validator(id));
    let Some(validator) = validator.filter(|_| is_text) else {
        return Vec::new();
    };
    let value = coerce::scalar(schemas, schema, &String::from_utf8_lossy(bytes));
    validator.problems(&value, "body")
}

/// The media type that a request means. One that says nothing means JSON, or
/// the only one there is.
fn find<'a>(all: &'a [Media], sent: Option<&str>) -> Option<&'a Media> {
    let Some(sent) = sent else {
        return all.iter().find(|media| media.is_json()).or(all.first());
    };
    // Documents have media types that are none.
    let mut same = all.iter().filter(|media| media.essence() == essence(sent));
    let first = same.clone().next();
    let exact = same.find(|media| media.has_parameters_of(sent)).or(first);
    let sent = essence(sent);
    exact.or_else(|| all.iter().find(|media| media.is_range_of(&sent)))
}
