//! How much work it is to hold a value against a schema.
//!
//! A judge looks at each schema as often as others lead to it. Where every one leads to
//! the next twice, that doubles with each.

use std::collections::HashMap;
use std::ptr;
use std::sync::Arc;

use serde_json::Value;

use super::{branches, index};

/// So many looks are taken, and [`MOST_EACH`] more for each part of the value.
const MOST: usize = 100_000;

const MOST_EACH: usize = 50;

/// So many at most where each that fails is told, which takes memory.
const MOST_TOLD: usize = 200_000;

/// What is told of a branch holds a copy of the value: of so much at most.
const MOST_COPIED: usize = 1_000_000;

/// So many bytes of a text are as much as a number is.
const BYTES_EACH: usize = 32;

/// How a value can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// With all that is wrong.
    Told,
    /// As a whole.
    Whole,
    /// Not at all.
    Endless,
}

/// Where schemas lead: to others for the same value, and to those of its parts. One that
/// refers to no other is a look, and has no place of its own.
pub(super) struct Graph {
    /// Those of the document, if these are of a schema that may refer to them.
    shared: Option<Arc<Graph>>,
    nodes: Vec<Edges>,
}

#[derive(Default)]
struct Edges {
    /// How many schemas for the same value refer to no other.
    ends: usize,
    same: Vec<usize>,
    named: Vec<(String, usize)>,
    members: Vec<usize>,
    prefix: Vec<(usize, usize)>,
    items: Vec<usize>,
}

impl Graph {
    /// Of the schemas of a document, each at the place that it has there.
    pub(super) fn of(all: &[Value]) -> Self {
        let mut graph = Self {
            shared: None,
            nodes: Vec::new(),
        };
        graph.nodes.resize_with(all.len(), Edges::default);
        graph.read(all.iter().enumerate().collect());
        graph
    }

    /// Of a schema that may refer to those of the document, and where it begins.
    pub(super) fn of_one(shared: &Arc<Graph>, schema: &Value) -> (Self, Option<usize>) {
        let mut graph = Self {
            shared: Some(shared.clone()),
            nodes: Vec::new(),
        };
        let mut open = Vec::new();
        let start = graph.place(schema, &mut open);
        graph.read(open);
        (graph, start)
    }

    fn read(&mut self, mut open: Vec<(usize, &Value)>) {
        while let Some((at, schema)) = open.pop() {
            let edges = self.edges(schema, &mut open);
            let own = at.checked_sub(self.first_own());
            if let Some(node) = own.and_then(|own| self.nodes.get_mut(own)) {
                *node = edges;
            }
        }
    }

    fn first_own(&self) -> usize {
        self.shared.as_ref().map_or(0, |shared| shared.nodes.len())
    }

    fn node(&self, at: usize) -> Option<&Edges> {
        match (&self.shared, at.checked_sub(self.first_own())) {
            (_, Some(own)) => self.nodes.get(own),
            (Some(shared), None) => shared.nodes.get(at),
            (None, None) => None,
        }
    }

    /// The place of a schema, if it leads anywhere. A reference alone has that of what it
    /// refers to.
    fn place<'a>(
        &mut self,
        schema: &'a Value,
        open: &mut Vec<(usize, &'a Value)>,
    ) -> Option<usize> {
        let words = schema.as_object()?;
        if words.len() == 1
            && let Some(target) = index(schema)
        {
            return Some(target);
        }
        words.keys().any(|word| leads(word)).then(|| {
            let at = self.first_own().saturating_add(self.nodes.len());
            self.nodes.push(Edges::default());
            open.push((at, schema));
            at
        })
    }

