//! Instances of schemas, made from the document as it was written: our own model
//! has no say.
//!
//! Wherever there is a choice (a branch, a value of an enum, a type, a bound),
//! the instances take turns, so that a few of them see all of it.

mod expand;
mod number;
mod object;
mod schemas;
mod text;

use std::collections::{HashMap, HashSet};

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value, json};

use schemas::Schemas;

/// How an instance is to look.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How many of a hundred members that may be missing are there.
    pub optional: u32,
    /// How deep such members, and entries of arrays, are given.
    pub depth: usize,
    /// Whether objects have members that nobody declares.
    pub undeclared: bool,
    /// Whether null may stand wherever it is allowed.
    pub null: bool,
}

impl Manner {
    /// The manner of the instance of that number: the least, all there is, all
    /// there is and deep, and then as chance has it.
    pub fn of(number: usize) -> Manner {
        let (optional, depth) = match number {
            0 => (0, 0),
            1 => (100, 4),
            2 => (100, 8),
            _ if number % 5 == 3 => (50, 10),
            _ => (60, 4),
        };
        Manner {
            optional,
            depth,
            undeclared: number % 4 == 3,
            null: number > 1,
        }
    }
}

/// A member that nobody declares.
const UNDECLARED: &str = "zz_undeclared";

/// How deep instances are nested at most.
const DEEPEST: usize = 40;

/// Of how many parts an instance consists before it is kept short.
const MOST_PARTS: usize = 600;

/// How often a schema is tried before it is given up.
const TRIES: usize = 6;

/// Makes instances of the schemas of one document.
pub struct Maker<'a> {
    document: &'a Value,
    /// Nothing counts beside `$ref`, as in OpenAPI 3.0.
    references_alone: bool,
    /// What marks members that don't travel this way.
    unwanted: &'static str,
    /// Components that take in another by `allOf`.
    subtypes: HashMap<&'a str, Vec<&'a str>>,
    /// What unions ask of the components that are their branches.
    tags: HashMap<&'a str, Vec<(&'a str, &'a str)>>,
    /// Schemas by `$anchor` or `$dynamicAnchor`.
    anchors: HashMap<&'a str, &'a Value>,
    rng: Pcg64Mcg,
    turns: HashMap<(usize, &'static str), usize>,
    manner: Manner,
    parts: usize,
    /// The members of the last instance that no schema declares.
    undeclared: HashSet<String>,
    /// Whether the last instance is, or holds, a subtype of what its schema says.
    subtyped: bool,
}

impl<'a> Maker<'a> {
    pub fn new(
        document: &'a Value,
        references_alone: bool,
        unwanted: &'static str,
        seed: u64,
    ) -> Self {
        let mut anchors = HashMap::new();
        schemas::anchors(document, &mut anchors, 0);
        let mut tags = HashMap::new();
        schemas::tags(document, &mut tags, 0);
        Self {
            document,
            references_alone,
            unwanted,
            subtypes: schemas::subtypes(document),
            tags,
            anchors,
            rng: Pcg64Mcg::seed_from_u64(seed),
            turns: HashMap::new(),
            manner: Manner::of(0),
            parts: 0,
            undeclared: HashSet::new(),
            subtyped: false,
        }
    }

    /// An instance of the schema at a place, if one can be made.
    pub fn instance(&mut self, pointer: &str, manner: Manner) -> Option<Value> {
        let schema = self.document.pointer(pointer)?;
        self.manner = manner;
        self.parts = 0;
        self.undeclared.clear();
        self.subtyped = false;
        let component = pointer.strip_prefix("/components/schemas/");
        let component = component.and_then(|name| self.component(name));
        self.value(&[schema], component, 0)
    }

    /// The members of the last instance that no schema declares. Some are required
    /// nevertheless.
    pub fn undeclared(&self) -> &HashSet<String> {
        &self.undeclared
    }

    /// Whether the last instance is, or holds, a subtype of what its schema says: no
    /// schema that a validator looks at declares the members of that.
    pub fn is_subtyped(&self) -> bool {
        self.subtyped
    }

