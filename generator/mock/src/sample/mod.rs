//! Values that fit a schema, the same for the same seed.

mod effort;
mod flatten;
mod number;
mod object;
mod pattern;
mod text;

use std::hash::{DefaultHasher, Hash, Hasher};

use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value};

pub(crate) use text::uuid;

use crate::schema::{SchemaId, Schemas};
use effort::Effort;
use pattern::Matchers;

/// How a value is to look.
#[derive(Clone, Copy, Debug)]
struct Manner {
    /// Whether the document's own examples and defaults are taken.
    examples: bool,
    /// How deep properties are given that may as well be missing.
    optional: usize,
    /// Whether the first choice is taken wherever there is one.
    first: bool,
}

/// The manners that are tried in turn, until a value fits.
const MANNERS: [Manner; 5] = [
    Manner {
        examples: true,
        optional: 4,
        first: true,
    },
    Manner {
        examples: false,
        optional: 3,
        first: true,
    },
    Manner {
        examples: false,
        optional: 0,
        first: true,
    },
    Manner {
        examples: false,
        optional: 0,
        first: false,
    },
    Manner {
        examples: true,
        optional: 1,
        first: false,
    },
];

/// How often the manners are gone through.
const ROUNDS: u64 = 6;

/// How deep a value is nested at most.
const DEEPEST: usize = 40;

/// Of how many parts a value consists before it is kept short.
const MOST_PARTS: usize = 1500;

/// A value for a schema.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sample {
    /// It fits.
    Fitting(Value),
    /// None that fits was found; this comes near.
    Near(Value),
    /// Nothing at all was found.
    None,
}

impl Sample {
    pub(crate) fn value(self) -> Option<Value> {
        match self {
            Self::Fitting(value) | Self::Near(value) => Some(value),
            Self::None => None,
        }
    }
}

/// A value for the schema. `what` tells values of one schema apart.
pub(crate) fn sample(schemas: &Schemas, id: SchemaId, seed: u64, what: &impl Hash) -> Sample {
    let schema = schemas.get(id);
    let validator = schemas.validator(id);
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    let seed = seed ^ hasher.finish();
    let mut near = None;
    let mut effort = Effort::default();
    let mut matchers = Matchers::default();
    for round in 0..ROUNDS {
        for (index, manner) in MANNERS.iter().enumerate() {
            // Where nothing is left to chance, chance needs no second try.
            if round > 0 && manner.first && index != 1 {
                continue;
            }
            let salt = (round << 8) | u64::try_from(index).unwrap_or(0);
            let mut sampler = Sampler::new(
                schemas,
                seed ^ salt.rotate_left(40),
                *manner,
                &mut effort,
                &mut matchers,
            );
            let Some(value) = sampler.value(schema, "", 0) else {
                continue;
            };
            match validator.as_ref().filter(|judge| judge.can_judge(&value)) {
                Some(validator) if !validator.is_valid(&value) => near = near.or(Some(value)),
                Some(_) => return Sample::Fitting(value),
                // Where nothing can judge, the first is as good as any.
                None => return Sample::Near(value),
            }
        }
    }
    near.map_or(Sample::None, Sample::Near)
}

/// A value for a schema that stands within another one, made up afresh.
pub(crate) fn fresh(schemas: &Schemas, schema: &Value, seed: u64) -> Option<Value> {
    let validator = schemas.build(schema)?;
    let mut effort = Effort::default();
    let mut matchers = Matchers::default();
    (0..ROUNDS).find_map(|round| {
        let manner = Manner {
            examples: false,
            optional: 1,
            first: round == 0,
        };
        let mut sampler = Sampler::new(
            schemas,
            seed ^ (round << 50),
            manner,
            &mut effort,
            &mut matchers,
        );
        let value = sampler.value(schema, "", 0)?;
        validator.is_valid(&value).then_some(value)
    })
}

struct Sampler<'a> {
    schemas: &'a Schemas,
    rng: Pcg64Mcg,
    manner: Manner,
    parts: usize,
    effort: &'a mut Effort,
    matchers: &'a mut Matchers,
}

