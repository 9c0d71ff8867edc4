//! What users of an emitted crate can name, and what a change of it does to them.
//!
//! Both are read from emitted files, so that nothing is overlooked that was decided
//! on the way there. The rules are those of semantic versioning for what we emit:
//! types that are `non_exhaustive` may grow, and names of arguments are free.

mod compare;
mod read;
mod stubs;
mod text;

use std::collections::BTreeMap;

use syn::Attribute;

use text::text;

pub use compare::{ApiChange, ApiImpact, compare};
pub use read::items;

/// The items of a crate, by path: `types::Ticket`, `types::Ticket::id` (a field, or a
/// variant), `types::Ticket::new()`, `types::Ticket: Clone`.
pub type PublicItems = BTreeMap<String, PublicItem>;

/// One thing that users can name, or rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicItem {
    /// What it is.
    pub kind: PublicItemKind,
    /// As a person would write it, without its documentation.
    pub signature: String,
    /// What of it callers depend on.
    pub(crate) essence: String,
    /// Whether more may be added to it: a type that is `non_exhaustive`.
    pub(crate) may_grow: bool,
    /// Whether its use is warned of.
    pub deprecated: bool,
}

impl PublicItem {
    fn made(kind: PublicItemKind, signature: &str, attributes: &[Attribute]) -> Self {
        let signature = format!("{signature}{}", condition(attributes));
        Self {
            kind,
            essence: signature.clone(),
            signature,
            may_grow: false,
            deprecated: has(attributes, "deprecated"),
        }
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|one| one.path().is_ident(name))
}

/// Under which features it is there.
fn condition(attributes: &[Attribute]) -> String {
    let conditions = attributes.iter().filter(|one| one.path().is_ident("cfg"));
    conditions
        .filter_map(|attribute| attribute.meta.require_list().ok())
        .map(|condition| format!(" if {}", text(&condition.tokens)))
        .collect()
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublicItemKind {
    /// A struct, an enum, or another name for a type.
    Type,
    /// A field of a struct.
    Field,
    /// A variant of an enum.
    Variant,
    /// A method, or a function of a type.
    Method,
    /// A constant.
    Constant,
    /// A trait that a type has.
    Implementation,
}

impl PublicItemKind {
    /// As a sentence names it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PublicItemKind::Type => "type",
            PublicItemKind::Field => "field",
            PublicItemKind::Variant => "variant",
            PublicItemKind::Method => "method",
            PublicItemKind::Constant => "constant",
            PublicItemKind::Implementation => "implementation",
        }
    }
}
