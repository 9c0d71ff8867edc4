//! The condition under which an item is built, where tags are features.

use super::Context;
use crate::config::TagFeatures;
use crate::model::{Group, RustIdent};
use proc_macro2::TokenStream;

/// `#[cfg(feature = "pets")]`, where the tag has a feature.
pub(super) fn of_group(context: Context<'_>, group: &Group) -> Option<TokenStream> {
    tokens(&text_of_group(context, group))
}

/// The same as text, empty where there is no condition.
pub(super) fn text_of_group(context: Context<'_>, group: &Group) -> String {
    match context.config.features {
        TagFeatures::None => String::new(),
        TagFeatures::PerTag => text(std::slice::from_ref(&group.feature)),
    }
}

/// `#[cfg(any(feature = "pets", feature = "shops"))]`; of no feature nothing.
pub(super) fn any(features: &[RustIdent]) -> Option<TokenStream> {
    tokens(&text(features))
}

/// The same as text.
pub(super) fn text(features: &[RustIdent]) -> String {
    match features {
        [] => String::new(),
        [_] => format!("#[cfg({})]", list(features.iter())),
        _ => format!("#[cfg(any({}))]", list(features.iter())),
    }
}

/// `all(feature = "pets", feature = "shops")`, of all tags.
pub(super) fn all(context: Context<'_>) -> Option<String> {
    let groups = &context.api.groups;
    let is_wanted = context.config.features == TagFeatures::PerTag && !groups.is_empty();
    is_wanted.then(|| format!("all({})", list(groups.iter().map(|group| &group.feature))))
}

fn list<'a>(features: impl Iterator<Item = &'a RustIdent>) -> String {
    let each = features.map(|feature| format!("feature = {:?}", feature.plain()));
    each.collect::<Vec<_>>().join(", ")
}

fn tokens(attribute: &str) -> Option<TokenStream> {
    attribute
        .parse()
        .ok()
        .filter(|it: &TokenStream| !it.is_empty())
}
