//! Discriminators, seen from the schemas they tell apart: which value means a
//! schema, and which schemas inherit from one.
//!
//! Both are facts of the whole document, found once before anything is
//! lowered.

use crate::load::Document;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};

/// How deep the document is searched for unions.
const MAX_DEPTH: usize = 100;

/// What discriminators say of component schemas.
#[derive(Debug, Default)]
pub struct Discriminators {
    /// The member that tells a schema apart and its value there; `None` where
    /// two unions disagree.
    tags: HashMap<Place, Option<(String, String)>>,
    /// The schemas that take in another by `allOf`, in document order.
    subtypes: HashMap<Place, Vec<Place>>,
}

impl Discriminators {
    /// Finds them all.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let named: Vec<(Place, &Node)> = document
            .files()
            .flat_map(|file| named_schemas(document, &Place::root(file)))
            .collect();
        for (place, node) in &named {
            for parent in parents(document, node, place) {
                let subtypes = found.subtypes.entry(parent).or_default();
                subtypes.push(place.clone());
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

    /// Whether what is read as the schema at `place` may be one of others that
    /// take it in.
    #[must_use]
    pub fn has_tagged_subtypes(&self, place: &Place) -> bool {
        self.tags.contains_key(place) && self.subtypes.contains_key(place)
    }

    /// The schemas that the base at `place` may be: every one that takes it in,
    /// directly or not, and itself where a discriminator of this property has a
    /// value for that.
    #[must_use]
    pub fn of_base(&self, place: &Place, property: &str) -> Vec<Place> {
        let mut all = self.all_subtypes(place);
        let own = self.tag(place).filter(|(known, _)| known == property);
        if !all.is_empty() && own.is_some() {
            all.insert(0, place.clone());
        }
        all
    }

    fn all_subtypes(&self, place: &Place) -> Vec<Place> {
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
        let mut open: Vec<Place> = branches.iter().rev().cloned().collect();
        while let Some(branch) = open.pop() {
            let Some((target, node)) = document.follow(&branch) else {
                continue;
            };
            // Those of a union among the branches are told apart here as well.
            if node.get("discriminator").is_none() && seen.insert(target.clone()) {
                open.extend(self::branches(document, node, &target));
            }
            let tags = mapping.tags(&branch);
            let [value] = tags.as_slice() else {
                continue;
            };
            if mapping.is_default(&branch) {
                continue;
            }
            let tag = Some((mapping.property.to_owned(), value.clone()));
            let entry = self.tags.entry(target).or_insert_with(|| tag.clone());
            if *entry != tag {
                *entry = None;
            }
        }
    }
}

/// What one discriminator says.
#[derive(Debug)]
pub struct Mapping<'a> {
    document: &'a Document,
    /// Its `propertyName`.
    property: &'a str,
    /// Each value, and the schema that it means.
    values: Vec<(&'a str, Place)>,
    /// What is meant where no value says it (`defaultMapping`).
    default: Option<Place>,
    /// The branches of the union.
    branches: Vec<Place>,
}

impl<'a> Mapping<'a> {
    /// Of the union or base that stands in the file of `from`.
    #[must_use]
    pub fn of(document: &'a Document, union: &'a Node, from: &Place) -> Option<Self> {
        let discriminator = union.get("discriminator")?;
        let values = discriminator.get("mapping").and_then(Node::as_map);
        let values = values.into_iter().flatten().filter_map(|(tag, target)| {
            Some((tag.as_str(), mapped(document, from, target.as_str()?)?))
        });
        let default = discriminator.get("defaultMapping").and_then(Node::as_str);
        let default = default.and_then(|target| mapped(document, from, target));
        Some(Self {
            document,
            property: discriminator.get("propertyName")?.as_str()?,
            values: values.collect(),
            default: default.and_then(|place| Some(document.follow(&place)?.0)),
            branches: branches(document, union, from),
        })
    }

    /// Whether a branch is what is meant where no value says it, so that it may have
    /// any.
    #[must_use]
    pub fn is_default(&self, branch: &Place) -> bool {
        let target = self.document.follow(branch).map(|(target, _)| target);
        target.is_some() && target == self.default
    }

    /// Its `propertyName`.
    #[must_use]
    pub fn property(&self) -> &str {
        self.property
    }

    /// The values that mean a branch, by the schema that it refers to: those
    /// that are mapped to it, or to what it consists of, or else its name.
    #[must_use]
    pub fn tags(&self, branch: &Place) -> Vec<String> {
        let mut known = Vec::new();
        let mut seen = HashSet::default();
        let mut open = vec![branch.clone()];
        while let Some(next) = open.pop() {
            let Some((target, node)) = self.document.follow(&next) else {
                continue;
            };
            let mapped = self.mapped(&next, &target);
            let is_done = !mapped.is_empty() || !seen.insert(target.clone());
            known.extend(mapped);
            if !is_done {
                let own = Self::of(self.document, node, &target);
                let own = own.filter(|own| own.property == self.property);
                let inner = branches(self.document, node, &target);
                match own {
                    Some(own) => known.extend(inner.iter().flat_map(|it| own.named(it))),
                    None => open.extend(inner.into_iter().rev()),
                }
            }
        }
        if known.is_empty() {
            return self.named(branch);
        }
        known.dedup();
        known
    }

    /// The values that are mapped to the schema, as it is referred to or as what
    /// it is in the end.
    fn mapped(&self, reference: &Place, target: &Place) -> Vec<String> {
        let with = |fits: &dyn Fn(&Place) -> bool| {
            let values = self.values.iter().filter(|(_, place)| fits(place));
            values.map(|(tag, _)| (*tag).to_owned()).collect::<Vec<_>>()
        };
        let same = with(&|place| place == reference);
        if !same.is_empty() {
            return same;
        }
        with(&|place| {
            let end = self.document.follow(place);
            end.is_some_and(|(place, _)| place == *target)
        })
    }

    /// The values mapped to the schema, or those that it gives the property itself,
    /// or else its name.
    fn named(&self, branch: &Place) -> Vec<String> {
        let target = self.document.follow(branch).map(|(target, _)| target);
        let mapped = target.map(|target| self.mapped(branch, &target));
        let mapped = mapped.filter(|mapped| !mapped.is_empty());
        let declared = || {
            let declared = self.declared(branch);
            let is_shared = |value| {
                let others = self.branches.iter().filter(|other| *other != branch);
                others
                    .map(|other| self.declared(other))
                    .any(|other| other.contains(value))
            };
            let is_own = declared.len() == 1 || !declared.iter().any(is_shared);
            Some(declared).filter(|declared| !declared.is_empty() && is_own)
        };
        mapped.or_else(declared).unwrap_or_else(|| {
            let name = branch.pointer.last().map(std::borrow::Cow::into_owned);
            let name = name.or_else(|| self.file_name(branch));
            name.into_iter().collect()
        })
    }

    /// The values that a schema lists for the property, where it is written. What it
    /// takes in from a base says nothing of itself.
    fn declared(&self, branch: &Place) -> Vec<String> {
        let schema = self.document.follow(branch).map(|(_, node)| node);
        let parts = schema.and_then(|schema| schema.get("allOf")?.as_list());
        let mut schemas = schema.into_iter().chain(parts.into_iter().flatten());
        let found = schemas.find_map(|schema| {
            let property = schema.get("properties")?.get(self.property)?;
            let listed = property.get("enum").and_then(Node::as_list);
            let only = property.get("const").map(std::slice::from_ref);
            let values = only.or(listed)?.iter().map(Node::to_json);
            let texts = values.map(|value| match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            });
            Some(texts.collect())
        });
        found.unwrap_or_default()
    }

    /// What a schema is called that is a whole file.
    fn file_name(&self, place: &Place) -> Option<String> {
        let file = self.document.path(place.file)?.rsplit('/').next()?;
        file.split('.').next().map(str::to_owned)
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
                    let values = mapping.into_iter().flat_map(|mapping| mapping.values);
                    found.extend(values.filter_map(|(_, place)| Some(document.follow(&place)?.0)));
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

/// Whether a base has a value of its own, so that it is a schema beside its
/// subtypes.
fn maps_to_itself(document: &Document, base: &Node, place: &Place) -> bool {
    let mapping = Mapping::of(document, base, place);
    mapping.is_some_and(|mapping| mapping.values.iter().any(|(_, target)| target == place))
}

/// The schemas of a file that have names: a file of another name than the root
/// is one itself.
fn named_schemas<'a>(document: &'a Document, root: &Place) -> Vec<(Place, &'a Node)> {
    let components = root.key("components").key("schemas");
    let mut holders = vec![components];
    let mut named = Vec::new();
    if *root != document.root_place() {
        let keys = ["schemas", "definitions", "$defs", "models"];
        holders.extend(keys.iter().map(|key| root.key(key)));
        named.extend(document.node(root).map(|node| (root.clone(), node)));
    }
    for holder in holders {
        let schemas = document.node(&holder).and_then(Node::as_map);
        let schemas = schemas.into_iter().flatten();
        named.extend(schemas.map(|(name, node)| (holder.key(name), node)));
    }
    named
}

/// The schemas that `allOf` takes in.
fn parents(document: &Document, node: &Node, place: &Place) -> Vec<Place> {
    let members = node
        .get("allOf")
        .and_then(Node::as_list)
        .into_iter()
        .flatten();
    members
        .filter_map(|member| target(document, member, place))
        .filter_map(|place| document.follow(&place).map(|(place, _)| place))
        .collect()
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
