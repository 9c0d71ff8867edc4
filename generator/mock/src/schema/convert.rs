//! Schemas of OpenAPI 3.0 and 3.1 → JSON Schema, draft 2020-12.

mod words;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use oas_codegen::discriminators::{Discriminators, Mapping, is_base};
use oas_codegen::load::{Document, Version};
use oas_codegen::model::{Access, Direction};
use oas_codegen::tree::{Node, NodeMap, Place};
use serde_json::{Map, Value, json};

use super::keywords::{LIST, NAMED, ONE, PLAIN, READ_ONLY};
use super::tags::{always, other_tags, tagged, untagged};
use words::{bounds, examples, is_pattern, is_sound, items, text, types};

/// Nodes are not nested deeper than this, but the bound is not ours to trust.
const DEEPEST: usize = 256;

/// Copies of parts double with each level of a document that means harm.
const MOST_COPIES: usize = 4_096;

/// Collects schemas. Each place is converted once, and others refer to it.
pub(super) struct Converter<'a> {
    document: &'a Document,
    discriminators: Arc<Discriminators>,
    direction: Direction,
    known: HashMap<(Place, Role), usize>,
    open: Vec<(usize, Place, Role)>,
    all: Vec<Value>,
    /// How many parts were copied into their wholes.
    copies: usize,
}

/// What a schema is to whoever refers to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    /// All that a value is: one of its subtypes, if it has a discriminator.
    Whole,
    /// The same where a discriminator beside the reference says which tags it has.
    Branch,
    /// A part of another, by `allOf`.
    Part,
}

impl<'a> Converter<'a> {
    pub(super) fn new(
        document: &'a Document,
        discriminators: Arc<Discriminators>,
        direction: Direction,
    ) -> Self {
        Self {
            document,
            discriminators,
            direction,
            known: HashMap::new(),
            open: Vec::new(),
            all: Vec::new(),
            copies: 0,
        }
    }

    /// The number of the schema at a place.
    pub(super) fn schema(&mut self, place: &Place) -> usize {
        let number = self.number(place, Role::Whole);
        while let Some((number, place, role)) = self.open.pop() {
            let schema = match self.document.node(&place) {
                Some(node) => self.subtypes(&place, node, role).unwrap_or_else(|| {
                    let schema = self.convert(&place, node, role, &HashSet::new(), 0);
                    self.told(&place, role, schema)
                }),
                None => Value::Bool(true),
            };
            if let Some(slot) = self.all.get_mut(number) {
                *slot = schema;
            }
        }
        number
    }

    pub(super) fn finish(self) -> Vec<Value> {
        self.all
    }

    /// A base with a discriminator is one of those that take it in.
    fn subtypes(&mut self, place: &Place, node: &Node, role: Role) -> Option<Value> {
        if role == Role::Part || !is_base(node) {
            return None;
        }
        let mapping = Mapping::of(self.document, node, place)?;
        let subtypes = self.discriminators.of_base(place, mapping.property());
        let branches = subtypes.iter().map(|subtype| {
            let part = super::reference(self.number(subtype, Role::Part));
            let (property, tags) = (mapping.property(), mapping.tags(subtype));
            tagged(
                self.document,
                json!({ "$ref": part }),
                subtype,
                property,
                &tags,
            )
        });
        let branches: Vec<Value> = branches.collect();
        let out = Map::from_iter([("oneOf".to_owned(), Value::Array(branches))]);
        (!subtypes.is_empty()).then(|| or_null(node.as_map().unwrap_or(&NodeMap::default()), out))
    }

    /// The schema with the tags that discriminators elsewhere give it: a subtype is
    /// itself, wherever it stands.
    fn told(&self, place: &Place, role: Role, schema: Value) -> Value {
        if role != Role::Whole {
            return schema;
        }
        let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (property, tag) in self.discriminators.tags(place) {
            known.entry(property).or_default().push(tag.clone());
        }
        if let Some((property, tags)) = self.discriminators.tag_choice(place) {
            known
                .entry(property)
                .or_default()
                .extend(tags.iter().cloned());
        }
        known.iter().fold(schema, |schema, (property, tags)| {
            always(self.document, schema, place, property, tags)
        })
    }

    fn number(&mut self, place: &Place, role: Role) -> usize {
        let key = (place.clone(), role);
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(Value::Bool(true));
        self.known.insert(key, number);
        self.open.push((number, place.clone(), role));
        number
    }

