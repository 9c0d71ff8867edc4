//! Discriminators, seen from the schemas they tell apart: which value means a
//! schema, and which schemas inherit from one.
//!
//! Both are facts of the whole document, found once before anything is
//! lowered.

use crate::load::Document;
use crate::tree::{Node, Place};
use std::collections::HashMap;

/// How deep the document is searched for unions.
const MAX_DEPTH: usize = 100;

/// What discriminators say of component schemas.
#[derive(Debug, Default)]
pub(super) struct Discriminators {
    /// The member that tells a schema apart and its value there; `None` where
    /// two unions disagree.
    tags: HashMap<Place, Option<(String, String)>>,
    /// The schemas that take in another by `allOf`, in document order.
    subtypes: HashMap<Place, Vec<Place>>,
}

impl Discriminators {
    /// Finds them all.
    pub fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let schemas = document.root_place().key("components").key("schemas");
        let components = document.node(&schemas).and_then(Node::as_map);
        for (name, node) in components.into_iter().flatten() {
            let place = schemas.key(name);
            for parent in parents(document, node, &place) {
                found
                    .subtypes
                    .entry(parent)
                    .or_default()
                    .push(place.clone());
            }
        }
        found.search(document, document.root(), 0);
        for (name, node) in components.into_iter().flatten() {
            let place = schemas.key(name);
            if is_base(node) {
                let subtypes = found.all_subtypes(&place);
                found.note(document, node, &subtypes);
            }
        }
        found
    }

    /// The member of the schema at `place` that is always one value, if a
    /// discriminator says so.
    pub fn tag(&self, place: &Place) -> Option<&(String, String)> {
        self.tags.get(place)?.as_ref()
    }

    /// Every schema that takes in the one at `place`, directly or not.
    pub fn all_subtypes(&self, place: &Place) -> Vec<Place> {
        let mut all: Vec<Place> = Vec::new();
        let mut waiting = vec![place];
        while let Some(next) = waiting.pop() {
            for subtype in self.subtypes.get(next).into_iter().flatten() {
                if subtype != place && !all.contains(subtype) {
                    all.push(subtype.clone());
                    waiting.push(subtype);
                }
            }
        }
        all
    }

    fn search(&mut self, document: &Document, node: &Node, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match node {
            Node::Map(map) => {
                if map.contains_key("discriminator") && !is_base(node) {
                    let branches = branches(document, node);
                    self.note(document, node, &branches);
                }
                for child in map.values() {
                    self.search(document, child, depth + 1);
                }
            }
            Node::List(list) => {
                for child in list {
                    self.search(document, child, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Notes what the discriminator of `union` says of its branches.
    fn note(&mut self, document: &Document, union: &Node, branches: &[Place]) {
        let Some(discriminator) = union.get("discriminator") else {
            return;
        };
        let Some(property) = discriminator.get("propertyName").and_then(Node::as_str) else {
            return;
        };
        let mapping = discriminator.get("mapping").and_then(Node::as_map);
        for branch in branches {
            let mapped: Vec<&String> = mapping
                .into_iter()
                .flatten()
                .filter(|(_, target)| {
                    target
                        .as_str()
                        .and_then(|target| mapped(document, target))
                        .as_ref()
                        == Some(branch)
                })
                .map(|(tag, _)| tag)
                .collect();
            let value = match mapped.as_slice() {
                [only] => (*only).clone(),
                [] => branch
                    .pointer
                    .last()
                    .map(std::borrow::Cow::into_owned)
                    .unwrap_or_default(),
                _ => continue,
            };
            let tag = Some((property.to_owned(), value));
            let entry = self
                .tags
                .entry(branch.clone())
                .or_insert_with(|| tag.clone());
            if *entry != tag {
                *entry = None;
            }
        }
    }
}

/// Whether the schema tells its subtypes apart, rather than branches of its own.
pub(super) fn is_base(node: &Node) -> bool {
    node.get("discriminator").is_some()
        && node.get("oneOf").is_none()
        && node.get("anyOf").is_none()
}

/// The components that `allOf` takes in.
fn parents(document: &Document, node: &Node, place: &Place) -> Vec<Place> {
    let members = node
        .get("allOf")
        .and_then(Node::as_list)
        .into_iter()
        .flatten();
    members
        .filter_map(|member| target(document, member, place))
        .collect()
}

/// The components among the branches of a union.
fn branches(document: &Document, node: &Node) -> Vec<Place> {
    let root = document.root_place();
    ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| node.get(key).and_then(Node::as_list))
        .flatten()
        .filter_map(|branch| target(document, branch, &root))
        .collect()
}

fn target(document: &Document, node: &Node, from: &Place) -> Option<Place> {
    let reference = node.get("$ref").and_then(Node::as_str)?;
    document.resolve(from, reference).ok()
}

/// What a value of `mapping` means: a reference, or the name of a component.
pub(super) fn mapped(document: &Document, target: &str) -> Option<Place> {
    let root = document.root_place();
    let by_name = root.key("components").key("schemas").key(target);
    if document.node(&by_name).is_some() {
        return Some(by_name);
    }
    document.resolve(&root, target).ok()
}
