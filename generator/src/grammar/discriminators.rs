//! Discriminators, seen from the schemas they tell apart: which value means a
//! schema, and which schemas inherit from one.
//!
//! Both are facts of the whole document, found once before anything is
//! lowered.

mod mapping;

use crate::load::Document;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};
pub use mapping::Mapping;

/// How deep the document is searched for unions.
const MAX_DEPTH: usize = 100;

/// What discriminators say of component schemas.
#[derive(Debug, Default)]
pub struct Discriminators {
    /// The member that tells a schema apart and its value there; `None` where
    /// two unions disagree.
    tags: HashMap<Place, Option<(String, String)>>,
    /// The member that has one of several values there.
    choices: HashMap<Place, (String, Vec<String>)>,
    /// The schemas that take in another by `allOf`, in document order.
    subtypes: HashMap<Place, Vec<Place>>,
    /// The schemas that one takes in.
    parents: HashMap<Place, Vec<Place>>,
    /// The member by which a base tells its subtypes apart.
    bases: HashMap<Place, String>,
}

impl Discriminators {
    /// Finds them all.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let mut named: Vec<(Place, &Node)> = document
            .files()
            .flat_map(|file| named_schemas(document, &Place::root(file)))
            .collect();
        if document.files().count() > 1 {
            let mut seen: HashSet<Place> = named.iter().map(|(place, _)| place.clone()).collect();
            let others = mapped_schemas(document).into_iter().chain(bases(document));
            let others = others.filter(|place| seen.insert(place.clone()));
            named.extend(others.filter_map(|place| Some((place.clone(), document.node(&place)?))));
        }
        for (place, node) in &named {
            let parents: Vec<Place> = parents(document, node, place).collect();
            for parent in &parents {
                let subtypes = found.subtypes.entry(parent.clone()).or_default();
                subtypes.push(place.clone());
            }
            found.parents.insert(place.clone(), parents);
            if let Some(property) = property_of_base(node) {
                found.bases.insert(place.clone(), property.to_owned());
            }
        }
        for file in document.files() {
            if let Some(root) = document.file(file) {
                found.search(document, root, &Place::root(file), 0);
            }
        }
        for (place, node) in &named {
            if is_base(node) {
                let mut known = found.all_subtypes(place);
                known.extend(maps_to_itself(document, node, place).then(|| place.clone()));
                found.note(document, node, place, &known);
            }
        }
        found
    }

    /// The member of the schema at `place` that is always one value, if a
    /// discriminator says so.
    #[must_use]
    pub fn tag(&self, place: &Place) -> Option<&(String, String)> {
        self.tags.get(place)?.as_ref()
    }

    /// The member of the schema at `place` that has one of several values, if that is
    /// what a discriminator says.
    #[must_use]
    pub fn tag_choice(&self, place: &Place) -> Option<&(String, Vec<String>)> {
        self.choices.get(place)
    }

    /// Every member of the schema at `place` that is always one value by what
    /// discriminators say. A base that is told apart by another member than its
    /// subtypes hands its own on to them.
    #[must_use]
    pub fn tags(&self, place: &Place) -> Vec<&(String, String)> {
        let mut all: Vec<&(String, String)> = Vec::new();
        let mut seen = HashSet::default();
        let mut open = vec![place];
        while let Some(next) = open.pop() {
            let own_property = self.bases.get(next);
            let tag = self.tag(next).filter(|(property, _)| {
                let is_handed_on = own_property.is_some_and(|own| own != property);
                let is_known = all.iter().any(|(known, _)| known == property);
                (next == place || is_handed_on) && !is_known
            });
            all.extend(tag);
            if seen.insert(next) {
                open.extend(self.parents.get(next).into_iter().flatten());
            }
        }
        all
    }

    /// Whether what is read as the schema at `place` may be one of others that
    /// take it in.
    #[must_use]
    pub fn has_tagged_subtypes(&self, place: &Place) -> bool {
        self.tags.contains_key(place) && self.subtypes.contains_key(place)
    }

    /// The schemas that the base at `place` may be: every one that takes it in,
    /// directly or not, and itself where a discriminator of this property has a
    /// value for that. One that is a base by another member stands for its own
    /// subtypes.
    #[must_use]
    pub fn of_base(&self, place: &Place, property: &str) -> Vec<Place> {
        let mut all = self.all_subtypes(place);
        let own = self.tag(place).filter(|(known, _)| known == property);
        if !all.is_empty() && own.is_some() {
            all.insert(0, place.clone());
        }
        all
    }

    /// The schemas that are subtypes of some base.
    #[must_use]
    pub fn subtypes(&self) -> Vec<Place> {
        let bases = self.bases.keys();
        bases.flat_map(|base| self.all_subtypes(base)).collect()
    }

    fn all_subtypes(&self, place: &Place) -> Vec<Place> {
        let mut all: Vec<Place> = Vec::new();
        let mut seen: HashSet<&Place> = std::iter::once(place).collect();
        let mut waiting = vec![place];
        while let Some(next) = waiting.pop() {
            if self.tells_otherwise(next, place) {
                continue;
            }
            for subtype in self.subtypes.get(next).into_iter().flatten() {
                if seen.insert(subtype) {
                    all.push(subtype.clone());
                    waiting.push(subtype);
                }
            }
        }
        all
    }

    /// Whether both are bases, and not by the same member.
    fn tells_otherwise(&self, one: &Place, other: &Place) -> bool {
        let properties = self.bases.get(one).zip(self.bases.get(other));
        properties.is_some_and(|(one, other)| one != other)
    }

    fn search(&mut self, document: &Document, node: &Node, from: &Place, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        match node {
            Node::Map(map) => {
                if map.contains_key("discriminator") && !is_base(node) {
                    let branches = branches(document, node, from);
                    self.note(document, node, from, &branches);
                }
                for child in map.values() {
                    self.search(document, child, from, depth + 1);
                }
            }
            Node::List(list) => {
                for child in list {
                    self.search(document, child, from, depth + 1);
                }
            }
            _ => {}
        }
    }

    /// Notes what the discriminator of `union` says of its branches.
    fn note(&mut self, document: &Document, union: &Node, from: &Place, branches: &[Place]) {
        let Some(mapping) = Mapping::of(document, union, from) else {
            return;
        };
        let mut seen = HashSet::default();
        let branches = branches.iter().rev().cloned();
        let mut open: Vec<(Place, Vec<String>)> = branches.map(|it| (it, Vec::new())).collect();
        while let Some((branch, of_union)) = open.pop() {
            let Some((target, node)) = document.follow(&branch) else {
                continue;
            };
            let mapped = mapping.mapped(&branch, &target);
            // What is mapped to a union means each of its branches.
            let mapped = if mapped.is_empty() { of_union } else { mapped };
            // Those of a union among the branches are told apart here as well.
            if node.get("discriminator").is_none() && seen.insert(target.clone()) {
                let inner = self::branches(document, node, &target).into_iter();
                open.extend(inner.map(|it| (it, mapped.clone())));
            }
            let tags = if mapped.is_empty() {
                mapping.tags(&branch)
            } else {
                mapped
            };
            if mapping.is_default(&branch) {
                continue;
            }
            let property = mapping.property().to_owned();
            let [value] = tags.as_slice() else {
                if !tags.is_empty() {
                    self.choices.entry(target).or_insert((property, tags));
                }
                continue;
            };
            let tag = Some((property, value.clone()));
            let entry = self.tags.entry(target).or_insert_with(|| tag.clone());
            if *entry != tag {
                *entry = None;
            }
        }
    }
}

