//! The encodings of OpenAPI's styles, all of them in one place.
//!
//! The table of expected texts is in this folder's `tests.rs`.

use crate::escape;
use crate::param::{Param, Style, Tree, pairs};

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    QueryString,
}

impl Place {
    /// The word of OpenAPI for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }
}

/// What a value has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Encoded {
    /// The text that stands for it in a path or header.
    Text(String),
    /// Pairs for a query or for cookies, escaped.
    Pairs(Vec<(String, String)>),
}

/// Encodes a value, or gives none if there is nothing to write.
pub(crate) fn encode(place: Place, param: &Param, tree: &Tree, json: &str) -> Option<Encoded> {
    if *tree == Tree::Null {
        return None;
    }
    let as_text;
    let tree = if param.json {
        as_text = Tree::Scalar(json.to_owned());
        &as_text
    } else {
        tree
    };
    if place == Place::QueryString {
        return Some(query_string(tree));
    }
    let in_text = matches!(place, Place::Path | Place::Header);
    let style = param
        .style
        .unwrap_or(if in_text { Style::Simple } else { Style::Form });
    let usual = matches!(style, Style::Form | Style::Cookie);
    let explode = param.explode.unwrap_or(usual);
    let escape: Escape = match place {
        Place::Header => str::to_owned,
        Place::Cookie if style == Style::Cookie => str::to_owned,
        Place::Query if param.reserved => escape::reserved,
        Place::Path if param.reserved => escape::segments,
        Place::Path | Place::Query | Place::Cookie | Place::QueryString => escape::component,
    };
    let writer = ParamWriter {
        name: param.name,
        explode,
        escape,
    };
    if in_text {
        writer.text(style, tree).map(Encoded::Text)
    } else {
        Some(Encoded::Pairs(writer.pairs(style, tree)))
    }
}

/// A query by itself: a form, or a text.
fn query_string(tree: &Tree) -> Encoded {
    match pairs(tree, &[]) {
        Some(pairs) => {
            let pairs = pairs.into_iter();
            Encoded::Pairs(pairs.map(|pair| (pair.name, pair.value)).collect())
        }
        None => {
            let text = match tree {
                Tree::Scalar(text) | Tree::Literal(text) => text.clone(),
                _ => tree.json(),
            };
            Encoded::Text(escape::component(&text))
        }
    }
}

pub(super) type Escape = fn(&str) -> String;

pub(super) struct ParamWriter<'a> {
    pub(super) name: &'a str,
    pub(super) explode: bool,
    pub(super) escape: Escape,
}

impl ParamWriter<'_> {
    /// A path segment or a header's value.
    fn text(&self, style: Style, tree: &Tree) -> Option<String> {
        let (prefix, separator) = match (style, self.explode) {
            (Style::Label, true) => (".", "."),
            (Style::Label, false) => (".", ","),
            (Style::Matrix, true) => (";", ";"),
            (Style::Matrix, false) => (";", ","),
            _ => ("", ","),
        };
        let named = style == Style::Matrix;
        let name = if named {
            (self.escape)(self.name)
        } else {
            String::new()
        };
        let parts = match tree {
            Tree::Null => return None,
            Tree::Scalar(text) | Tree::Literal(text) => {
                let value = (self.escape)(text);
                return Some(match named {
                    true if value.is_empty() => format!("{prefix}{name}"),
                    true => format!("{prefix}{name}={value}"),
                    false if prefix.is_empty() => value,
                    false => format!("{prefix}{value}"),
                });
            }
            Tree::List(items) => self.items(items),
            Tree::Members(members) => self.members(members),
        };
        if parts.is_empty() {
            return None;
        }
        let is_list = matches!(tree, Tree::List(_));
        let joined = if named && self.explode && is_list {
            let named: Vec<String> = parts.iter().map(|part| format!("{name}={part}")).collect();
            named.join(separator)
        } else {
            parts.join(separator)
        };
        Some(if named && !self.explode {
            format!("{prefix}{name}={joined}")
        } else {
            format!("{prefix}{joined}")
        })
    }

    /// What goes into a query or into cookies.
    pub(super) fn pairs(&self, style: Style, tree: &Tree) -> Vec<(String, String)> {
        let name = escape::component(self.name);
        if style == Style::DeepObject {
            let mut pairs = Vec::new();
            self.deep(&name, tree, &mut pairs);
            return pairs;
        }
        let separator = match style {
            Style::SpaceDelimited => "%20",
            Style::PipeDelimited => "%7C",
            _ => ",",
        };
        match tree {
            Tree::Null => Vec::new(),
            Tree::Scalar(text) | Tree::Literal(text) => vec![(name, (self.escape)(text))],
            Tree::List(_) if self.explode => self.member(&name, tree),
            Tree::Members(members) if self.explode => members
                .iter()
                .flat_map(|(key, value)| self.member(&escape::component(key), value))
                .collect(),
            Tree::List(items) => joined(name, &self.items(items), separator),
            Tree::Members(members) => joined(name, &self.members(members), separator),
        }
    }

    /// A member that stands for itself. OpenAPI leaves open what becomes of lists in it:
    /// each item does so too, which is what servers read.
    fn member(&self, name: &str, value: &Tree) -> Vec<(String, String)> {
        let items = match value {
            Tree::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let items = self.items(items).into_iter();
        items.map(|item| (name.to_owned(), item)).collect()
    }

    /// Items of a list, escaped; `null` among them counts as absent.
    fn items(&self, items: &[Tree]) -> Vec<String> {
        let texts = items.iter().filter_map(leaf);
        texts.map(|text| (self.escape)(&text)).collect()
    }

    /// Members of an object, escaped: `key=value` where they are exploded, or
    /// else keys and values by turns.
    fn members(&self, members: &[(String, Tree)]) -> Vec<String> {
        let mut parts = Vec::new();
        for (key, value) in present(members) {
            let (key, value) = ((self.escape)(key), (self.escape)(&value));
            if self.explode {
                parts.push(format!("{key}={value}"));
            } else {
                parts.push(key);
                parts.push(value);
            }
        }
        parts
    }

    /// `name[key][0]=value` for every leaf. OpenAPI defines one level only;
    /// this is what servers that take more have agreed on.
    fn deep(&self, name: &str, tree: &Tree, pairs: &mut Vec<(String, String)>) {
        match tree {
            Tree::Null => {}
            Tree::Scalar(text) | Tree::Literal(text) => {
                pairs.push((name.to_owned(), (self.escape)(text)));
            }
            Tree::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.deep(&format!("{name}%5B{index}%5D"), item, pairs);
                }
            }
            Tree::Members(members) => {
                for (key, value) in members {
                    let key = escape::component(key);
                    self.deep(&format!("{name}%5B{key}%5D"), value, pairs);
                }
            }
        }
    }
}

fn joined(name: String, parts: &[String], separator: &str) -> Vec<(String, String)> {
    if parts.is_empty() {
        Vec::new()
    } else {
        vec![(name, parts.join(separator))]
    }
}

/// The members that are there, each as a text.
fn present(members: &[(String, Tree)]) -> impl Iterator<Item = (&str, String)> {
    members
        .iter()
        .filter_map(|(key, value)| Some((key.as_str(), leaf(value)?)))
}

/// The text of a value inside a list or object. What is nested deeper has no
/// encoding in OpenAPI, and is written as JSON.
fn leaf(tree: &Tree) -> Option<String> {
    match tree {
        Tree::Null => None,
        Tree::Scalar(text) | Tree::Literal(text) => Some(text.clone()),
        Tree::List(_) | Tree::Members(_) => Some(tree.json()),
    }
}