    /// `unwanted` are properties that travel the other way, by what stands around
    /// this schema and is about the same value.
    fn convert(
        &mut self,
        place: &Place,
        node: &Node,
        role: Role,
        unwanted: &HashSet<String>,
        depth: usize,
    ) -> Value {
        let Some(map) = node.as_map().filter(|_| depth < DEEPEST) else {
            // Whatever is no schema forbids nothing.
            return Value::Bool(node.as_bool().unwrap_or(true));
        };
        let mut out = Map::new();
        if let Some(reference) = map.get("$ref").and_then(Node::as_str) {
            // An unresolved reference forbids nothing.
            if let Ok(target) = self.document.resolve(place, reference) {
                let alone = role == Role::Part && map.len() == 1 && self.copies < MOST_COPIES;
                if alone && self.demands(&target, unwanted) {
                    self.copies += 1;
                    let document = self.document;
                    let (target, node) = document.follow(&target).unwrap_or((target, node));
                    return self.convert(&target, node, role, unwanted, depth + 1);
                }
                let number = self.number(&target, role);
                out.insert("$ref".to_owned(), super::reference(number).into());
            }
            if self.document.version() == Version::V3_0 {
                return or_null(map, out);
            }
        }
        for key in PLAIN {
            if let Some(value) = map.get(key).filter(|value| is_sound(key, value)) {
                out.insert(key.to_owned(), value.to_json());
            }
        }
        let unwanted = &self.unwanted(place, unwanted);
        self.schemas(place, map, &mut out, unwanted, depth);
        types(map, &mut out);
        items(map, &mut out);
        bounds(map, &mut out);
        text(map, &mut out);
        required(map, unwanted, &mut out);
        examples(map, &mut out);
        or_null(map, out)
    }

    fn schemas(
        &mut self,
        place: &Place,
        map: &NodeMap,
        out: &mut Map<String, Value>,
        unwanted: &HashSet<String>,
        depth: usize,
    ) {
        let elsewhere = HashSet::new();
        let document = self.document;
        let union = document.node(place);
        let mapping = union.and_then(|union| Mapping::of(document, union, place));
        let items = if map.contains_key("items") {
            &["items"][..]
        } else {
            &[]
        };
        for key in ONE.iter().chain(items) {
            if let Some(node) = map.get(*key)
                && matches!(node, Node::Map(_) | Node::Bool(_))
            {
                let schema =
                    self.convert(&place.key(key), node, Role::Whole, &elsewhere, depth + 1);
                out.insert((*key).to_owned(), schema);
            }
        }
        for key in LIST.iter().chain(items) {
            let Some(list) = map.get(*key).and_then(Node::as_list) else {
                continue;
            };
            let below = place.key(key);
            // What they say is about the same value, but for items.
            let same = matches!(*key, "allOf" | "anyOf" | "oneOf");
            let unwanted = if same { unwanted } else { &elsewhere };
            let role = match *key {
                "allOf" => Role::Part,
                "oneOf" | "anyOf" if mapping.is_some() => Role::Branch,
                _ => Role::Whole,
            };
            let others = match &mapping {
                Some(mapping) => other_tags(document, mapping, place, list),
                None => Vec::new(),
            };
            let list = list.iter().enumerate().map(|(index, node)| {
                let branch = below.index(index);
                let schema = self.convert(&branch, node, role, unwanted, depth + 1);
                let tags = mapping
                    .as_ref()
                    .filter(|_| matches!(*key, "oneOf" | "anyOf"));
                let reference = node.get("$ref").and_then(Node::as_str);
                let target = reference.and_then(|it| document.resolve(place, it).ok());
                match tags.zip(target) {
                    Some((mapping, target)) if mapping.is_default(&target) => {
                        untagged(&schema, mapping.property(), &others)
                    }
                    Some((mapping, target)) => {
                        let (property, tags) = (mapping.property(), mapping.tags(&target));
                        tagged(self.document, schema, &target, property, &tags)
                    }
                    None => schema,
                }
            });
            let list: Vec<Value> = list.collect();
            if !list.is_empty() {
                // Before 2020-12, tuples were lists under `items`.
                let key = if *key == "items" { "prefixItems" } else { key };
                out.insert(key.to_owned(), Value::Array(list));
            }
        }
        for key in NAMED {
            let Some(named) = map.get(key).and_then(Node::as_map) else {
                continue;
            };
            let below = place.key(key);
            let named = named.iter().map(|(name, node)| {
                let place = below.key(name);
                let schema = self.convert(&place, node, Role::Whole, &elsewhere, depth + 1);
                let schema = match key {
                    "properties" => self.by_direction(&place, schema),
                    _ => schema,
                };
                (name.clone(), schema)
            });
            let mut named: Map<String, Value> = named.collect();
            if key == "patternProperties" {
                named.retain(|pattern, _| is_pattern(pattern));
            }
            out.insert(key.to_owned(), Value::Object(named));
        }
    }

