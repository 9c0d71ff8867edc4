//! Schemas of OpenAPI 3.0 and 3.1 → JSON Schema, draft 2020-12.

use std::collections::{HashMap, HashSet};

use oas_codegen::load::{Document, Version};
use oas_codegen::model::{Access, Direction};
use oas_codegen::tree::{Node, NodeMap, Place};
use serde_json::{Map, Value, json};

use super::keywords::{FORMATS, LIST, NAMED, ONE, PLAIN, READ_ONLY, TYPES};

/// Nodes are not nested deeper than this, but the bound is not ours to trust.
const DEEPEST: usize = 256;

/// Collects schemas. Each place is converted once, and others refer to it.
pub(super) struct Converter<'a> {
    document: &'a Document,
    direction: Direction,
    known: HashMap<Place, usize>,
    open: Vec<(usize, Place)>,
    all: Vec<Value>,
}

impl<'a> Converter<'a> {
    pub(super) fn new(document: &'a Document, direction: Direction) -> Self {
        Self {
            document,
            direction,
            known: HashMap::new(),
            open: Vec::new(),
            all: Vec::new(),
        }
    }

    /// The number of the schema at a place.
    pub(super) fn schema(&mut self, place: &Place) -> usize {
        let number = self.number(place);
        while let Some((number, place)) = self.open.pop() {
            let schema = match self.document.node(&place) {
                Some(node) => self.convert(&place, node, &HashSet::new(), 0),
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

    fn number(&mut self, place: &Place) -> usize {
        if let Some(number) = self.known.get(place) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(Value::Bool(true));
        self.known.insert(place.clone(), number);
        self.open.push((number, place.clone()));
        number
    }

    /// `unwanted` are properties that travel the other way, by what stands around
    /// this schema and is about the same value.
    fn convert(
        &mut self,
        place: &Place,
        node: &Node,
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
                let number = self.number(&target);
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
        let items = if map.contains_key("items") {
            &["items"][..]
        } else {
            &[]
        };
        for key in ONE.iter().chain(items) {
            if let Some(node) = map.get(*key)
                && matches!(node, Node::Map(_) | Node::Bool(_))
            {
                let schema = self.convert(&place.key(key), node, &elsewhere, depth + 1);
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
            let list = list.iter().enumerate();
            let list = list
                .map(|(index, node)| self.convert(&below.index(index), node, unwanted, depth + 1));
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
                let schema = self.convert(&place, node, &elsewhere, depth + 1);
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

/// Whether a word has something behind it that makes sense.
fn is_sound(key: &str, value: &Node) -> bool {
    match key {
        "enum" => value.as_list().is_some_and(|values| !values.is_empty()),
        "examples" => value.as_list().is_some(),
        "uniqueItems" => value.as_bool().is_some(),
        "multipleOf" => number(value).is_some_and(|number| number > 0.0),
        "dependentRequired" => value.as_map().is_some(),
        "title" | "contentEncoding" | "contentMediaType" => value.as_str().is_some(),
        "const" | "default" => true,
        _ => value.as_integer().is_some_and(|count| count >= 0),
    }
}

fn types(map: &NodeMap, out: &mut Map<String, Value>) {
    let known = |name: &&str| TYPES.contains(name);
    match map.get("type") {
        Some(Node::String(name)) if TYPES.contains(&name.as_str()) => {
            out.insert("type".to_owned(), name.as_str().into());
        }
        Some(Node::List(names)) => {
            let mut kept: Vec<&str> = names
                .iter()
                .filter_map(Node::as_str)
                .filter(known)
                .collect();
            kept.sort_unstable();
            kept.dedup();
            if !kept.is_empty() {
                out.insert("type".to_owned(), json!(kept));
            }
        }
        _ => {}
    }
}

/// `items` beside a tuple is what comes after it.
fn items(map: &NodeMap, out: &mut Map<String, Value>) {
    if map.get("items").and_then(Node::as_list).is_some()
        && let Some(Node::Bool(false)) = map.get("additionalItems")
    {
        out.insert("items".to_owned(), Value::Bool(false));
    }
}

/// In 3.0 an exclusive bound is a truth value beside the bound.
fn bounds(map: &NodeMap, out: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let limit = map.get(bound).filter(|node| number(node).is_some());
        match map.get(exclusive) {
            Some(Node::Bool(true)) => {
                if let Some(limit) = limit {
                    out.insert(exclusive.to_owned(), limit.to_json());
                }
                continue;
            }
            Some(node) if number(node).is_some() => {
                out.insert(exclusive.to_owned(), node.to_json());
            }
            _ => {}
        }
        if let Some(limit) = limit {
            out.insert(bound.to_owned(), limit.to_json());
        }
    }
}

fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Integer(_) | Node::Float(_) | Node::Big(_) => node.to_json().as_f64(),
        _ => None,
    }
}

/// Patterns that no engine takes, and formats that mean something else to
/// everybody, forbid nothing.
fn text(map: &NodeMap, out: &mut Map<String, Value>) {
    if let Some(pattern) = map.get("pattern").and_then(Node::as_str)
        && is_pattern(pattern)
    {
        out.insert("pattern".to_owned(), pattern.into());
    }
    if let Some(format) = map.get("format").and_then(Node::as_str)
        && map
            .get("type")
            .and_then(Node::as_str)
            .is_none_or(|name| name == "string")
    {
        let key = if FORMATS.contains(&format) {
            "format"
        } else {
            "x-format"
        };
        out.insert(key.to_owned(), format.into());
    } else if let Some(format) = map.get("format").and_then(Node::as_str) {
        out.insert("x-format".to_owned(), format.into());
    }
}

fn is_pattern(pattern: &str) -> bool {
    let schema = json!({ "type": "string", "pattern": pattern });
    jsonschema::options().build(&schema).is_ok()
}

/// 3.0's one example is the first of 3.1's.
fn examples(map: &NodeMap, out: &mut Map<String, Value>) {
    if let Some(example) = map.get("example") {
        let mut all = vec![example.to_json()];
        if let Some(Value::Array(more)) = out.remove("examples") {
            all.extend(more);
        }
        out.insert("examples".to_owned(), Value::Array(all));
    }
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
