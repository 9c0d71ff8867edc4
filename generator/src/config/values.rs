//! Values of TOML: as text, and as a document would hold them.

use crate::tree::Node;
use toml::de::DeValue;

/// A value on one line.
pub(super) fn written(value: &DeValue<'_>) -> String {
    let inside =
        |parts: Vec<String>, open: &str, close: &str| format!("{open}{}{close}", parts.join(", "));
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()).to_string(),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(list) => {
            let parts = list.iter().map(|value| written(value.get_ref()));
            inside(parts.collect(), "[", "]")
        }
        DeValue::Table(table) => {
            let parts = table.iter().map(|(key, value)| {
                let name = key.get_ref();
                let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
                let key = if name.chars().all(bare) && !name.is_empty() {
                    name.to_string()
                } else {
                    toml::Value::String(name.to_string()).to_string()
                };
                format!("{key} = {}", written(value.get_ref()))
            });
            inside(parts.collect(), "{ ", " }")
        }
    }
}

/// A value as the document would hold it.
pub(super) fn node(value: &DeValue<'_>) -> Node {
    match value {
        DeValue::String(text) => Node::String(text.to_string()),
        DeValue::Integer(integer) => i128::from_str_radix(integer.as_str(), integer.radix())
            .map_or(Node::Null, Node::Integer),
        DeValue::Boolean(truth) => Node::Bool(*truth),
        DeValue::Array(list) => {
            Node::List(list.iter().map(|value| node(value.get_ref())).collect())
        }
        DeValue::Table(table) => Node::Map(
            table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), node(value.get_ref())))
                .collect(),
        ),
        DeValue::Float(_) | DeValue::Datetime(_) => Node::Null,
    }
}

pub(super) fn kind_name(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Integer(_) => "an integer".to_owned(),
        DeValue::Float(_) => "a number".to_owned(),
        DeValue::Boolean(truth) => format!("`{truth}`"),
        DeValue::Datetime(_) => "a date".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

pub(super) fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}
