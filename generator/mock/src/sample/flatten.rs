//! References followed, `allOf` merged, one branch of each choice taken: one
//! schema of plain words.

use rand::RngExt;
use serde_json::{Map, Value, json};

use super::Sampler;

/// More steps than this are a cycle.
const MOST_STEPS: usize = 400;

/// The schema in plain words. There is none if nothing fits it.
pub(super) fn flatten(
    sampler: &mut Sampler<'_>,
    schema: &Value,
    depth: usize,
) -> Option<Map<String, Value>> {
    let mut flat = Map::new();
    sampler.effort.spend_copy(schema)?;
    let mut open = vec![schema.clone()];
    let mut steps = 0;
    while let Some(schema) = open.pop() {
        steps += 1;
        if steps > MOST_STEPS {
            return None;
        }
        let Value::Object(mut map) = schema else {
            if schema == Value::Bool(false) {
                return None;
            }
            continue;
        };
        if map.contains_key("$ref") {
            let target = sampler.schemas.target(&Value::Object(map.clone()));
            if let Some(target) = target {
                sampler.effort.spend_copy(target)?;
                open.push(target.clone());
            }
            map.remove("$ref");
        }
        if let Some(Value::Array(all)) = map.remove("allOf") {
            open.extend(all);
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(Value::Array(branches)) = map.remove(key) {
                open.extend(choose(sampler, &branches, depth));
            }
        }
        merge(&mut flat, map);
    }
    Some(flat)
}

/// The first branch that says something, or any.
fn choose(sampler: &mut Sampler<'_>, branches: &[Value], depth: usize) -> Option<Value> {
    let null = json!("null");
    let telling = |branch: &&Value| branch.get("type") != Some(&null);
    if !sampler.manner.first {
        let index = sampler.rng.random_range(0..branches.len().max(1));
        return branches.get(index).cloned();
    }
    // Deep down, what can't go deeper is preferred.
    let simple = |branch: &&Value| {
        let target = sampler.schemas.follow(branch);
        target.is_some_and(|target| {
            let kind = target.get("type").and_then(Value::as_str);
            kind.is_some_and(|kind| kind != "object" && kind != "array")
        })
    };
    let shallow = (depth > 2).then(|| branches.iter().find(simple)).flatten();
    let telling = branches.iter().find(telling);
    shallow.or(telling).or(branches.first()).cloned()
}

/// Both schemas at once.
fn merge(flat: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        let Some(known) = flat.get_mut(&key) else {
            flat.insert(key, value);
            continue;
        };
        match key.as_str() {
            "properties" | "patternProperties" => members(known, value),
            "required" => {
                if let (Value::Array(known), Value::Array(more)) = (known, value) {
                    known.extend(more);
                }
            }
            "type" => *known = types(known, &value),
            "enum" => {
                if let (Value::Array(known), Value::Array(more)) = (known, value) {
                    known.retain(|value| more.contains(value));
                }
            }
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties"
                if value.as_f64() > known.as_f64() =>
            {
                *known = value;
            }
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties"
                if value.as_f64() < known.as_f64() =>
            {
                *known = value;
            }
            "items" | "not" => {
                let both = known.take();
                *known = json!({ "allOf": [both, value] });
            }
            "additionalProperties" if known == &Value::Bool(true) => *known = value,
            // Of examples and titles, those further out know better.
            _ => {}
        }
    }
}

fn members(known: &mut Value, more: Value) {
    let (Value::Object(known), Value::Object(more)) = (known, more) else {
        return;
    };
    for (name, schema) in more {
        let merged = match known.remove(&name) {
            None => schema,
            Some(other) if other == schema => other,
            Some(other) => json!({ "allOf": [other, schema] }),
        };
        known.insert(name, merged);
    }
}

fn types(known: &Value, more: &Value) -> Value {
    let list = |value: &Value| match value {
        Value::Array(names) => names.clone(),
        other => vec![other.clone()],
    };
    let more = list(more);
    let fits = |name: &Value| {
        // Every integer is a number.
        more.contains(name) || (name == "integer" && more.contains(&json!("number")))
    };
    let mut both: Vec<Value> = list(known).into_iter().filter(fits).collect();
    if both.is_empty() && list(known).contains(&json!("number")) && more.contains(&json!("integer"))
    {
        both.push(json!("integer"));
    }
    Value::Array(both)
}