    /// The name of a component, as the document has it.
    fn component(&self, name: &str) -> Option<&'a str> {
        let all = self.document.pointer("/components/schemas")?.as_object()?;
        all.get_key_value(name).map(|(name, _)| name.as_str())
    }

    /// A value for which all the schemas hold.
    fn value(
        &mut self,
        all: &[&'a Value],
        component: Option<&'a str>,
        depth: usize,
    ) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let tries = if depth > 12 { 2 } else { TRIES };
        for _ in 0..tries {
            self.parts += 1;
            if self.parts > MOST_PARTS * 8 {
                return None;
            }
            let schemas = self.expand(all, component)?;
            if let Some(value) = self.of_schemas(&schemas, depth) {
                return Some(value);
            }
        }
        None
    }

    fn of_schemas(&mut self, schemas: &Schemas<'a>, depth: usize) -> Option<Value> {
        let values = schemas.values();
        // One of several described constants, of which an enum beside them may leave fewer.
        let constant = schemas.one("const");
        let constant = constant.filter(|one| values.as_ref().is_none_or(|all| all.contains(one)));
        if let Some(value) = constant {
            return Some(value.clone());
        }
        if let Some(values) = values {
            let null = self.manner.null;
            let values: Vec<&Value> = values
                .into_iter()
                .filter(|value| null || !value.is_null())
                .collect();
            let turn = self.turn(schemas.key(), "enum", values.len());
            return values.get(turn).copied().cloned();
        }
        match self.type_of(schemas, depth)? {
            "null" => Some(Value::Null),
            "boolean" => Some((self.turn(schemas.key(), "boolean", 2) == 0).into()),
            "integer" => self.integer(schemas),
            "number" => self.number(schemas),
            "array" => self.array(schemas, depth),
            "object" => self.object(schemas, depth),
            _ => self.text(schemas).map(Value::from),
        }
    }

    /// The next of so many choices.
    fn turn(&mut self, key: usize, what: &'static str, count: usize) -> usize {
        let turn = self.turns.entry((key, what)).or_insert(0);
        let now = *turn;
        *turn = turn.wrapping_add(1);
        now.checked_rem(count).unwrap_or(0)
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    fn type_of(&mut self, schemas: &Schemas<'a>, depth: usize) -> Option<&'static str> {
        let mut types = schemas.types();
        if !self.manner.null && types.len() > 1 {
            types.retain(|name| *name != "null");
        }
        // Beyond the depth that is wanted, what ends soonest.
        let shallow: Vec<&str> = types
            .iter()
            .copied()
            .filter(|name| !matches!(*name, "array" | "object"))
            .collect();
        let types = if depth > self.manner.depth + 4 && !shallow.is_empty() {
            shallow
        } else {
            types
        };
        let turn = self.turn(schemas.key(), "type", types.len());
        types.get(turn).copied()
    }

    /// Any JSON, where a schema says nothing.
    fn any(&mut self) -> Value {
        let all = [
            json!("any"),
            json!(9_223_372_036_854_775_807_i64),
            json!({"a": [1, "b", null], "c": {"d": 1.5}}),
            json!(true),
            json!([1, [2], {}]),
            json!(u64::MAX),
            json!(-0.25),
        ];
        let turn = self.turn(0, "any", all.len());
        all.into_iter().nth(turn).unwrap_or_default()
    }

    fn array(&mut self, schemas: &Schemas<'a>, depth: usize) -> Option<Value> {
        let least = schemas.most("minItems").unwrap_or(0);
        let most = schemas.least("maxItems").unwrap_or(usize::MAX);
        let (prefix, items, closed) = schemas.items();
        let is_generous = depth < self.manner.depth && self.parts < MOST_PARTS;
        let wanted = if is_generous {
            let turn = self.turn(schemas.key(), "items", 3);
            prefix.len() + [2, 1, 3].get(turn).copied().unwrap_or(1)
        } else {
            0
        };
        let most = if closed { most.min(prefix.len()) } else { most };
        let count = wanted.max(least).min(most.max(least));
        let unique = schemas.one("uniqueItems") == Some(&Value::Bool(true));
        let contains = schemas.all("contains");
        let mut list: Vec<Value> = Vec::new();
        for index in 0..count.min(200) {
            let mut holds: Vec<&Value> =
                prefix.get(index).cloned().unwrap_or_else(|| items.clone());
            if index == prefix.len() || (index + 1 == count && list.len() < prefix.len()) {
                holds.extend(&contains);
            }
            let mut made = self.entry(&holds, depth);
            for _ in 0..4 {
                if !unique || made.as_ref().is_none_or(|value| !list.contains(value)) {
                    break;
                }
                made = self.entry(&holds, depth);
            }
            match made {
                Some(value) if !unique || !list.contains(&value) => list.push(value),
                _ if list.len() >= least => break,
                _ => return None,
            }
        }
        Some(Value::Array(list))
    }

    fn entry(&mut self, holds: &[&'a Value], depth: usize) -> Option<Value> {
        if holds.iter().all(|schema| says_nothing(schema)) {
            return Some(self.any());
        }
        self.value(holds, None, depth + 1)
    }
}

/// What tells one schema of the document from another.
fn address(schema: &Value) -> usize {
    std::ptr::from_ref(schema).addr()
}

fn says_nothing(schema: &Value) -> bool {
    *schema == Value::Bool(true) || schema.as_object().is_some_and(Map::is_empty)
}
