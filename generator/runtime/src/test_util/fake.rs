//! Values that are made up: from the schemas that types have.

use schemars::{JsonSchema, SchemaGenerator};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::codec::{CodecError, from_value};
use crate::random::{Rng, SeededRng};

/// Beyond this depth only what is required is made up, and a list is as short as can be.
const DEEP: usize = 5;

/// No schema is followed further, so that one that requires itself comes to an end.
const DEEPEST: usize = 40;

/// A value that is made up, for every type that has its schema: of emitted types, with
/// `json_schema = true` in the generator's configuration and the feature `schemars`.
///
/// It fits the schema, as far as that says it by types, members, values, bounds, lengths
/// and formats; of a `pattern`, an example or a default is taken. The same seed gives
/// the same value.
pub trait Fake: JsonSchema + DeserializeOwned {
    /// The value of a seed.
    ///
    /// # Errors
    /// If the type doesn't read what its schema allows, or the schema allows nothing.
    fn fake(seed: u64) -> Result<Self, CodecError> {
        let schema = SchemaGenerator::default().into_root_schema_for::<Self>();
        let root = schema.to_value();
        let rng = SeededRng::new(seed);
        from_value(Faker { root: &root, rng }.value(&root, 0))
    }
}

impl<T: JsonSchema + DeserializeOwned> Fake for T {}

struct Faker<'a> {
    root: &'a Value,
    rng: SeededRng,
}