    /// Whether a part demands what its whole says travels the other way.
    fn demands(&self, part: &Place, unwanted: &HashSet<String>) -> bool {
        let mut open = vec![part.clone()];
        let mut seen = HashSet::new();
        while let Some(part) = open.pop() {
            let Some((place, node)) = self.document.follow(&part) else {
                continue;
            };
            let names = node.get("required").and_then(Node::as_list);
            let mut names = names.into_iter().flatten().filter_map(Node::as_str);
            if names.any(|name| unwanted.contains(name)) {
                return true;
            }
            let parts = node.get("allOf").and_then(Node::as_list);
            let count = parts.map_or(0, <[Node]>::len);
            let below = place.key("allOf");
            if seen.insert(place) {
                open.extend((0..count).map(|index| below.index(index)));
            }
        }
        false
    }

    /// The properties of a schema that travel the other way.
    fn unwanted(&self, place: &Place, around: &HashSet<String>) -> HashSet<String> {
        let declared = self.document.declared_properties(place).into_iter();
        let unwanted = declared
            .filter(|(_, places)| !self.document.access(places).allows(self.direction))
            .map(|(name, _)| name);
        unwanted.chain(around.iter().cloned()).collect()
    }

    /// A property that is only written is never in a response. One that is only read
    /// may be sent, and is marked, for it counts for nothing.
    fn by_direction(&self, place: &Place, mut schema: Value) -> Value {
        let access = self.document.access(std::slice::from_ref(place));
        match (self.direction, access) {
            (Direction::Response, Access::WriteOnly) => Value::Bool(false),
            (Direction::Request, Access::ReadOnly) => {
                if let Value::Object(schema) = &mut schema {
                    schema.insert(READ_ONLY.to_owned(), Value::Bool(true));
                }
                schema
            }
            _ => schema,
        }
    }
}

/// What travels the other way is not demanded.
fn required(map: &NodeMap, unwanted: &HashSet<String>, out: &mut Map<String, Value>) {
    let Some(names) = map.get("required").and_then(Node::as_list) else {
        return;
    };
    let mut kept: Vec<Value> = Vec::new();
    for name in names.iter().filter_map(Node::as_str) {
        if !unwanted.contains(name) && !kept.iter().any(|known| known == name) {
            kept.push(name.into());
        }
    }
    out.insert("required".to_owned(), Value::Array(kept));
}

/// The schema, or null where that is allowed beside it.
fn or_null(map: &NodeMap, schema: Map<String, Value>) -> Value {
    if map.get("nullable") == Some(&Node::Bool(true)) {
        allow_null(schema)
    } else {
        Value::Object(schema)
    }
}

fn allow_null(mut out: Map<String, Value>) -> Value {
    if let Some(Value::Array(values)) = out.get_mut("enum") {
        values.push(Value::Null);
    }
    match out.get_mut("type") {
        Some(name @ Value::String(_)) => *name = json!([name.clone(), "null"]),
        Some(Value::Array(names)) if !names.iter().any(|name| name == "null") => {
            names.push("null".into());
        }
        _ => {}
    }
    let speaks_of_others = ["$ref", "allOf", "anyOf", "oneOf", "const"]
        .iter()
        .any(|key| out.contains_key(*key));
    if !speaks_of_others {
        return Value::Object(out);
    }
    let examples = out.remove("examples");
    let mut schema = json!({ "anyOf": [Value::Object(out), { "type": "null" }] });
    if let (Some(examples), Value::Object(schema)) = (examples, &mut schema) {
        schema.insert("examples".to_owned(), examples);
    }
    schema
}

#[cfg(test)]
mod tests;
