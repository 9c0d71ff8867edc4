//! Responses of any document: from its examples, or made from its schemas.

use http::HeaderMap;
use serde_json::Value;

use crate::api::{DocumentedResponse, Media, Operation, Service};
use crate::encoding::{escaped, text};
use crate::request::{self, Preference};
use crate::rules::{Content, MockResponse, Refusal};
use crate::sample::{Sample, sample};
use oas_codegen::model::Status;

/// The response that a request wishes for, or the one of success.
pub(crate) fn response(
    service: &Service,
    operation: &Operation,
    headers: &HeaderMap,
    wishes: &Preference,
    seed: u64,
) -> Result<MockResponse, Refusal> {
    let documented = match wishes.code {
        Some(code) => match operation.response_for(code) {
            Some(documented) => Some((code, documented)),
            None => {
                let reason = format!("the document has no response {code} of this operation");
                return Err(Refusal::NoSuchResponse(reason));
            }
        },
        None => operation.success(),
    };
    let Some((code, documented)) = documented else {
        return Ok(MockResponse::empty(204));
    };
    let content = content(service, operation, documented, headers, wishes, seed)?;
    let mut response = MockResponse {
        status: code,
        headers: Vec::new(),
        content,
    };
    for (name, value) in documented_headers(service, operation, documented, seed) {
        response = response.header(name, value);
    }
    Ok(response)
}

/// The media type to respond with.
pub(crate) fn negotiate<'a>(
    documented: &'a DocumentedResponse,
    headers: &HeaderMap,
) -> Result<Option<&'a Media>, Refusal> {
    if documented.media.is_empty() {
        return Ok(None);
    }
    match request::choose(&documented.media, headers) {
        Some(media) => Ok(Some(media)),
        None => {
            let names = documented.media.iter().map(|media| media.name.clone());
            Err(Refusal::NotAcceptable(names.collect()))
        }
    }
}

fn content(
    service: &Service,
    operation: &Operation,
    documented: &DocumentedResponse,
    headers: &HeaderMap,
    wishes: &Preference,
    seed: u64,
) -> Result<Content, Refusal> {
    let Some(media) = negotiate(documented, headers)? else {
        return Ok(Content::None);
    };
    let value = match &wishes.example {
        Some(name) => {
            let found = media.examples.iter().find(|(known, _)| known == name);
            match found {
                Some((_, value)) => Some(value.clone()),
                None => {
                    let reason = format!("the document has no example `{name}` of this response");
                    return Err(Refusal::NoSuchResponse(reason));
                }
            }
        }
        None => value(service, operation, media, wishes.dynamic, seed),
    };
    Ok(as_media(media, value))
}

/// The first example that fits, or something made from the schema.
fn value(
    service: &Service,
    operation: &Operation,
    media: &Media,
    dynamic: bool,
    seed: u64,
) -> Option<Value> {
    let schemas = &service.response;
    let Some(schema) = media.schema else {
        return media.examples.first().map(|(_, value)| value.clone());
    };
    if !dynamic && let Some(validator) = schemas.validator(schema) {
        let mut fitting = media
            .examples
            .iter()
            .filter(|(_, value)| validator.is_valid(value));
        if let Some((_, value)) = fitting.next() {
            return Some(value.clone());
        }
    }
    match sample(
        schemas,
        schema,
        seed,
        &(operation.id.as_str(), media.name.as_str()),
    ) {
        Sample::None => media.examples.first().map(|(_, value)| value.clone()),
        found => found.value(),
    }
}

/// A value as a media type writes it.
pub(crate) fn as_media(media: &Media, value: Option<Value>) -> Content {
    let essence = media.essence();
    let concrete = media.concrete();
    match value {
        None if media.is_json() && media.schema.is_none() => {
            Content::Json(concrete, Value::Object(serde_json::Map::new()))
        }
        None => Content::Text(concrete, String::new()),
        Some(value) if media.is_json() => Content::Json(concrete, value),
        Some(value) if essence == "text/event-stream" => {
            Content::Text(concrete, event(&value).repeat(2))
        }
        Some(value)
            if [
                "ndjson",
                "jsonl",
                "x-json-stream",
                "json-seq",
                "stream+json",
            ]
            .iter()
            .any(|kind| essence.contains(kind)) =>
        {
            let mark = if essence.contains("json-seq") {
                "\u{1e}"
            } else {
                ""
            };
            Content::Text(concrete, format!("{mark}{value}\n").repeat(2))
        }
        Some(value) if essence.ends_with("xml") => Content::Text(concrete, xml(&value)),
        Some(value) => Content::Text(concrete, text(&value)),
    }
}

/// A server-sent event: of what describes one as a whole, or of its data.
fn event(value: &Value) -> String {
    const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];
    let members = value.as_object().into_iter().flatten();
    let is_event = value.get("data").is_some() || value.get("event").is_some();
    let is_whole = is_event
        && members
            .clone()
            .all(|(name, _)| FIELDS.contains(&name.as_str()));
    let fields: Vec<(&str, String)> = if is_whole {
        members
            .map(|(name, value)| (name.as_str(), text(value)))
            .collect()
    } else {
        vec![("data", text(value))]
    };
    let lines = fields.iter().flat_map(|(name, text)| {
        text.split('\n')
            .map(move |line| format!("{name}: {line}\n"))
    });
    lines.chain(["\n".to_owned()]).collect()
}

/// A plain rendering of a value: elements of the names of its members.
fn xml(value: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    element(&mut out, "root", value, 0);
    out
}

fn element(out: &mut String, name: &str, value: &Value, depth: usize) {
    let name: String = name
        .chars()
        .filter(|one| one.is_alphanumeric() || *one == '_')
        .collect();
    let name = if name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        name
    } else {
        format!("_{name}")
    };
    match value {
        Value::Object(members) if depth < 64 => {
            out.push_str(&format!("<{name}>"));
            for (below, value) in members {
                element(out, below, value, depth + 1);
            }
            out.push_str(&format!("</{name}>"));
        }
        Value::Array(items) if depth < 64 => {
            for item in items {
                element(out, &name, item, depth + 1);
            }
        }
        Value::String(text) => out.push_str(&format!("<{name}>{}</{name}>", escaped(text))),
        other => out.push_str(&format!("<{name}>{}</{name}>", escaped(&other.to_string()))),
    }
}

/// The headers that the document requires of a response, and all of a redirect.
fn documented_headers(
    service: &Service,
    operation: &Operation,
    documented: &DocumentedResponse,
    seed: u64,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    // Without its headers, a redirect leads nowhere.
    let is_redirect = matches!(
        documented.status,
        Status::Code(300..=399) | Status::Range(3)
    );
    for (name, schema, required) in &documented.headers {
        let lower = name.to_ascii_lowercase();
        if !(*required || is_redirect) || lower == "content-type" {
            continue;
        }
        let schema = *schema;
        let value = schema.and_then(|schema| {
            sample(
                &service.response,
                schema,
                seed,
                &(operation.id.as_str(), name),
            )
            .value()
        });
        let text = match value {
            Some(Value::String(text)) => text,
            Some(Value::Array(items)) => {
                let texts = items
                    .iter()
                    .map(|item| item.as_str().map_or(item.to_string(), str::to_owned));
                texts.collect::<Vec<String>>().join(",")
            }
            Some(other) => other.to_string(),
            None => "mock".to_owned(),
        };
        out.push((name.clone(), text));
    }
    out
}