/// Every schema that a value of some discriminator means.
#[must_use]
pub fn mapped_schemas(document: &Document) -> Vec<Place> {
    let mut found = Vec::new();
    for file in document.files() {
        let from = Place::root(file);
        let mut open: Vec<&Node> = document.file(file).into_iter().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Map(map) => {
                    let mapping = Mapping::of(document, node, &from);
                    let targets = mapping.iter().flat_map(Mapping::targets);
                    found.extend(targets.filter_map(|place| Some(document.follow(place)?.0)));
                    open.extend(map.values());
                }
                Node::List(list) => open.extend(list),
                _ => {}
            }
        }
    }
    found
}

/// Whether the schema tells its subtypes apart, rather than branches of its own.
#[must_use]
pub fn is_base(node: &Node) -> bool {
    node.get("discriminator").is_some()
        && node.get("oneOf").is_none()
        && node.get("anyOf").is_none()
}

/// The member by which a base tells its subtypes apart.
fn property_of_base(node: &Node) -> Option<&str> {
    let discriminator = node.get("discriminator").filter(|_| is_base(node))?;
    discriminator.get("propertyName")?.as_str()
}

/// Whether a base has a value of its own, so that it is a schema beside its
/// subtypes.
fn maps_to_itself(document: &Document, base: &Node, place: &Place) -> bool {
    let mapping = Mapping::of(document, base, place);
    mapping.is_some_and(|mapping| mapping.targets().any(|target| target == place))
}

