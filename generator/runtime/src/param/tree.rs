//! A parameter's value, as far as its encoding looks into it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::value::RawValue;

use crate::codec::{self, CodecError};

/// A value whose scalars are kept as texts and whose members are in their own order.
///
/// `serde_json::Value` would sort the members, and make floats of decimals.
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

/// What lies deeper stays the JSON that it is.
const MOST_NESTED: usize = 128;

/// The part of it that knows no types, and so is compiled once.
fn parse(json: Result<Vec<u8>, CodecError>) -> Result<(Tree, String), String> {
    let bytes = json.map_err(|error| error.to_string())?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let tree = tree(&text, 0).map_err(|error| error.to_string())?;
    Ok((tree, text))
}

fn tree(json: &str, depth: usize) -> Result<Tree, serde_json::Error> {
    let below = |json: &RawValue| tree(json.get(), depth + 1);
    Ok(match json.as_bytes().first() {
        Some(b'n') => Tree::Null,
        Some(b'"') => Tree::Scalar(match plain(json) {
            Some(text) => text.to_owned(),
            None => serde_json::from_str(json)?,
        }),
        Some(b'[') if depth < MOST_NESTED => {
            let items: Vec<&RawValue> = serde_json::from_str(json)?;
            Tree::List(items.into_iter().map(below).collect::<Result<_, _>>()?)
        }
        Some(b'{') if depth < MOST_NESTED => {
            let OrderedMembers(members) = serde_json::from_str(json)?;
            let members = members.into_iter();
            let members = members.map(|(name, json)| Ok((name, below(json)?)));
            Tree::Members(members.collect::<Result<_, serde_json::Error>>()?)
        }
        _ => Tree::Literal(literal(json)),
    })
}

/// A truth value or a number: all its digits, and no fraction or exponent that says nothing.
fn literal(json: &str) -> String {
    let float = json.parse::<f64>().ok().filter(|_| !is_exact(json));
    float.map_or_else(|| json.to_owned(), |float| float.to_string())
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

/// The members of an object in their own order.
pub(crate) struct OrderedMembers<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for OrderedMembers<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OrderedVisitor)
    }
}

struct OrderedVisitor;

impl<'de> Visitor<'de> for OrderedVisitor {
    type Value = OrderedMembers<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<OrderedMembers<'de>, A::Error> {
        let mut members = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            members.push(entry);
        }
        Ok(OrderedMembers(members))
    }
}

impl Tree {
    /// The tree as JSON.
    pub(crate) fn json(&self) -> String {
        let text = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => "null".to_owned(),
            Self::Scalar(scalar) => text(scalar),
            Self::Literal(json) => json.clone(),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Members(members) => {
                let members = members.iter();
                let members =
                    members.map(|(name, value)| format!("{}:{}", text(name), value.json()));
                format!("{{{}}}", members.collect::<Vec<String>>().join(","))
            }
        }
    }
}
