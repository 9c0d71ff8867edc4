//! The schemas of emitted types as JSON Schema, draft 2020-12: what the document
//! says, with references between types in place of those between schemas.

use crate::load::Document;
use crate::model::{Api, JsonSchema, TypeArena, TypeDef, TypeId, TypeKind};
use crate::tree::{HashMap, Node, Place};
use serde_json::{Map, Value, json};

/// So deep, schemas may lie in each other where no type stands between them.
const DEEPEST: usize = 64;

/// So many schemas without a type are written out within others of that kind, for each
/// type: some refer to each other, or twice to one that refers twice to another.
const MOST_WITHIN: usize = 50;

/// What JSON Schema doesn't know, or has under another name.
const UNKNOWN: [&str; 5] = [
    "discriminator",
    "example",
    "externalDocs",
    "nullable",
    "xml",
];

/// Gives each type the schema that it comes from.
pub(crate) fn describe(document: &Document, api: &mut Api) {
    let mut by_place: HashMap<Place, Vec<TypeId>> = HashMap::default();
    for (id, def) in api.types.iter().filter(|(_, def)| is_type(def)) {
        by_place.entry(def.place.clone()).or_default().push(id);
    }
    let ids: Vec<TypeId> = by_place.values().flatten().copied().collect();
    for id in ids {
        let mut writer = SchemaWriter {
            document,
            types: &api.types,
            by_place: &by_place,
            of: &api.types[id],
            references: Vec::new(),
            within: 0,
            left: MOST_WITHIN,
        };
        let place = writer.of.place.clone();
        let value = match document.node(&place) {
            Some(node) => writer.schema(&place, node, 0),
            None => Value::Bool(true),
        };
        let mut references = writer.references;
        references.sort();
        references.dedup();
        api.types[id].json_schema = Some(JsonSchema { value, references });
    }
}

/// Whether something of this name is emitted that is not only another name.
fn is_type(def: &TypeDef) -> bool {
    !def.usage.nowhere && !matches!(def.kind, TypeKind::Alias(_))
}

struct SchemaWriter<'a> {
    document: &'a Document,
    types: &'a TypeArena,
    by_place: &'a HashMap<Place, Vec<TypeId>>,
    /// The type whose schema is written.
    of: &'a TypeDef,
    references: Vec<(String, TypeId)>,
    /// How many references lead to what is being written.
    within: usize,
    /// How many more schemas may be written out within others.
    left: usize,
}

impl SchemaWriter<'_> {
    fn schema(&mut self, place: &Place, node: &Node, depth: usize) -> Value {
        let Some(map) = node.as_map().filter(|_| depth < DEEPEST) else {
            return Value::Bool(node.as_bool().unwrap_or(true));
        };
        let mut out = Map::new();
        if map.contains_key("$ref") {
            out = self.reference(place, depth);
        } else {
            for (key, value) in map {
                if key.starts_with("x-") || UNKNOWN.contains(&key.as_str()) {
                    continue;
                }
                let value = self.word(&place.key(key), key, value, depth);
                out.insert(key.clone(), value);
            }
            bounds(&mut out);
            if let Some(example) = map.get("example").filter(|_| !out.contains_key("examples")) {
                out.insert("examples".to_owned(), json!([example.to_json()]));
            }
        }
        match map.get("nullable").and_then(Node::as_bool) {
            Some(true) => or_null(out),
            _ => Value::Object(out),
        }
    }

    /// What stands behind one word of a schema.
    fn word(&mut self, place: &Place, key: &str, value: &Node, depth: usize) -> Value {
        match (key, value) {
            ("properties" | "patternProperties" | "dependentSchemas" | "$defs", Node::Map(map)) => {
                let schemas = map.iter().map(|(name, node)| {
                    let schema = self.schema(&place.key(name), node, depth + 1);
                    (name.clone(), schema)
                });
                Value::Object(schemas.collect())
            }
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Node::List(list)) => {
                let schemas = list.iter().enumerate();
                let schemas =
                    schemas.map(|(at, node)| self.schema(&place.index(at), node, depth + 1));
                Value::Array(schemas.collect())
            }
            (
                "items"
                | "additionalProperties"
                | "not"
                | "if"
                | "then"
                | "else"
                | "contains"
                | "propertyNames"
                | "unevaluatedItems"
                | "unevaluatedProperties",
                Node::Map(_),
            ) => self.schema(place, value, depth + 1),
            _ => value.to_json(),
        }
    }

    /// A reference to the type of what is referred to, or where that has none, its
    /// schema.
    fn reference(&mut self, place: &Place, depth: usize) -> Map<String, Value> {
        let Some((target, node)) = self.document.follow(place) else {
            return Map::new();
        };
        if let Some(id) = self.type_at(&target) {
            let name = self.types[id].name.plain().to_owned();
            self.references.push((name.clone(), id));
            return Map::from_iter([("$ref".to_owned(), Value::String(name))]);
        }
        if self.within > 0 {
            let Some(left) = self.left.checked_sub(1) else {
                return Map::new();
            };
            self.left = left;
        }
        self.within += 1;
        let schema = self.schema(&target, node, depth + 1);
        self.within -= 1;
        match schema {
            Value::Object(out) => out,
            _ => Map::new(),
        }
    }

    /// The type of a schema: of several, that which travels the same way.
    fn type_at(&self, place: &Place) -> Option<TypeId> {
        let ids = self.by_place.get(place)?;
        let mut same = ids.iter().filter(|id| {
            let usage = self.types[**id].usage;
            (usage.request && self.of.usage.request) || (usage.response && self.of.usage.response)
        });
        same.next().or(ids.first()).copied()
    }
}

/// `exclusiveMinimum: true` beside `minimum`, as it was before the draft's numbers.
fn bounds(out: &mut Map<String, Value>) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match out.get(exclusive) {
            Some(Value::Bool(true)) => match out.remove(bound) {
                Some(value) => out.insert(exclusive.to_owned(), value),
                None => out.remove(exclusive),
            },
            Some(Value::Bool(false)) => out.remove(exclusive),
            _ => None,
        };
    }
}

/// The schema, or null.
fn or_null(mut out: Map<String, Value>) -> Value {
    if let Some(Value::Array(values)) = out.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(name @ Value::String(_)) = out.get_mut("type") {
        *name = json!([name.clone(), "null"]);
        return Value::Object(out);
    }
    if out.is_empty() {
        return Value::Object(out);
    }
    json!({ "anyOf": [out, { "type": "null" }] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_openapi_become_those_of_json_schema() {
        let mut out = Map::from_iter([
            ("type".to_owned(), json!("number")),
            ("minimum".to_owned(), json!(1)),
            ("exclusiveMinimum".to_owned(), json!(true)),
            ("exclusiveMaximum".to_owned(), json!(false)),
        ]);
        bounds(&mut out);
        assert_eq!(
            or_null(out),
            json!({ "type": ["number", "null"], "exclusiveMinimum": 1 })
        );
        let choice = Map::from_iter([("oneOf".to_owned(), json!([{}]))]);
        assert_eq!(or_null(choice)["anyOf"][1], json!({ "type": "null" }));
    }
}