impl Faker<'_> {
    fn below(&self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(1).max(1);
        usize::try_from(self.rng.next() % limit).unwrap_or_default()
    }

    fn pick<'v>(&self, values: &'v [Value]) -> Option<&'v Value> {
        values.get(self.below(values.len()))
    }

    fn value(&self, schema: &Value, depth: usize) -> Value {
        let Some(members) = schema.as_object().filter(|_| depth < DEEPEST) else {
            return Value::Null;
        };
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            let found = self.root.pointer(target.trim_start_matches('#'));
            return self.value(found.unwrap_or(&Value::Null), depth + 1);
        }
        if let Some(only) = members.get("const") {
            return only.clone();
        }
        if let Some(Value::Array(values)) = members.get("enum") {
            let some: Vec<Value> = values.iter().filter(|it| !it.is_null()).cloned().collect();
            return self.pick(&some).cloned().unwrap_or_default();
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            if let Some(Value::Array(parts)) = members.get(key) {
                let mut whole = members.clone();
                whole.remove(key);
                let chosen: Vec<&Value> = match key {
                    "allOf" => parts.iter().collect(),
                    _ => self.branch(parts, depth).into_iter().collect(),
                };
                for part in chosen {
                    self.merge(&mut whole, part, depth);
                }
                return self.value(&Value::Object(whole), depth + 1);
            }
        }
        self.plain(members, depth)
    }

    /// One of several; none that is null, and where it is deep none that leads deeper.
    fn branch<'v>(&self, parts: &'v [Value], depth: usize) -> Option<&'v Value> {
        let is_null = |part: &Value| part.get("type") == Some(&json!("null"));
        let some: Vec<&Value> = parts.iter().filter(|part| !is_null(part)).collect();
        let flat = some.iter().find(|part| part.get("$ref").is_none());
        match flat {
            Some(flat) if depth > DEEP => Some(flat),
            _ => some.get(self.below(some.len())).copied(),
        }
    }

    /// Adds what another schema says to one.
    fn merge(&self, whole: &mut Map<String, Value>, part: &Value, depth: usize) {
        let target = part.get("$ref").and_then(Value::as_str);
        let part = match target {
            Some(target) => self.root.pointer(target.trim_start_matches('#')),
            None => Some(part),
        };
        if depth >= DEEPEST {
            return;
        }
        for (key, value) in part.and_then(Value::as_object).into_iter().flatten() {
            match (whole.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) if key == "properties" => {
                    known.extend(more.clone());
                }
                (Some(Value::Array(known)), Value::Array(more))
                    if key == "required" || key == "allOf" =>
                {
                    known.extend(more.clone());
                }
                _ => {
                    whole.insert(key.clone(), value.clone());
                }
            }
        }
    }

    fn plain(&self, schema: &Map<String, Value>, depth: usize) -> Value {
        let named = match schema.get("type") {
            Some(Value::Array(types)) => types.iter().find(|it| *it != "null"),
            one => one,
        };
        match named.and_then(Value::as_str) {
            Some("object") => self.object(schema, depth),
            Some("array") => self.list(schema, depth),
            Some("string") => self.text(schema).into(),
            Some("boolean") => (self.below(2) == 0).into(),
            Some("integer") => self.whole(schema).into(),
            Some("number") => self.number(schema),
            Some(_) => Value::Null,
            None if schema.contains_key("properties") => self.object(schema, depth),
            None if schema.contains_key("items") => self.list(schema, depth),
            None => self.text(schema).into(),
        }
    }

    fn object(&self, schema: &Map<String, Value>, depth: usize) -> Value {
        let members = schema.get("properties").and_then(Value::as_object);
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|it| it == name));
        let mut object = Map::new();
        for (name, member) in members.into_iter().flatten() {
            if is_required(name) || depth < DEEP && self.below(4) > 0 {
                object.insert(name.clone(), self.value(member, depth + 1));
            }
        }
        if let (Some(other @ Value::Object(_)), true) =
            (schema.get("additionalProperties"), depth < DEEP)
        {
            object.insert("another".to_owned(), self.value(other, depth + 1));
        }
        object.into()
    }

    fn list(&self, schema: &Map<String, Value>, depth: usize) -> Value {
        let count = |key: &str| schema.get(key).and_then(Value::as_u64);
        let least = count("minItems").unwrap_or(0);
        let room = count("maxItems").unwrap_or(least + 2).saturating_sub(least);
        let more = if depth > DEEP { 0 } else { room.min(2) };
        let count = least + self.rng.next() % (more + 1);
        let item = schema.get("items").unwrap_or(&Value::Null);
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..count {
            let value = self.value(item, depth + 1);
            if schema.get("uniqueItems") != Some(&Value::Bool(true)) || !items.contains(&value) {
                items.push(value);
            }
        }
        items.into()
    }

    fn whole(&self, schema: &Map<String, Value>) -> i64 {
        let bound = |key: &str| schema.get(key).and_then(Value::as_i64);
        let above = bound("exclusiveMinimum").map(|bound| bound.saturating_add(1));
        let below = bound("exclusiveMaximum").map(|bound| bound.saturating_sub(1));
        let most = bound("maximum").or(below);
        let least = bound("minimum").or(above);
        let least = least.unwrap_or_else(|| most.map_or(0, |most| most.min(0)));
        let most = most.unwrap_or_else(|| least.saturating_add(1_000));
        let step = bound("multipleOf").filter(|step| *step > 0).unwrap_or(1);
        let first = least.div_euclid(step) + i64::from(least.rem_euclid(step) > 0);
        let room = most.div_euclid(step).saturating_sub(first).clamp(0, 1_000);
        let steps = i64::try_from(self.rng.next() % (room.unsigned_abs() + 1)).unwrap_or_default();
        first.saturating_add(steps).saturating_mul(step)
    }

    fn number(&self, schema: &Map<String, Value>) -> Value {
        let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
        let least = bound("minimum").or(bound("exclusiveMinimum"));
        let most = bound("maximum").or(bound("exclusiveMaximum"));
        if schema.contains_key("multipleOf") {
            return self.whole(schema).into();
        }
        let least = least.unwrap_or_else(|| most.map_or(0.0, |most| most.min(0.0) - 1.0));
        let most = most.unwrap_or(least + 1_000.0);
        // Never one of the two, which may be excluded.
        let part = [0.125, 0.25, 0.5, 0.75].get(self.below(4)).copied();
        (least + (most - least) * part.unwrap_or(0.5)).into()
    }

    fn text(&self, schema: &Map<String, Value>) -> String {
        if schema.contains_key("pattern") {
            let examples = schema.get("examples").and_then(Value::as_array);
            let known = examples.and_then(|values| values.first());
            let known = known
                .or_else(|| schema.get("example"))
                .or_else(|| schema.get("default"));
            if let Some(text) = known.and_then(Value::as_str) {
                return text.to_owned();
            }
        }
        let number = self.rng.next();
        let digit = number % 9 + 1;
        match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => format!("2026-0{digit}-1{digit}T0{digit}:30:00Z"),
            Some("date") => format!("2026-0{digit}-1{digit}"),
            Some("time") => format!("0{digit}:30:00Z"),
            Some("duration") => format!("PT{digit}M"),
            Some("email") => format!("mail{digit}@example.com"),
            Some("hostname") => format!("host{digit}.example.com"),
            Some("uri" | "url") => format!("https://example.com/{digit}"),
            Some("ipv4") => format!("192.0.2.{digit}"),
            Some("ipv6") => format!("2001:db8::{digit}"),
            Some("byte") => "Zm9vYmFy".to_owned(),
            Some("decimal") => format!("{digit}.5"),
            Some("uuid") => format!("{:08x}-0000-4000-8000-{:012x}", number >> 32, number >> 16),
            _ => words(schema, number),
        }
    }
}

/// A text within the bounds of its length.
fn words(schema: &Map<String, Value>, number: u64) -> String {
    let length = |key: &str| {
        let length = schema.get(key).and_then(Value::as_u64);
        length.and_then(|length| usize::try_from(length).ok())
    };
    let least = length("minLength").unwrap_or(1).min(10_000);
    let mut text = format!("text {}", number % 1_000);
    while text.len() < least {
        text.push_str(" and so on");
    }
    text.truncate(
        length("maxLength")
            .unwrap_or(usize::MAX)
            .min(text.len().max(least)),
    );
    text
}
