//! `x-pagination` and its like: how a list comes in pages.

use crate::tree::{Node, NodeMap, Pointer};

/// How an operation's pages hang together. Places in a page are JSON pointers,
/// of which an empty one is the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingRule {
    /// Where a page holds its items.
    pub items: String,
    /// Where a page says whether there are more.
    pub more: Option<String>,
    /// What leads to the next page.
    pub turn: TurnRule,
}

/// What leads from one page to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TurnRule {
    /// A cursor in the page, at `next`.
    Cursor {
        /// Where the page holds it.
        next: String,
        /// Where the next request carries it.
        to: Carrier,
    },
    /// A member of the last item.
    LastItem {
        /// Where an item holds it.
        member: String,
        /// Where the next request carries it.
        to: Carrier,
    },
    /// The number of the page.
    Page {
        /// That of the first.
        first: i64,
        /// Where a request carries it.
        to: Carrier,
    },
    /// How many items come before the page.
    Offset {
        /// Where a request carries it.
        to: Carrier,
    },
    /// A URL in the page.
    Url {
        /// Where the page holds it.
        next: String,
    },
    /// A URL in the header `Link`.
    Link,
}

/// What of a request carries a cursor or a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// The JSON body, at a pointer.
    Body(String),
    /// A query parameter.
    Query(String),
    /// A header.
    Header(String),
}

/// A key that says what leads on, and those that it needs beside it.
pub(crate) type RuleForm = (&'static str, &'static [&'static str]);

/// Every form that a rule may have.
pub(crate) const FORMS: [RuleForm; 6] = [
    ("next", &["cursor"]),
    ("last", &["cursor"]),
    ("page", &[]),
    ("offset", &[]),
    ("url", &[]),
    ("link", &[]),
];

impl PagingRule {
    /// Reads a rule; `None` if it is none.
    #[must_use]
    pub(crate) fn read(node: &Node) -> Option<Self> {
        let map = node.as_map()?;
        let (form, with) = form(map)?;
        let known = ["items", "more", form];
        let known = known.iter().chain(with);
        if map
            .keys()
            .any(|key| !known.clone().any(|known| known == key))
        {
            return None;
        }
        let to = |key: &str| carrier(map.get(key)?);
        let turn = match form {
            "next" => TurnRule::Cursor {
                next: pointer(map, "next")?,
                to: to("cursor")?,
            },
            "last" => TurnRule::LastItem {
                member: pointer(map, "last")?,
                to: to("cursor")?,
            },
            "page" => TurnRule::Page {
                first: first(map.get("page")?)?,
                to: to("page")?,
            },
            "offset" => TurnRule::Offset { to: to("offset")? },
            "url" => TurnRule::Url {
                next: pointer(map, "url")?,
            },
            _ => TurnRule::Link,
        };
        let more = match map.get("more") {
            Some(_) => Some(pointer(map, "more")?),
            None => None,
        };
        Some(Self {
            items: pointer(map, "items")?,
            more,
            turn,
        })
    }
}

/// Which form a map has, by the key that only this form has.
pub(crate) fn form(map: &NodeMap) -> Option<RuleForm> {
    FORMS.into_iter().find(|(key, _)| map.contains_key(*key))
}

fn pointer(map: &NodeMap, key: &str) -> Option<String> {
    let text = map.get(key)?.as_str()?;
    text.parse::<Pointer>().ok()?;
    Some(text.to_owned())
}

fn carrier(node: &Node) -> Option<Carrier> {
    let name = node.get("name")?.as_str()?.to_owned();
    match node.get("in")?.as_str()? {
        "body" => name.parse::<Pointer>().ok().map(|_| Carrier::Body(name)),
        "query" => Some(Carrier::Query(name)),
        "header" => Some(Carrier::Header(name)),
        _ => None,
    }
}

/// The number of the first page: 1 unless `first` says otherwise.
fn first(node: &Node) -> Option<i64> {
    match node.get("first") {
        Some(first) => i64::try_from(first.as_integer()?).ok(),
        None => Some(1),
    }
}
