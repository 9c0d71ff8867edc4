//! Schemas that hold together.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::address;

/// JSON Schema's types.
const TYPES: [&str; 7] = [
    "object", "array", "string", "integer", "number", "boolean", "null",
];

/// Words that only make sense in one type.
const SIGNS: [(&str, &[&str]); 4] = [
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
            "propertyNames",
        ],
    ),
    (
        "array",
        &["items", "prefixItems", "minItems", "maxItems", "contains"],
    ),
    ("string", &["pattern", "minLength", "maxLength"]),
    ("number", &["minimum", "maximum", "multipleOf"]),
];

/// Schemas that hold together, and what their discriminators ask for.
#[derive(Default)]
pub(super) struct Schemas<'a> {
    list: Vec<&'a Value>,
    pub tags: Vec<(&'a str, &'a str)>,
}

impl<'a> Schemas<'a> {
    pub fn push(&mut self, schema: &'a Value) {
        self.list.push(schema);
    }

    /// Notes what a discriminator says of a component.
    pub fn tag(&mut self, discriminator: &'a Value, component: &'a str) {
        self.tags.extend(tag_of(discriminator, component));
    }

    /// What tells these from others.
    pub fn key(&self) -> usize {
        self.list.first().map_or(0, |first| address(first))
    }

    /// What they say by a word.
    pub fn all(&self, word: &str) -> Vec<&'a Value> {
        self.list
            .iter()
            .filter_map(|schema| schema.get(word))
            .collect()
    }

    pub fn one(&self, word: &str) -> Option<&'a Value> {
        self.list.iter().find_map(|schema| schema.get(word))
    }

    /// The least of what they give as a number of things.
    pub fn least(&self, word: &str) -> Option<usize> {
        self.counts(word).min()
    }

    pub fn most(&self, word: &str) -> Option<usize> {
        self.counts(word).max()
    }

    fn counts(&self, word: &str) -> impl Iterator<Item = usize> {
        let all = self.all(word).into_iter();
        all.filter_map(Value::as_u64)
            .map(|count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// The values that every `enum` has.
    pub fn values(&self) -> Option<Vec<&'a Value>> {
        let mut lists = self.all("enum").into_iter().filter_map(Value::as_array);
        let first: Vec<&Value> = lists.next()?.iter().collect();
        Some(lists.fold(first, |mut kept, list| {
            kept.retain(|value| list.contains(value));
            kept
        }))
    }

    /// The types that all of them allow. Where they say none, what their other
    /// words are about.
    pub fn types(&self) -> Vec<&'static str> {
        let mut types = TYPES.to_vec();
        let mut said = false;
        for schema in &self.list {
            let names: Vec<&str> = match schema.get("type") {
                Some(Value::String(name)) => vec![name],
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
                _ => continue,
            };
            said = true;
            types.retain(|known| {
                names.contains(known) || (*known == "integer" && names.contains(&"number"))
            });
        }
        if types.contains(&"number") {
            types.retain(|known| *known != "integer");
        }
        let about = SIGNS
            .into_iter()
            .find(|(_, words)| words.iter().any(|word| self.one(word).is_some()));
        match about {
            Some((name, _)) if !said => vec![name],
            _ => types,
        }
    }

    /// Each declared member, and the schemas that hold for it.
    pub fn properties(&self) -> IndexMap<&'a str, Vec<&'a Value>> {
        let mut properties: IndexMap<&str, Vec<&Value>> = IndexMap::new();
        for declared in self
            .all("properties")
            .into_iter()
            .filter_map(Value::as_object)
        {
            for (name, schema) in declared {
                properties.entry(name).or_default().push(schema);
            }
        }
        properties
    }

    /// The members that must be there.
    pub fn required(&self) -> Vec<&'a str> {
        let lists = self.all("required").into_iter().filter_map(Value::as_array);
        let mut names: Vec<&str> = lists.flatten().filter_map(Value::as_str).collect();
        names.extend(self.tags.iter().map(|(name, _)| *name));
        let mut seen = std::collections::HashSet::new();
        names.retain(|name| seen.insert(*name));
        names
    }

    /// What holds for the first entries of an array, and for the others; whether
    /// there may be no others.
    pub fn items(&self) -> (Vec<Vec<&'a Value>>, Vec<&'a Value>, bool) {
        let mut prefix: Vec<Vec<&Value>> = Vec::new();
        let mut items = Vec::new();
        let mut closed = false;
        for schema in &self.list {
            let tuple = schema.get("prefixItems").or(schema.get("items"));
            for (index, schema) in tuple
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .enumerate()
            {
                match prefix.get_mut(index) {
                    Some(known) => known.push(schema),
                    None => prefix.push(vec![schema]),
                }
            }
            match schema.get("items") {
                Some(Value::Bool(false)) => closed = true,
                Some(schema @ Value::Object(_)) => items.push(schema),
                _ => {}
            }
            closed |= schema.get("additionalItems") == Some(&Value::Bool(false))
                || schema.get("unevaluatedItems") == Some(&Value::Bool(false));
        }
        (prefix, items, closed)
    }
}

