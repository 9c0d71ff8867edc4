//! Objects and lists.

use rand::RngExt;
use serde_json::{Map, Value};

use super::Sampler;

impl Sampler<'_> {
    pub(super) fn object(&mut self, flat: &Map<String, Value>, depth: usize) -> Option<Value> {
        let mut out = Map::new();
        let properties = flat.get("properties").and_then(Value::as_object);
        let required = flat.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        for name in required {
            if !out.contains_key(name) {
                let value = self.member(flat, name, depth)?;
                out.insert(name.to_owned(), value);
            }
        }
        let most = count(flat, "maxProperties").unwrap_or(usize::MAX);
        for (name, schema) in properties.into_iter().flatten() {
            if out.len() >= most || !self.is_generous(depth) {
                break;
            }
            if !out.contains_key(name)
                && let Some(value) = self.value(schema, name, depth + 1)
            {
                out.insert(name.clone(), value);
            }
        }
        self.fill(flat, &mut out, depth);
        Some(Value::Object(out))
    }

    /// A required member, which need not be declared.
    fn member(&mut self, flat: &Map<String, Value>, name: &str, depth: usize) -> Option<Value> {
        let declared = flat.get("properties").and_then(|all| all.get(name));
        let schema = declared.or(flat.get("additionalProperties"));
        self.value(schema.unwrap_or(&Value::Bool(true)), name, depth + 1)
    }

    /// Free members: as many as there must be, and one to show that there may.
    fn fill(&mut self, flat: &Map<String, Value>, out: &mut Map<String, Value>, depth: usize) {
        let least = count(flat, "minProperties").unwrap_or(0);
        let patterns = flat.get("patternProperties").and_then(Value::as_object);
        let by_pattern = patterns.and_then(|patterns| patterns.iter().next());
        let schema = match flat.get("additionalProperties") {
            Some(schema @ Value::Object(_)) => Some(schema),
            Some(Value::Bool(false)) => None,
            _ => Some(&Value::Bool(true)),
        };
        let is_map = !flat.contains_key("properties")
            && matches!(flat.get("additionalProperties"), Some(Value::Object(_)));
        let wanted = if is_map && self.is_generous(depth) {
            least.max(1)
        } else {
            least
        };
        for number in 0..wanted.min(100) {
            if out.len() >= wanted {
                return;
            }
            let properties = flat.get("properties").and_then(Value::as_object);
            let optional = properties.and_then(|all| {
                let mut left = all.iter().filter(|(name, _)| !out.contains_key(*name));
                left.next()
            });
            let (name, schema) = match (optional, by_pattern, schema) {
                (Some((name, schema)), ..) => (name.clone(), schema),
                (None, Some((pattern, schema)), _) => {
                    let matcher = self.matchers.get(pattern, self.effort);
                    let name =
                        matcher.and_then(|matcher| matcher.draw(&mut self.rng, self.effort, 1, 40));
                    (name.unwrap_or_default(), schema)
                }
                (None, None, Some(schema)) => (self.key(flat, number), schema),
                (None, None, None) => return,
            };
            if let Some(value) = self.value(schema, &name, depth + 1) {
                out.insert(name, value);
            }
        }
    }

    fn key(&mut self, flat: &Map<String, Value>, number: usize) -> String {
        let names = flat.get("propertyNames");
        let name = names.and_then(|schema| self.value(schema, "", super::DEEPEST - 1));
        match name {
            Some(Value::String(name)) => name,
            _ => format!("key{}", number + 1),
        }
    }

    pub(super) fn array(
        &mut self,
        flat: &Map<String, Value>,
        name: &str,
        depth: usize,
    ) -> Option<Value> {
        let mut out = Vec::new();
        let tuple = flat.get("prefixItems").and_then(Value::as_array);
        for schema in tuple.into_iter().flatten() {
            out.push(self.value(schema, name, depth + 1)?);
        }
        let least = count(flat, "minItems").unwrap_or(0);
        let most = count(flat, "maxItems").unwrap_or(usize::MAX).min(1000);
        let wanted = if self.is_generous(depth) {
            least.max(1)
        } else {
            least
        };
        let is_value = flat.get("uniqueItems") == Some(&Value::Bool(true));
        if let Some(schema) = flat.get("contains").filter(|_| out.len() < most) {
            out.extend(self.value(schema, name, depth + 1));
        }
        let schema = flat.get("items").unwrap_or(&Value::Bool(true));
        let mut tries = 0;
        while out.len() < wanted.min(most) && tries < 200 + wanted {
            tries += 1;
            let Some(value) = self.value(schema, name, depth + 1) else {
                break;
            };
            if is_value && out.contains(&value) {
                // Chance may bring another.
                self.manner.first = false;
                self.manner.examples = false;
                let _: u64 = self.rng.random();
                continue;
            }
            out.push(value);
        }
        (out.len() >= least.min(1000)).then_some(Value::Array(out))
    }
}

/// A count that the schema gives.
pub(super) fn count(flat: &Map<String, Value>, key: &str) -> Option<usize> {
    usize::try_from(flat.get(key)?.as_u64()?).ok()
}