/// The schemas of a file that have names: a file of another name than the root
/// is one itself, or has them at its top.
fn named_schemas<'a>(document: &'a Document, root: &Place) -> Vec<(Place, &'a Node)> {
    let components = root.key("components").key("schemas");
    let mut holders = vec![components];
    let mut named = Vec::new();
    if *root != document.root_place() {
        let keys = ["schemas", "definitions", "$defs", "models"];
        holders.extend(keys.iter().map(|key| root.key(key)));
        holders.push(root.clone());
        named.extend(document.node(root).map(|node| (root.clone(), node)));
    }
    for holder in holders {
        let schemas = document.node(&holder).and_then(Node::as_map);
        let schemas = schemas.into_iter().flatten();
        named.extend(schemas.map(|(name, node)| (holder.key(name), node)));
    }
    // Only these take in another schema, or are told from those that do.
    named.retain(|(_, node)| {
        ["allOf", "discriminator"]
            .iter()
            .any(|key| node.get(key).is_some())
    });
    named
}

/// The schemas of other files than the root that tell their subtypes apart: these files
/// have schemas wherever they like.
fn bases(document: &Document) -> Vec<Place> {
    let mut found = Vec::new();
    let files = document.files().map(Place::root);
    let files = files.filter(|root| *root != document.root_place());
    let mut open: Vec<(Place, usize)> = files.map(|root| (root, 0)).collect();
    while let Some((place, depth)) = open.pop() {
        let Some(map) = document.node(&place).and_then(Node::as_map) else {
            continue;
        };
        if depth < MAX_DEPTH {
            open.extend(map.keys().map(|key| (place.key(key), depth + 1)));
        }
        let is_one = document
            .node(&place)
            .is_some_and(|node| property_of_base(node).is_some());
        found.extend(is_one.then_some(place));
    }
    found
}

/// The schemas that `allOf` takes in.
fn parents(document: &Document, node: &Node, place: &Place) -> impl Iterator<Item = Place> {
    let members = node
        .get("allOf")
        .and_then(Node::as_list)
        .into_iter()
        .flatten();
    members
        .filter_map(|member| target(document, member, place))
        .filter_map(|place| document.follow(&place).map(|(place, _)| place))
}

/// The schemas that the branches of a union refer to.
fn branches(document: &Document, node: &Node, from: &Place) -> Vec<Place> {
    ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| node.get(key).and_then(Node::as_list))
        .flatten()
        .filter_map(|branch| target(document, branch, from))
        .collect()
}

fn target(document: &Document, node: &Node, from: &Place) -> Option<Place> {
    let reference = node.get("$ref").and_then(Node::as_str)?;
    document.resolve(from, reference).ok()
}

/// What a value of `mapping` means: the name of a component, or a reference
/// from the file that holds it.
fn mapped(document: &Document, from: &Place, target: &str) -> Option<Place> {
    let root = document.root_place();
    let by_name = root.key("components").key("schemas").key(target);
    if document.node(&by_name).is_some() {
        return Some(by_name);
    }
    let resolved = document.resolve(from, target);
    resolved.or_else(|_| document.resolve(&root, target)).ok()
}
