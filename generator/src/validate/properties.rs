//! `required` names properties that are there.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::tree::{HashMap, HashSet, IndexSet, Node, Place};
use std::iter;

/// Keywords whose schemas say something of the same value as the one that holds
/// them.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const PARTS: [&str; 4] = ["if", "then", "else", "not"];

/// So many schemas are gone through for the properties of one.
const MOST_SCHEMAS: usize = 100;

pub(super) fn check(validation: &mut Validation<'_>) {
    let mut known: HashMap<Place, Option<IndexSet<&str>>> = HashMap::default();
    let mut found = Vec::new();
    for place in &validation.places(Kind::Schema) {
        let Some(node) = validation.doc.node(place) else {
            continue;
        };
        let names = node.get("required").and_then(Node::as_list);
        // What must not be there needs no declaration.
        if let Some(names) = names.filter(|_| !is_negated(place)) {
            let owner = owner(place);
            let known = known.entry(owner).or_insert_with_key(|owner| {
                let members = members(validation, owner);
                let names = members.properties.iter().map(|(name, _)| *name);
                (!members.open).then(|| names.collect())
            });
            if let Some(known) = known {
                found.extend(missing(validation, place, names, known));
            }
        }
    }
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

/// The outermost schema that says something of the same value.
fn owner(place: &Place) -> Place {
    let around = iter::successors(Some(place.clone()), holder);
    around.last().unwrap_or_else(|| place.clone())
}

/// Whether it is part of what a value must not be.
fn is_negated(place: &Place) -> bool {
    let mut parts = iter::successors(Some(place.clone()), holder);
    parts.any(|part| part.pointer.last() == Some("not") && holder(&part).is_some())
}

fn holder(place: &Place) -> Option<Place> {
    let last = place.pointer.last()?;
    let parent = place.parent()?;
    if PARTS.contains(&last) {
        return Some(parent);
    }
    let keyword = parent.pointer.last()?;
    LISTS.contains(&keyword).then(|| parent.parent())?
}

/// What a schema and its parts say of what a value holds.
#[derive(Default)]
pub(super) struct Members<'a> {
    /// The properties, of which several parts may declare one.
    pub(super) properties: Vec<(&'a str, Place)>,
    /// The schemas of a list's entries.
    pub(super) items: Vec<Place>,
    /// Others are described, too: by a pattern, or as anything of one schema.
    pub(super) open: bool,
}

pub(super) fn members<'a>(validation: &Validation<'a>, place: &Place) -> Members<'a> {
    let doc = validation.doc;
    let mut members = Members::default();
    let mut seen = HashSet::default();
    let mut open = vec![place.clone()];
    while let Some(place) = open.pop() {
        if !seen.insert(place.clone()) {
            continue;
        }
        let node = doc.node(&place).filter(|_| seen.len() <= MOST_SCHEMAS);
        let Some(node) = node else {
            // What can't be found, or takes too long, may have any member.
            members.open = true;
            continue;
        };
        if let Some(properties) = node.get("properties").and_then(Node::as_map) {
            let list = place.key("properties");
            let named = properties.keys().map(|name| (&**name, list.key(name)));
            members.properties.extend(named);
        }
        if node.get("items").is_some() {
            members.items.push(place.key("items"));
        }
        let more = [
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
        ];
        // Its properties may be what is misspelt.
        members.open |= validation.is_misread(&place);
        members.open |= more.iter().any(|key| match node.get(key) {
            Some(Node::Bool(allowed)) => *allowed,
            Some(_) => true,
            None => false,
        });
        members.open |= ["$dynamicRef", "$recursiveRef"]
            .iter()
            .any(|key| node.get(key).is_some());
        for key in LISTS {
            let list = node.get(key).and_then(Node::as_list);
            // What an empty list was to say, nobody knows.
            members.open |= list.is_some_and(<[Node]>::is_empty);
            let at = place.key(key);
            open.extend((0..list.map_or(0, <[Node]>::len)).map(|index| at.index(index)));
        }
        for key in PARTS {
            if node.get(key).is_some() {
                open.push(place.key(key));
            }
        }
        if let Some(schemas) = node.get("dependentSchemas").and_then(Node::as_map) {
            let place = place.key("dependentSchemas");
            open.extend(schemas.keys().map(|name| place.key(name)));
        }
        if let Some(text) = node.get("$ref").and_then(Node::as_str) {
            match doc.resolve(&place, text) {
                Ok(target) => open.push(target),
                Err(_) => members.open = true,
            }
        }
    }
    members
}

fn missing(
    validation: &Validation<'_>,
    place: &Place,
    names: &[Node],
    known: &IndexSet<&str>,
) -> Vec<Diagnostic> {
    let place = place.key("required");
    let names = names.iter().enumerate();
    let missing = names.filter_map(|(index, name)| Some((index, name.as_str()?)));
    let missing = missing.filter(|(_, name)| !known.contains(name));
    let told = missing.map(|(index, name)| {
        let message = format!("`required` names `{name}`, which is no property");
        let diagnostic = Diagnostic::error(Code::MissingProperty, message)
            .at(&place.index(index), "no property is called so");
        let known = known.iter().copied();
        match validation
            .suggestions
            .suggest(Code::MissingProperty, name, known)
        {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic.help("declare it under `properties`, or remove it from `required`"),
        }
    });
    told.collect()
}
