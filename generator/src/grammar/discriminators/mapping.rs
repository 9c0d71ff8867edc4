//! What one discriminator says: which value means which schema.

use super::{branches, mapped};
use crate::load::Document;
use crate::tree::HashSet;
use crate::tree::{Node, Place};

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

    /// The schemas that its values mean.
    pub fn targets(&self) -> impl Iterator<Item = &Place> {
        self.values.iter().map(|(_, place)| place)
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
