//! Discriminators: the branch that a tag means is the only one that fits.

use std::collections::HashSet;

use oas_codegen::discriminators::Mapping;
use oas_codegen::load::Document;
use oas_codegen::tree::{Node, Place};
use serde_json::{Value, json};

/// The schema of a branch that has one of these tags.
pub(super) fn tagged(
    document: &Document,
    schema: Value,
    branch: &Place,
    property: &str,
    tags: &[String],
) -> Value {
    match values(document, branch, property, tags) {
        Some(values) => json!({ "allOf": [
            schema,
            { "properties": { property: { "enum": values } }, "required": [property] },
        ] }),
        None => schema,
    }
}

/// The schema whose tag, if it is there, is one of these.
pub(super) fn always(
    document: &Document,
    schema: Value,
    place: &Place,
    property: &str,
    tags: &[String],
) -> Value {
    match values(document, place, property, tags) {
        Some(values) => {
            json!({ "allOf": [schema, { "properties": { property: { "enum": values } } }] })
        }
        None => schema,
    }
}

/// The tags as the property of a branch has them, if it may have any.
fn values(
    document: &Document,
    branch: &Place,
    property: &str,
    tags: &[String],
) -> Option<Vec<Value>> {
    let declared = Declared::of(document, branch, property);
    let is_told = !tags.is_empty() && !declared.is_forbidden;
    is_told.then(|| tags.iter().map(|tag| declared.value(tag)).collect())
}

/// The schema of the branch that is meant where a tag means none of the others.
pub(super) fn untagged(schema: &Value, property: &str, others: &[String]) -> Value {
    json!({ "allOf": [
        schema,
        { "not": { "properties": { property: { "enum": others } }, "required": [property] } },
    ] })
}

/// The tags of all branches but the one that needs none.
pub(super) fn other_tags(
    document: &Document,
    mapping: &Mapping<'_>,
    union: &Place,
    branches: &[Node],
) -> Vec<String> {
    let references = branches
        .iter()
        .filter_map(|branch| branch.get("$ref")?.as_str());
    let targets = references.filter_map(|it| document.resolve(union, it).ok());
    let tagged = targets.filter(|target| !mapping.is_default(target));
    tagged.flat_map(|target| mapping.tags(&target)).collect()
}

/// What a branch says of its tag.
#[derive(Default)]
struct Declared<'a> {
    /// The property's `type`.
    name: Option<&'a str>,
    /// The branch allows no members but others.
    is_forbidden: bool,
}

impl<'a> Declared<'a> {
    fn of(document: &'a Document, branch: &Place, property: &str) -> Self {
        let mut declared = Self::default();
        let mut is_known = false;
        let mut seen = HashSet::new();
        let mut open = vec![branch.clone()];
        while let Some(next) = open.pop() {
            let Some((place, node)) = document.follow(&next) else {
                continue;
            };
            if !seen.insert(place.clone()) {
                continue;
            }
            let schema = node.get("properties").and_then(|all| all.get(property));
            is_known |= schema.is_some();
            let name = schema.and_then(|schema| schema.get("type")?.as_str());
            declared.name = declared.name.or(name);
            let closed = node.get("additionalProperties") == Some(&Node::Bool(false));
            declared.is_forbidden |= closed;
            let members = node.get("allOf").and_then(Node::as_list);
            let members = members.into_iter().flatten().enumerate();
            open.extend(members.map(|(index, _)| place.key("allOf").index(index)));
        }
        declared.is_forbidden &= !is_known;
        declared
    }

    /// A tag, which is text in `mapping`, as the property has it.
    fn value(&self, tag: &str) -> Value {
        let typed = match self.name {
            Some("integer" | "number") => tag.parse::<i64>().ok().map(Value::from),
            Some("boolean") => tag.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        typed.unwrap_or_else(|| Value::from(tag))
    }
}