    fn edges<'a>(&mut self, schema: &'a Value, open: &mut Vec<(usize, &'a Value)>) -> Edges {
        let mut edges = Edges::default();
        edges.same.extend(index(schema));
        for part in for_whole(schema) {
            match self.place(part, open) {
                Some(at) => edges.same.push(at),
                None => edges.ends = edges.ends.saturating_add(1),
            }
        }
        // To know what nothing has looked at yet, all of it is gone through again.
        let words = ["unevaluatedProperties", "unevaluatedItems"];
        if words.iter().any(|word| schema.get(word).is_some()) {
            edges.same.extend_from_within(..);
            edges.ends = edges.ends.saturating_mul(2);
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, schema) in properties.into_iter().flatten() {
            let at = self.place(schema, open);
            edges.named.extend(at.map(|at| (name.clone(), at)));
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let patterns = patterns.into_iter().flat_map(|patterns| patterns.values());
        for schema in patterns.chain(under(schema, &MEMBERS)) {
            edges.members.extend(self.place(schema, open));
        }
        let first = schema.get("prefixItems").and_then(Value::as_array);
        for (item, schema) in first.into_iter().flatten().enumerate() {
            edges
                .prefix
                .extend(self.place(schema, open).map(|at| (item, at)));
        }
        for schema in under(schema, &ITEMS) {
            edges.items.extend(self.place(schema, open));
        }
        edges
    }

    /// How a value can be judged by the schema at a place.
    pub(super) fn work(&self, start: Option<usize>, value: &Value) -> Work {
        let most = parts(value).saturating_mul(MOST_EACH).saturating_add(MOST);
        let mut open: Vec<(usize, &Value)> =
            start.map(|start| (start, value)).into_iter().collect();
        let mut looks = 0_usize;
        let mut copied = 0_usize;
        let mut weights: HashMap<*const Value, usize> = HashMap::new();
        while let Some((at, value)) = open.pop() {
            let Some(edges) = self.node(at) else {
                continue;
            };
            looks = looks.saturating_add(1).saturating_add(edges.ends);
            if looks.saturating_add(open.len()) > most {
                return Work::Endless;
            }
            open.extend(edges.same.iter().map(|at| (*at, value)));
            let branching = edges.same.len().saturating_add(edges.ends);
            if branching > 0 && copied <= MOST_COPIED {
                let weight = weights.entry(ptr::from_ref(value));
                let weight = *weight.or_insert_with(|| weight_of(value));
                copied = copied.saturating_add(branching.saturating_mul(weight));
            }
            match value {
                Value::Object(members) => {
                    let named = edges.named.iter();
                    open.extend(named.filter_map(|(name, at)| Some((*at, members.get(name)?))));
                    for at in &edges.members {
                        open.extend(members.values().map(|value| (*at, value)));
                    }
                }
                Value::Array(items) => {
                    let prefix = edges.prefix.iter();
                    open.extend(prefix.filter_map(|(item, at)| Some((*at, items.get(*item)?))));
                    for at in &edges.items {
                        open.extend(items.iter().map(|value| (*at, value)));
                    }
                }
                _ => {}
            }
        }
        if looks > MOST_TOLD || copied > MOST_COPIED {
            Work::Whole
        } else {
            Work::Told
        }
    }
}

fn parts(value: &Value) -> usize {
    sum(value, |_| 1)
}

/// How much a copy of a value takes.
fn weight_of(value: &Value) -> usize {
    let of_text = |text: &str| (text.len() / BYTES_EACH).saturating_add(1);
    sum(value, |part| match part {
        Value::String(text) => of_text(text),
        Value::Object(members) => members.keys().map(|name| of_text(name)).sum(),
        _ => 1,
    })
}

/// The sum of what each part of a value counts.
fn sum(value: &Value, each: impl Fn(&Value) -> usize) -> usize {
    let mut open = vec![value];
    let mut sum = 0_usize;
    while let Some(value) = open.pop() {
        sum = sum.saturating_add(each(value));
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    sum
}

/// Words with a schema for the members of a value, for its items, and for itself.
const MEMBERS: [&str; 2] = ["additionalProperties", "unevaluatedProperties"];
const ITEMS: [&str; 3] = ["items", "contains", "unevaluatedItems"];
const SAME: [&str; 4] = ["not", "if", "then", "else"];

/// Whether a word leads to other schemas.
fn leads(word: &str) -> bool {
    let several = [
        "$ref",
        "allOf",
        "anyOf",
        "oneOf",
        "dependentSchemas",
        "properties",
        "patternProperties",
        "prefixItems",
    ];
    let ones = MEMBERS.iter().chain(&ITEMS).chain(&SAME);
    several.iter().chain(ones).any(|leading| *leading == word)
}

/// What is looked at for the same value.
fn for_whole(schema: &Value) -> impl Iterator<Item = &Value> {
    let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
    let dependent = dependent.into_iter().flat_map(|schemas| schemas.values());
    branches(schema)
        .chain(under(schema, &SAME))
        .chain(dependent)
}

/// The schemas that stand behind words. One that is true or false is no work.
fn under<'a>(schema: &'a Value, words: &'static [&'static str]) -> impl Iterator<Item = &'a Value> {
    let found = words.iter().filter_map(|word| schema.get(word));
    found.filter(|schema| schema.is_object())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(all: &[Value], value: &Value) -> Work {
        Graph::of(all).work(Some(0), value)
    }

    fn doubled(levels: usize, word: &str) -> Vec<Value> {
        let next = |at: usize| json!({"$ref": super::super::reference(at + 1)});
        let mut all: Vec<Value> = (0..levels)
            .map(|at| json!({word: [next(at), next(at)]}))
            .collect();
        all.push(json!({"type": "string"}));
        all
    }

    #[test]
    fn what_doubles_with_each_level_is_not_judged() {
        for word in ["allOf", "anyOf", "oneOf"] {
            let work = |levels| {
                let all = doubled(levels, word);
                of(&all, &json!("a"))
            };
            assert_eq!(work(8), Work::Told, "{word}");
            assert_eq!(work(40), Work::Endless, "{word}");
        }
    }

    #[test]
    fn what_doubles_with_each_level_of_the_value_is_not_judged() {
        let own = json!({"$ref": super::super::reference(0)});
        let branch = json!({"properties": {"a": own}});
        let all = [json!({"allOf": [branch.clone(), branch]})];
        let value = |depth: usize| (0..depth).fold(json!({}), |value, _| json!({"a": value}));
        assert_eq!(of(&all, &value(5)), Work::Told);
        assert_eq!(of(&all, &value(60)), Work::Endless);
    }

    #[test]
    fn long_lists_are_judged() {
        let all =
            [json!({"type": "array", "items": {"anyOf": [{"type": "null"}, {"type": "integer"}]}})];
        let work = |items| of(&all, &Value::Array(vec![json!(1); items]));
        assert_eq!(work(50_000), Work::Told);
        assert_eq!(work(100_000), Work::Whole);
    }

    #[test]
    fn what_would_be_copied_too_often_is_not_told() {
        let all = [json!({"oneOf": vec![json!({"type": "object"}); 5_000]})];
        let work = |value: Value| of(&all, &value);
        assert_eq!(work(json!({"a": "b"})), Work::Told);
        assert_eq!(work(Value::Array(vec![json!(1); 20_000])), Work::Whole);
        assert_eq!(work(json!("a".repeat(1_000_000))), Work::Whole);
        assert_eq!(work(json!({"a".repeat(1_000_000): 1})), Work::Whole);
    }
}
