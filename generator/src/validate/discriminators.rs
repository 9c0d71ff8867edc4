//! Discriminators against the schemas that they tell apart.

use super::properties::members;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::load::ResolveError;
use crate::tree::{HashSet, IndexSet, Node, NodeMap, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    let schemas = validation.places(Kind::Schema);
    let found: Vec<Diagnostic> = schemas
        .iter()
        .flat_map(|place| of_schema(validation, place))
        .collect();
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

fn of_schema(validation: &Validation<'_>, place: &Place) -> Vec<Diagnostic> {
    let doc = validation.doc;
    let at = place.key("discriminator");
    let Some(discriminator) = doc.node(&at).and_then(Node::as_map) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let branches = branches(validation, place);
    let name = discriminator.get("propertyName").and_then(Node::as_str);
    if let Some(name) = name {
        let owners = if branches.is_empty() {
            std::slice::from_ref(place)
        } else {
            &branches[..]
        };
        let described: Vec<_> = owners.iter().map(|it| members(validation, it)).collect();
        let names = described.iter().flat_map(|members| &members.properties);
        let names: HashSet<&str> = names.map(|(name, _)| *name).collect();
        if !names.contains(name) && !described.iter().any(|members| members.open) {
            let message = format!("no branch has the discriminator's property `{name}`");
            let at = at.key("propertyName");
            let diagnostic =
                Diagnostic::error(Code::Discriminator, message).at(&at, "not declared");
            let names = names.iter().copied();
            let meant = validation
                .suggestions
                .suggest(Code::Discriminator, name, names);
            found.push(match meant {
                Some(meant) => diagnostic.did_you_mean(meant),
                None => diagnostic.help("declare it in each of the schemas"),
            });
        }
    }
    let mapping = discriminator.get("mapping").and_then(Node::as_map);
    for (value, target) in mapping.into_iter().flatten() {
        let Some(text) = target.as_str() else {
            continue;
        };
        let at = at.key("mapping").key(value);
        found.extend(mapped(validation, &at, text, &branches));
    }
    found
}

/// The schemas that a value may be of, after references: those of unions among
/// them as well.
fn branches(validation: &Validation<'_>, place: &Place) -> Vec<Place> {
    let doc = validation.doc;
    let mut found: IndexSet<Place> = IndexSet::default();
    let mut open = vec![place.clone()];
    while let Some(union) = open.pop() {
        for list in ["oneOf", "anyOf"].map(|key| union.key(key)) {
            let branches = doc.node(&list).and_then(Node::as_list);
            let count = branches.map_or(0, <[Node]>::len);
            let branches = (0..count).map(|index| list.index(index));
            for (branch, _) in branches.filter_map(|branch| doc.follow(&branch)) {
                if found.insert(branch.clone()) {
                    open.push(branch);
                }
            }
        }
    }
    found.into_iter().collect()
}

/// A target is the name of a component, or a reference.
fn mapped(
    validation: &Validation<'_>,
    at: &Place,
    text: &str,
    branches: &[Place],
) -> Option<Diagnostic> {
    let doc = validation.doc;
    let components = doc.root_place().key("components").key("schemas");
    let component = components.key(text);
    let target = if doc.node(&component).is_some() {
        Some(component)
    } else {
        match doc.resolve(at, text) {
            Ok(target) => Some(target),
            Err(ResolveError::Missing { .. } | ResolveError::NoPointer(_)) => None,
            // What is in another file is told about where that is missing. A
            // name without a reference's signs is a file's as well.
            Err(ResolveError::NoFile { .. }) if !text.contains(['/', '.', '#']) => None,
            Err(_) => return None,
        }
    };
    let Some(target) = target else {
        let names = doc.node(&components).and_then(Node::as_map);
        let names = names.into_iter().flat_map(NodeMap::keys);
        let wanted = text.rsplit('/').next().unwrap_or(text);
        if validation.has_fallen_out(wanted) {
            return None;
        }
        let diagnostic = Diagnostic::error(
            Code::Discriminator,
            format!("the mapping leads to `{text}`, which is no schema"),
        )
        .at(at, "unresolved");
        let names = names.map(String::as_str);
        let meant = validation
            .suggestions
            .suggest(Code::Discriminator, wanted, names);
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write `#/components/schemas/NAME`".to_owned(),
        };
        return Some(diagnostic.help(help));
    };
    let target = doc.follow(&target)?.0;
    let is_branch = branches.is_empty() || branches.contains(&target);
    (!is_branch).then(|| {
        Diagnostic::error(
            Code::Discriminator,
            format!("the mapping leads to `{text}`, which is none of the branches"),
        )
        .at(at, "no value is of this schema")
        .help("add it to the branches, or remove it from the mapping")
    })
}
