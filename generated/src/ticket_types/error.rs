//! Names and values that a workspace doesn't have.

use std::error::Error as StdError;
use std::fmt;

use super::resolve::Miss;

/// A name that leads to nothing, or a value that an attribute doesn't take. What
/// there is in its place is part of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributeError {
    /// There is no such ticket type, attribute or item.
    Unknown {
        /// What was looked for, and in what.
        what: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// It is archived.
    Archived {
        /// What was looked for, and in what.
        what: String,
    },
    /// Several have the name.
    Ambiguous {
        /// What was looked for, and in what.
        what: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// The attribute takes values of another type.
    WrongType {
        /// Its name.
        attribute: String,
        /// What it takes.
        expected: String,
    },
    /// It can't be as it should.
    Unfit {
        /// The attribute's name.
        what: String,
        /// Why not.
        why: String,
    },
    /// A new ticket needs these attributes, which have no value.
    Missing(Vec<String>),
}

impl AttributeError {
    fn of(what: String, miss: Miss) -> Self {
        match miss {
            Miss::Unknown(known) => Self::Unknown { what, known },
            Miss::Archived => Self::Archived { what },
            Miss::Several(ids) => Self::Ambiguous { what, ids },
        }
    }

    pub(super) fn ticket_type(name: &str, miss: Miss) -> Self {
        Self::of(format!("ticket type {name:?} in the workspace"), miss)
    }

    pub(super) fn attribute(name: &str, of: &str, miss: Miss) -> Self {
        Self::of(format!("attribute {name:?} in the ticket type {of}"), miss)
    }

    pub(super) fn item(name: &str, of: &str, miss: Miss) -> Self {
        Self::of(format!("item {name:?} in the list {of}"), miss)
    }
}

/// Names, each in quotes.
fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    if names.is_empty() {
        return "none".to_owned();
    }
    names.join(", ")
}

impl fmt::Display for AttributeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, known } => {
                write!(f, "there is no {what}; there are: {}", listed(known))
            }
            Self::Archived { what } => write!(f, "the {what} is archived"),
            Self::Ambiguous { what, ids } => {
                write!(f, "there is more than one {what}: by id, {}", listed(ids))
            }
            Self::WrongType {
                attribute,
                expected,
            } => write!(f, "the attribute {attribute:?} takes {expected}"),
            Self::Unfit { what, why } => {
                write!(f, "the attribute {what:?} can't be as it should: {why}")
            }
            Self::Missing(names) => {
                write!(f, "a new ticket needs a value for {}", listed(names))
            }
        }
    }
}

impl StdError for AttributeError {}