impl<'a> Sampler<'a> {
    fn new(
        schemas: &'a Schemas,
        seed: u64,
        manner: Manner,
        effort: &'a mut Effort,
        matchers: &'a mut Matchers,
    ) -> Self {
        Self {
            schemas,
            rng: Pcg64Mcg::seed_from_u64(seed),
            manner,
            parts: 0,
            effort,
            matchers,
        }
    }

    /// A value for a schema that stands behind a name. There is none for a
    /// schema that nothing fits, that is too deep in itself, or that asks for
    /// more than a server would send.
    fn value(&mut self, schema: &Value, name: &str, depth: usize) -> Option<Value> {
        self.parts += 1;
        self.effort.spend(1)?;
        if depth > DEEPEST {
            return None;
        }
        if schema == &Value::Bool(false) {
            return None;
        }
        let flat = flatten::flatten(self, schema, depth)?;
        if let Some(value) = flat.get("const") {
            return self.effort.copy(value);
        }
        if self.manner.examples
            && let Some(value) = self.given(&flat)
        {
            return Some(value);
        }
        if let Some(Value::Array(values)) = flat.get("enum") {
            return self.choose(values);
        }
        match self.kind(&flat) {
            "null" => Some(Value::Null),
            "boolean" => Some(Value::Bool(true)),
            "integer" => number::integer(&mut self.rng, &flat).map(Value::from),
            "number" => number::decimal(&mut self.rng, &flat),
            "array" => self.array(&flat, name, depth),
            "object" => self.object(&flat, depth),
            _ if let Some(content) = flat.get("contentSchema") => {
                let content = self.value(content, name, depth + 1)?;
                Some(content.to_string().into())
            }
            _ => {
                text::text(&mut self.rng, self.effort, self.matchers, &flat, name).map(Value::from)
            }
        }
    }

    /// What the document itself gives for an example.
    fn given(&mut self, flat: &Map<String, Value>) -> Option<Value> {
        let examples = flat.get("examples").and_then(Value::as_array);
        if let Some(examples) = examples.filter(|examples| !examples.is_empty()) {
            return self.choose(examples);
        }
        let default = flat.get("default").filter(|value| !value.is_null());
        self.effort.copy(default?)
    }

    /// One of several; the first that says something, where chance has no say.
    fn choose(&mut self, values: &[Value]) -> Option<Value> {
        let telling = values.iter().find(|value| !value.is_null());
        let chosen = telling.filter(|_| self.manner.first);
        self.effort
            .copy(chosen.or_else(|| values.choose(&mut self.rng))?)
    }

    fn kind(&mut self, flat: &Map<String, Value>) -> &'static str {
        const KINDS: [&str; 7] = [
            "object", "array", "string", "integer", "number", "boolean", "null",
        ];
        let known = |name: &str| KINDS.into_iter().find(|kind| *kind == name);
        match flat.get("type") {
            Some(Value::String(name)) => return known(name).unwrap_or("string"),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).filter_map(known);
                let names: Vec<&'static str> = names.collect();
                let telling = names.iter().find(|name| **name != "null").copied();
                let any = names.choose(&mut self.rng).copied();
                let found = if self.manner.first {
                    telling.or(any)
                } else {
                    any
                };
                return found.unwrap_or("null");
            }
            _ => {}
        }
        let says = |keys: &[&str]| keys.iter().any(|key| flat.contains_key(*key));
        if says(&[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "patternProperties",
        ]) {
            "object"
        } else if says(&["items", "prefixItems", "minItems", "contains"]) {
            "array"
        } else if says(&["minimum", "maximum", "exclusiveMinimum", "multipleOf"]) {
            "integer"
        } else {
            "string"
        }
    }

    /// Whether properties that may be missing are given here.
    fn is_generous(&self, depth: usize) -> bool {
        depth < self.manner.optional && self.parts < MOST_PARTS
    }
}
