//! `multipart/form-data` → JSON.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Map, Value};

use super::coerce;
use crate::schema::Schemas;

/// An object of all parts; files become texts. There is none if the body is
/// malformed, with a sentence that says how.
pub(super) fn object(
    schemas: &Schemas,
    schema: &Value,
    content_type: &str,
    bytes: Bytes,
) -> Result<Value, String> {
    let boundary = multer::parse_boundary(content_type).map_err(|error| error.to_string())?;
    let parts = now(parts(boundary, bytes)).ok_or("the body ends too early")?;
    let parts = parts.map_err(|error| error.to_string())?;
    let mut out: Map<String, Value> = Map::new();
    let any = Value::Bool(true);
    for part in parts {
        let below = coerce::below(schemas, schema, Some(&part.name), 0).unwrap_or(&any);
        let kinds = coerce::kinds(schemas, below, 0);
        let is_list = kinds.array && !kinds.string;
        let item = match coerce::below(schemas, below, None, 0) {
            Some(item) if is_list => item,
            _ => below,
        };
        let value = part.value(schemas, item);
        match out.get_mut(&part.name) {
            Some(Value::Array(list)) => list.push(value),
            // Of what is no list, the last one counts.
            Some(known) if !is_list => *known = value,
            _ => {
                let value = if is_list && !value.is_array() {
                    Value::Array(vec![value])
                } else {
                    value
                };
                out.insert(part.name, value);
            }
        }
    }
    Ok(Value::Object(out))
}

/// Of a part of JSON; a longer one is a text.
const MOST_PARSED: usize = 8 << 20;

struct FormPart {
    name: String,
    text: String,
    is_file: bool,
    is_json: bool,
}

impl FormPart {
    fn value(&self, schemas: &Schemas, schema: &Value) -> Value {
        let kinds = coerce::kinds(schemas, schema, 0);
        let is_compound = (kinds.object || kinds.array) && !kinds.string;
        if (self.is_json || is_compound)
            && self.text.len() <= MOST_PARSED
            && let Ok(value) = serde_json::from_str(&self.text)
        {
            return value;
        }
        if self.is_file {
            return Value::String(self.text.clone());
        }
        coerce::scalar(schemas, schema, &self.text)
    }
}

async fn parts(boundary: String, bytes: Bytes) -> Result<Vec<FormPart>, multer::Error> {
    let mut multipart = multer::Multipart::new(Once(Some(bytes)), boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let is_file = field.file_name().is_some();
        let media = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await?;
        parts.push(FormPart {
            name,
            is_file,
            is_json: media.is_some_and(|media| media.ends_with("json")),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
    }
    Ok(parts)
}

/// A stream of one piece.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

/// The end of a future that waits for nothing.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    // Whoever yields out of politeness is asked again.
    for _ in 0..10_000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return Some(value);
        }
    }
    None
}
