//! How a list comes in pages.

use super::{RustIdent, TypeRef, WireName};

/// How to turn the pages of a list.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// The fields that lead from the response to its items.
    pub items: Vec<FieldStep>,
    /// The same way as a JSON pointer.
    pub list: String,
    /// The type of an item.
    pub item: TypeRef,
    /// JSON pointer to what says whether there are more.
    pub more: Option<String>,
    /// What leads to the next page.
    pub turn: Turn,
}

/// What leads from one page to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// A cursor in the response, at a JSON pointer.
    Cursor(String, CursorPlace),
    /// A member of the last item, at a JSON pointer.
    LastItem(String, CursorPlace),
    /// The number of the page, counted from this one.
    Page(i64, CursorPlace),
    /// How many items come before.
    Offset(CursorPlace),
    /// A URL in the response, at a JSON pointer.
    Url(String),
    /// A URL in the header `Link`.
    Link,
}

impl Turn {
    /// Where requests carry what leads on, unless it is a URL.
    #[must_use]
    pub fn place(&self) -> Option<&CursorPlace> {
        match self {
            Self::Cursor(_, place)
            | Self::LastItem(_, place)
            | Self::Page(_, place)
            | Self::Offset(place) => Some(place),
            Self::Url(_) | Self::Link => None,
        }
    }
}

/// One field on the way to another.
#[derive(Debug, Clone)]
pub struct FieldStep {
    /// The field.
    pub name: RustIdent,
    /// The property it stands for.
    pub wire: WireName,
}

/// Where a cursor or a number goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CursorPlace {
    /// Into the JSON body, at a pointer.
    Body(String),
    /// Into a query parameter.
    Query(String),
    /// Into a header.
    Header(String),
}
