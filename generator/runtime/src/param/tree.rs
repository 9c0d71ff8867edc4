//! A parameter's value, as far as its encoding looks into it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serialize;

use crate::codec::{self, CodecError};

/// A value whose scalars are kept as texts and whose members are in their own order.
///
/// `serde_json::Value` would sort the members, and would turn an `f32` of 0.1
/// into 0.10000000149011612.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    /// A text.
    Scalar(String),
    /// A number or a truth value, as JSON writes it.
    Literal(String),
    List(Vec<Tree>),
    Members(Vec<(String, Tree)>),
}

/// Makes the tree of any value, and its JSON text, by way of which it is made.
pub(crate) fn to_tree<T: Serialize + ?Sized>(value: &T) -> Result<(Tree, String), String> {
    parse(codec::to_vec(value))
}

/// The part of it that knows no types, and so is compiled once.
fn parse(json: Result<Vec<u8>, CodecError>) -> Result<(Tree, String), String> {
    let bytes = json.map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let tree = match plain(&text) {
        Some(text) => Tree::Scalar(text.to_owned()),
        None if is_exact(&text) => Tree::Literal(text.clone()),
        None => serde_json::from_str(&text).map_err(|error| error.to_string())?,
    };
    Ok((tree, text))
}

/// Whether it is a number that says more than a float would: a decimal keeps its digits.
fn is_exact(json: &str) -> bool {
    let is_number = json.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let float = json.parse::<f64>().ok().filter(|_| is_number);
    float.is_some_and(|float| serde_json::to_string(&float).is_ok_and(|text| text != json))
}

/// The text of a string without escapes, which is what most parameters are.
fn plain(json: &str) -> Option<&str> {
    let text = json.strip_prefix('"')?.strip_suffix('"')?;
    (!text.bytes().any(|byte| byte == b'\\')).then_some(text)
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Literal(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Literal(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Literal(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Literal(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Scalar(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            members.push(entry);
        }
        Ok(Tree::Members(members))
    }
}

impl Tree {
    /// The tree as JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Scalar(text) => Value::String(text.clone()),
            Self::Literal(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
            }
            Self::List(items) => items.iter().map(Self::to_json).collect(),
            Self::Members(members) => members
                .iter()
                .map(|(key, value)| (key.clone(), value.to_json()))
                .collect(),
        }
    }
}
