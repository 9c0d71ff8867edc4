//! What one discriminator says: which value means which schema.

use super::{branches, mapped, parents};
use crate::load::Document;
use crate::tree::{HashMap, HashSet};
use crate::tree::{Node, Place};
use std::cell::OnceCell;

/// So many schemas that another one takes in are asked what they call it.
const MOST_BASES: usize = 30;

/// What one discriminator says.
#[derive(Debug)]
pub struct Mapping<'a> {
    document: &'a Document,
    /// Its `propertyName`.
    property: &'a str,
    /// The schemas that its values mean, in document order.
    targets: Vec<Place>,
    /// The values of each of them, as the document refers to it.
    by_reference: HashMap<Place, Vec<&'a str>>,
    /// The same, as what it is in the end.
    by_target: HashMap<Place, Vec<&'a str>>,
    /// What is meant where no value says it (`defaultMapping`).
    default: Option<Place>,
    /// The branches of the union.
    branches: Vec<Place>,
    /// How many of them list a value for the property.
    declaring: OnceCell<HashMap<String, usize>>,
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
        let (mut by_reference, mut by_target) = (HashMap::default(), HashMap::default());
        let mut targets = Vec::new();
        for (tag, place) in values {
            targets.push(place.clone());
            if let Some((target, _)) = document.follow(&place) {
                let tags: &mut Vec<&str> = by_target.entry(target).or_default();
                tags.push(tag);
            }
            let tags: &mut Vec<&str> = by_reference.entry(place).or_default();
            tags.push(tag);
        }
        let default = discriminator.get("defaultMapping").and_then(Node::as_str);
        let default = default.and_then(|target| mapped(document, from, target));
        Some(Self {
            document,
            property: discriminator.get("propertyName")?.as_str()?,
            targets,
            by_reference,
            by_target,
            default: default.and_then(|place| Some(document.follow(&place)?.0)),
            branches: branches(document, union, from),
            declaring: OnceCell::new(),
        })
    }

    /// Whether a branch is what is meant where no value says it, so that it may have
    /// any.
    #[must_use]
    pub fn is_default(&self, branch: &Place) -> bool {
        let target = self.document.follow(branch).map(|(target, _)| target);
        target.is_some() && target == self.default
    }

    /// The schemas that its values mean.
    pub fn targets(&self) -> impl Iterator<Item = &Place> {
        self.targets.iter()
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
    pub(super) fn mapped(&self, reference: &Place, target: &Place) -> Vec<String> {
        let same = self.by_reference.get(reference);
        let tags = same.or_else(|| self.by_target.get(target));
        let tags = tags.into_iter().flatten();
        tags.map(|tag| (*tag).to_owned()).collect()
    }

    /// The values mapped to the schema, or those that it gives the property itself,
    /// or else its name.
    fn named(&self, branch: &Place) -> Vec<String> {
        let target = self.document.follow(branch).map(|(target, _)| target);
        let mapped = target.map(|target| self.mapped(branch, &target));
        let mapped = mapped.filter(|mapped| !mapped.is_empty());
        let declared = || {
            let declared = self.declared(branch);
            let own = usize::from(self.branches.contains(branch));
            let is_shared = |value| self.declaring().get(value).is_some_and(|all| *all > own);
            let is_own = declared.len() == 1 || !declared.iter().any(is_shared);
            Some(declared).filter(|declared| !declared.is_empty() && is_own)
        };
        let inherited = || self.inherited(branch);
        mapped
            .or_else(declared)
            .or_else(inherited)
            .unwrap_or_else(|| {
                let name = branch.pointer.last().map(str::to_owned);
                let name = name.or_else(|| self.file_name(branch));
                name.into_iter().collect()
            })
    }

    /// The values by which a base knows the schema, if it tells its subtypes apart by the
    /// same property.
    fn inherited(&self, branch: &Place) -> Option<Vec<String>> {
        let (target, _) = self.document.follow(branch)?;
        let mut seen = HashSet::from_iter([target.clone()]);
        let mut open = vec![target.clone()];
        while let Some(next) = open.pop().filter(|_| seen.len() <= MOST_BASES) {
            let Some(node) = self.document.node(&next) else {
                continue;
            };
            let room = MOST_BASES.saturating_sub(seen.len());
            for parent in parents(self.document, node, &next).take(room) {
                let base = self.document.node(&parent);
                let base = base.and_then(|base| Self::of(self.document, base, &parent));
                let base = base.filter(|base| base.property == self.property);
                let tags = base.map(|base| base.mapped(branch, &target));
                if let Some(tags) = tags.filter(|tags| !tags.is_empty()) {
                    return Some(tags);
                }
                if seen.insert(parent.clone()) {
                    open.push(parent);
                }
            }
        }
        None
    }

    fn declaring(&self) -> &HashMap<String, usize> {
        self.declaring.get_or_init(|| {
            let mut all = HashMap::default();
            let branches: HashSet<&Place> = self.branches.iter().collect();
            for branch in branches {
                let values: HashSet<String> = self.declared(branch).into_iter().collect();
                for value in values {
                    let count: &mut usize = all.entry(value).or_default();
                    *count = count.saturating_add(1);
                }
            }
            all
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
