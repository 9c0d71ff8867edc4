//! What credentials an operation asks for.

use std::collections::BTreeSet;

use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};

/// Sets of schemes, any of which is enough: each scheme by what it says, since its name is
/// free, with the scopes that are asked for.
pub(super) fn used(document: &Document, operation: &Place) -> BTreeSet<BTreeSet<String>> {
    let own = document.node(&operation.key("security"));
    let all = document.node(&document.root_place().key("security"));
    let sets = own.or(all).and_then(Node::as_list).unwrap_or_default();
    let sets = sets.iter().map(|set| {
        let schemes = set.as_map().into_iter().flatten();
        let schemes = schemes.map(|(name, scopes)| {
            let scopes = scopes.to_json();
            format!("{} {scopes}", scheme(document, name))
        });
        schemes.collect()
    });
    sets.collect()
}

/// A scheme without what is only for people.
fn scheme(document: &Document, name: &str) -> String {
    let components = document.root_place().key("components");
    let place = components.key("securitySchemes").key(name);
    let Some((_, node)) = document.follow(&place) else {
        return name.to_owned();
    };
    let members = node.as_map().into_iter().flatten();
    let members = members.filter(|(key, _)| {
        !key.starts_with("x-") && !["description", "bearerFormat"].contains(&key.as_str())
    });
    let members: BTreeSet<String> = members
        .map(|(key, value)| format!("{key}: {}", value.to_json()))
        .collect();
    members.into_iter().collect::<Vec<_>>().join(", ")
}
