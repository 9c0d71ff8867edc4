//! Bodies as a cassette has them: as JSON, text or base64.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::media_type;
use super::redact::Redactor;
use crate::base64;

/// The body without what is redacted; null if there is none.
pub(super) fn content(headers: &HeaderMap, body: &[u8], redactor: &Redactor) -> Value {
    if body.is_empty() {
        return Value::Null;
    }
    let is_json = media_type(headers).contains("json") || body.starts_with(b"{");
    if let Some(value) = is_json.then(|| serde_json::from_slice(body).ok()).flatten() {
        return json!({ "json": redactor.json(value) });
    }
    let Ok(text) = std::str::from_utf8(body) else {
        // Bytes with a secret in them are left out as a whole.
        let bytes: &[u8] = if redactor.finds(body) { &[] } else { body };
        return json!({ "base64": base64::encode(bytes) });
    };
    let text = match media_type(headers) {
        "application/x-www-form-urlencoded" => redactor.pairs(text),
        media if media.starts_with("multipart/") => form(headers, text, redactor),
        _ => lines(text, redactor),
    };
    json!({ "text": text })
}

/// The bytes of a body; an error says what isn't as it was written.
pub(super) fn bytes(content: &Value) -> Result<Vec<u8>, String> {
    let text = |key: &str| content.get(key).and_then(Value::as_str);
    if content.is_null() {
        Ok(Vec::new())
    } else if let Some(value) = content.get("json") {
        Ok(value.to_string().into_bytes())
    } else if let Some(text) = text("text") {
        Ok(text.as_bytes().to_vec())
    } else {
        let bytes = text("base64").and_then(base64::decode_leniently);
        bytes.ok_or_else(|| "a body is none of json, text and base64".to_owned())
    }
}

/// Text, in which a line may be JSON or an event with JSON.
fn lines(text: &str, redactor: &Redactor) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let (start, rest) = match line.strip_prefix("data:") {
            Some(rest) => ("data: ", rest),
            None => ("", line),
        };
        match serde_json::from_str::<Value>(rest.trim()) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) => {
                let end = if line.ends_with('\n') { "\n" } else { "" };
                format!("{start}{}{end}", redactor.json(value))
            }
            _ => line.to_owned(),
        }
    });
    redactor.text(&lines.collect::<String>())
}

/// A form with files. Its boundary is another one each time.
fn form(headers: &HeaderMap, text: &str, redactor: &Redactor) -> String {
    let value = headers.get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let boundary = value.and_then(|value| value.split_once("boundary="));
    let boundary = boundary.map_or("", |(_, rest)| rest.trim_matches('"'));
    if boundary.is_empty() {
        return redactor.text(text);
    }
    let mark = format!("--{boundary}");
    let parts = text
        .split(&mark)
        .map(|part| match part.split_once("\r\n\r\n") {
            Some((head, _)) if names_of(head).any(|name| redactor.names(name)) => {
                format!("{head}\r\n\r\n[redacted]\r\n")
            }
            _ => part.to_owned(),
        });
    redactor.text(&parts.collect::<Vec<_>>().join("--boundary"))
}

/// The names that the head of a part has.
fn names_of(head: &str) -> impl Iterator<Item = &str> {
    let names = head.split(" name=\"").skip(1);
    names.filter_map(|rest| Some(rest.split_once('"')?.0))
}