/// The member that a discriminator tells a component by, and what is in it.
fn tag_of<'a>(discriminator: &'a Value, component: &'a str) -> Option<(&'a str, &'a str)> {
    let name = discriminator.get("propertyName")?.as_str()?;
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let mut mapping = mapping.into_iter().flatten();
    let tag = mapping.find(|(_, target)| {
        target
            .as_str()
            .is_some_and(|target| last(target) == component)
    });
    Some((name, tag.map_or(component, |(tag, _)| tag.as_str())))
}

/// What unions with discriminators ask of the components that are their branches.
pub(super) fn tags<'a>(
    value: &'a Value,
    found: &mut HashMap<&'a str, Vec<(&'a str, &'a str)>>,
    depth: usize,
) {
    if depth > 100 {
        return;
    }
    if let Some(discriminator) = value.get("discriminator") {
        let lists = ["oneOf", "anyOf"].into_iter();
        let lists = lists.filter_map(|word| value.get(word)?.as_array());
        for branch in lists.flatten() {
            let component = branch
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(component);
            if let Some(component) = component
                && let Some(tag) = tag_of(discriminator, component)
            {
                found.entry(component).or_default().push(tag);
            }
        }
    }
    match value {
        Value::Object(map) => map.values().for_each(|below| tags(below, found, depth + 1)),
        Value::Array(list) => list.iter().for_each(|below| tags(below, found, depth + 1)),
        _ => {}
    }
}

/// The component that a reference leads to.
pub(super) fn component(reference: &str) -> Option<&str> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then_some(name)
}

/// The last token of a reference.
pub(super) fn last(reference: &str) -> &str {
    reference.rsplit(['/', '#']).next().unwrap_or(reference)
}

/// Which components take in a component by `allOf`.
pub(super) fn subtypes(document: &Value) -> HashMap<&str, Vec<&str>> {
    let mut all: HashMap<&str, Vec<&str>> = HashMap::new();
    let components = document
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in components.into_iter().flatten() {
        let parts = schema.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            let base = part.get("$ref").and_then(Value::as_str).and_then(component);
            if let Some(base) = base {
                all.entry(base).or_default().push(name);
            }
        }
    }
    all
}

/// Every schema with an anchor.
pub(super) fn anchors<'a>(value: &'a Value, found: &mut HashMap<&'a str, &'a Value>, depth: usize) {
    if depth > 100 {
        return;
    }
    match value {
        Value::Object(map) => {
            for word in ["$anchor", "$dynamicAnchor"] {
                if let Some(name) = map.get(word).and_then(Value::as_str) {
                    found.entry(name).or_insert(value);
                }
            }
            map.values()
                .for_each(|below| anchors(below, found, depth + 1));
        }
        Value::Array(list) => list
            .iter()
            .for_each(|below| anchors(below, found, depth + 1)),
        _ => {}
    }
}
