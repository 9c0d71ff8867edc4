//! Schemas of OpenAPI 3.0 and 3.1 → JSON Schema, draft 2020-12.

use std::collections::HashMap;

use oas_codegen::load::{Document, Version};
use oas_codegen::tree::{Node, NodeMap, Place};
use serde_json::{Map, Value, json};

use super::Direction;
use super::keywords::{FORMATS, LIST, NAMED, ONE, PLAIN, TYPES};

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
                Some(node) => self.convert(&place, node, 0),
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

    fn convert(&mut self, place: &Place, node: &Node, depth: usize) -> Value {
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
                return Value::Object(out);
            }
        }
        for key in PLAIN {
            if let Some(value) = map.get(key).filter(|value| is_sound(key, value)) {
                out.insert(key.to_owned(), value.to_json());
            }
        }
        self.schemas(place, map, &mut out, depth);
        types(map, &mut out);
        items(map, &mut out);
        bounds(map, &mut out);
        text(map, &mut out);
        self.required(map, &mut out);
        examples(map, &mut out);
        if map.get("nullable") == Some(&Node::Bool(true)) {
            allow_null(out)
        } else {
            Value::Object(out)
        }
    }

    fn schemas(
        &mut self,
        place: &Place,
        map: &NodeMap,
        out: &mut Map<String, Value>,
        depth: usize,
    ) {
        let items = if map.contains_key("items") {
            &["items"][..]
        } else {
            &[]
        };
        for key in ONE.iter().chain(items) {
            if let Some(node) = map.get(*key)
                && matches!(node, Node::Map(_) | Node::Bool(_))
            {
                let schema = self.convert(&place.key(key), node, depth + 1);
                out.insert((*key).to_owned(), schema);
            }
        }
        for key in LIST.iter().chain(items) {
            let Some(list) = map.get(*key).and_then(Node::as_list) else {
                continue;
            };
            let below = place.key(key);
            let list = list.iter().enumerate();
            let list = list.map(|(index, node)| self.convert(&below.index(index), node, depth + 1));
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
                let schema = self.convert(&below.key(name), node, depth + 1);
                (name.clone(), schema)
            });
            let mut named: Map<String, Value> = named.collect();
            if key == "patternProperties" {
                named.retain(|pattern, _| is_pattern(pattern));
            }
            out.insert(key.to_owned(), Value::Object(named));
        }
    }

    /// What is only read is not demanded of requests, and the reverse.
    fn required(&self, map: &NodeMap, out: &mut Map<String, Value>) {
        let Some(names) = map.get("required").and_then(Node::as_list) else {
            return;
        };
        let properties = map.get("properties");
        let unwanted = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let mut kept: Vec<Value> = Vec::new();
        for name in names.iter().filter_map(Node::as_str) {
            let says = properties.and_then(|properties| properties.get(name));
            let is_unwanted = says
                .is_some_and(|schema| schema.get(unwanted).and_then(Node::as_bool) == Some(true));
            if !is_unwanted && !kept.iter().any(|known| known == name) {
                kept.push(name.into());
            }
        }
        out.insert("required".to_owned(), Value::Array(kept));
    }
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
mod tests {
    use super::*;
    use oas_codegen::Sink;
    use oas_codegen::load::{Source, load};

    fn converted(version: &str, schemas: &str) -> Vec<Value> {
        let text = format!("openapi: {version}\ncomponents: {{schemas: {schemas}}}\n");
        let document = load(&Source::from_text("a.yaml", text), &mut Sink::new()).unwrap();
        let mut converter = Converter::new(&document, Direction::Request);
        let place = document.root_place().key("components").key("schemas");
        converter.schema(&place.key("A"));
        converter.finish()
    }

    #[test]
    fn what_3_0_says_is_said_in_the_words_of_json_schema() {
        let schemas = "{A: {type: integer, nullable: true, minimum: 3, exclusiveMinimum: true, \
                       enum: [4], example: 4, format: int32}}";
        let expected = json!({
            "type": ["integer", "null"], "exclusiveMinimum": 3, "enum": [4, null],
            "examples": [4], "x-format": "int32",
        });
        assert_eq!(converted("3.0.3", schemas), [expected]);
    }

    #[test]
    fn references_are_numbers_and_may_go_in_circles() {
        let schemas = "{A: {properties: {a: {$ref: '#/components/schemas/A'}, \
                       b: {$ref: '#/nowhere'}}}}";
        let expected = json!({"properties": {
            "a": {"$ref": "urn:oas-mock:schemas#/$defs/0"}, "b": {},
        }});
        assert_eq!(converted("3.0.3", schemas), [expected]);
    }

    #[test]
    fn what_is_only_read_is_not_demanded_of_requests() {
        let schemas = "{A: {required: [a, b], properties: {a: {readOnly: true}, b: {}}}}";
        let all = converted("3.1.0", schemas);
        assert_eq!(all[0]["required"], json!(["b"]));
    }

    #[test]
    fn look_around_is_kept_and_nonsense_is_not() {
        let schemas = "{A: {properties: {a: {pattern: '^(?=.*a)b'}, b: {pattern: '('}}}}";
        let all = converted("3.1.0", schemas);
        assert_eq!(all[0]["properties"]["a"]["pattern"], "^(?=.*a)b");
        assert_eq!(all[0]["properties"]["b"], json!({}));
    }

    #[test]
    fn null_is_allowed_beside_what_others_say() {
        let schemas = "{A: {nullable: true, allOf: [{$ref: '#/components/schemas/B'}]}, \
                       B: {type: object}}";
        let all = converted("3.0.3", schemas);
        let expected = json!({"anyOf": [
            {"allOf": [{"$ref": "urn:oas-mock:schemas#/$defs/1"}]}, {"type": "null"},
        ]});
        assert_eq!(all[0], expected);
    }
}
