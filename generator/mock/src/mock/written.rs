//! Values as requests carry them.

use bytes::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use oas_runtime::param::Style;

use crate::api::{Media, Parameter};
use crate::encoding::text;

/// What stays as it is in a part of a URL.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const BOUNDARY: &str = "oas-mock-boundary";

pub(super) fn escape(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// `a,b` or `k,v,k,v`.
pub(super) fn list_text(value: &Value) -> String {
    match value {
        Value::Array(items) => items.iter().map(text).collect::<Vec<String>>().join(","),
        Value::Object(members) => {
            let pairs = members
                .iter()
                .map(|(name, value)| format!("{name},{}", text(value)));
            pairs.collect::<Vec<String>>().join(",")
        }
        other => text(other),
    }
}

pub(super) fn path_text(parameter: &Parameter, value: &Value) -> String {
    let separated = |separator: &str| match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| escape(&text(item)));
            items.collect::<Vec<String>>().join(separator)
        }
        Value::Object(members) => {
            let sign = if parameter.explode { "=" } else { "," };
            let members = members.iter();
            let members = members
                .map(|(name, value)| format!("{}{sign}{}", escape(name), escape(&text(value))));
            members.collect::<Vec<String>>().join(separator)
        }
        other => escape(&text(other)),
    };
    match parameter.style {
        Style::Label => format!(".{}", separated(if parameter.explode { "." } else { "," })),
        Style::Matrix => match value {
            Value::Array(items) if parameter.explode => {
                let items = items.iter();
                items
                    .map(|item| format!(";{}={}", parameter.name, escape(&text(item))))
                    .collect()
            }
            Value::Object(_) if parameter.explode => format!(";{}", separated(";")),
            _ => format!(";{}={}", parameter.name, separated(",")),
        },
        _ => separated(","),
    }
}

pub(super) fn query_texts(parameter: &Parameter, value: &Value) -> Vec<String> {
    let name = escape(&parameter.name);
    if parameter.is_json {
        return vec![format!("{name}={}", escape(&value.to_string()))];
    }
    match value {
        Value::Object(members) if parameter.style == Style::DeepObject => {
            let mut pairs = Vec::new();
            nested(
                &mut pairs,
                &parameter.name,
                &Value::Object(members.clone()),
                0,
            );
            pairs
                .into_iter()
                .map(|(name, text)| format!("{}={}", escape(&name), escape(&text)))
                .collect()
        }
        Value::Object(members) if parameter.explode => {
            let members = members.iter();
            members
                .map(|(name, value)| format!("{}={}", escape(name), escape(&text(value))))
                .collect()
        }
        Value::Array(items) if parameter.explode && parameter.style != Style::DeepObject => items
            .iter()
            .map(|item| format!("{name}={}", escape(&text(item))))
            .collect(),
        Value::Array(items) => {
            let separator = match parameter.style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            let items = items.iter().map(|item| escape(&text(item)));
            vec![format!(
                "{name}={}",
                items.collect::<Vec<String>>().join(separator)
            )]
        }
        other => vec![format!("{name}={}", escape(&list_text(other)))],
    }
}

/// `a[b][0]=c`
fn nested(out: &mut Vec<(String, String)>, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Object(members) if depth < 20 => {
            for (key, value) in members {
                nested(out, &format!("{name}[{key}]"), value, depth + 1);
            }
        }
        Value::Array(items) if depth < 20 => {
            for (index, value) in items.iter().enumerate() {
                nested(out, &format!("{name}[{index}]"), value, depth + 1);
            }
        }
        other => out.push((name.to_owned(), text(other))),
    }
}

/// A body as its media type writes it.
pub(super) fn written(media: &Media, value: &Value) -> (String, Bytes) {
    let essence = media.essence();
    if media.is_json() {
        return (media.concrete(), value.to_string().into());
    }
    let members = value.as_object().into_iter().flatten();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => {
            let mut pairs = Vec::new();
            for (name, value) in members {
                nested(&mut pairs, name, value, 0);
            }
            let text = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(pairs)
                .finish();
            (media.name.clone(), text.into())
        }
        "multipart/form-data" => {
            let mut body = String::new();
            for (name, value) in members {
                let values = match value {
                    Value::Array(items) => items.clone(),
                    other => vec![other.clone()],
                };
                for value in values {
                    let text = text(&value);
                    body.push_str(&format!(
                        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n"
                    ));
                }
            }
            body.push_str(&format!("--{BOUNDARY}--\r\n"));
            (
                format!("multipart/form-data; boundary={BOUNDARY}"),
                body.into(),
            )
        }
        _ => (media.concrete(), text(value).into()),
    }
}
