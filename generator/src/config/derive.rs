//! `[derive]`: traits and attributes that emitted types get beside their own.

use std::fmt;

use super::selection::describes;
use crate::model::{TypeDef, TypeKind};
use crate::names::reserved;

/// The types of one key of `[derive]`, and what they get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeriveEntry {
    /// Which types.
    pub types: TypeSelector,
    /// What each of them gets, in the order of the list.
    pub adds: Vec<TypeAttribute>,
}

/// Chooses types of schemas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeSelector {
    /// `all`.
    All,
    /// `struct`.
    Structs,
    /// `enum`.
    Enums,
    /// `union`.
    Unions,
    /// `newtype`.
    Newtypes,
    /// The name in Rust or that of the component; `*` stands for anything.
    Named(String),
}

impl TypeSelector {
    /// What a key of the table means.
    #[must_use]
    pub fn of(key: &str) -> Self {
        match key {
            "all" => Self::All,
            "struct" => Self::Structs,
            "enum" => Self::Enums,
            "union" => Self::Unions,
            "newtype" => Self::Newtypes,
            name => Self::Named(name.to_owned()),
        }
    }

    /// Whether a type is among those it chooses.
    #[must_use]
    pub fn names(&self, def: &TypeDef) -> bool {
        if def.usage.nowhere || matches!(def.kind, TypeKind::Alias(_)) {
            return false;
        }
        match self {
            Self::All => true,
            Self::Structs => matches!(def.kind, TypeKind::Struct(_)),
            Self::Enums => matches!(def.kind, TypeKind::Enum(_)),
            Self::Unions => matches!(def.kind, TypeKind::Union(_)),
            Self::Newtypes => matches!(def.kind, TypeKind::Newtype(_)),
            Self::Named(pattern) => {
                let component = def.component.as_ref();
                describes(pattern, def.name.plain())
                    || component.is_some_and(|name| describes(pattern, name.as_str()))
            }
        }
    }

    /// Whether it is about one type, which then has to be able to have what it gets.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self, Self::Named(name) if !name.contains('*'))
    }
}

impl fmt::Display for TypeSelector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::All => "all",
            Self::Structs => "struct",
            Self::Enums => "enum",
            Self::Unions => "union",
            Self::Newtypes => "newtype",
            Self::Named(name) => name,
        })
    }
}

/// What a type gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeAttribute {
    /// A trait of the standard library by its name, any other by its path.
    Derive(String),
    /// A whole attribute, such as `#[cfg_attr(feature = "x", derive(y::Z))]`.
    Whole(String),
}

impl TypeAttribute {
    /// Reads one; `None` if it is neither.
    pub(super) fn read(text: &str) -> Option<Self> {
        if text.starts_with('#') {
            return is_attribute(text).then(|| Self::Whole(text.to_owned()));
        }
        let last = text.rsplit("::").next().unwrap_or_default();
        let known = super::paths::is_path(text) && !text.contains('<');
        (known || reserved::DERIVES.contains(&last)).then(|| Self::Derive(text.to_owned()))
    }
}

/// Whether a text is one attribute of an item, and nothing after it.
fn is_attribute(text: &str) -> bool {
    use syn::parse::Parser;

    let attributes = syn::Attribute::parse_outer.parse_str(text);
    attributes.is_ok_and(|attributes| matches!(attributes.as_slice(), [_]))
}
