//! Objects.

use serde_json::{Map, Value};

use super::schemas::Schemas;
use super::{MOST_PARTS, Maker, UNDECLARED, says_nothing, text};
use crate::samples::direction::is_flagged;

impl<'a> Maker<'a> {
    pub(super) fn object(&mut self, schemas: &Schemas<'a>, depth: usize) -> Option<Value> {
        let mut map = Map::new();
        let required = schemas.required();
        let properties = schemas.properties();
        for (name, holds) in &properties {
            let must = required.contains(name);
            if !must && !self.wants(holds, depth) {
                continue;
            }
            if let Some(value) = self.entry(holds, depth) {
                map.insert((*name).to_owned(), value);
            } else if must {
                return None;
            }
        }
        let free = Free::of(schemas);
        for name in required {
            if !map.contains_key(name) && !properties.contains_key(name) {
                let value = self.entry(&free.values, depth)?;
                map.insert(name.to_owned(), value);
                if free.is_silent {
                    self.undeclared.insert(name.to_owned());
                }
            }
        }
        for (name, tag) in &schemas.tags {
            // A tag is a text in the mapping, whatever the member is.
            if map.get(*name).is_none_or(Value::is_string) {
                map.insert((*name).to_owned(), (*tag).into());
            }
        }
        self.more(schemas, &free, &mut map, depth)?;
        Some(Value::Object(map))
    }

    /// Whether a member that may be missing is there.
    fn wants(&mut self, holds: &[&'a Value], depth: usize) -> bool {
        let flagged = |schema: &&Value| is_flagged(self.document, schema, self.unwanted, 0);
        if depth >= self.manner.depth || self.parts > MOST_PARTS || holds.iter().any(flagged) {
            return false;
        }
        self.chance(self.manner.optional)
    }

    /// Members beside those that are declared.
    fn more(
        &mut self,
        schemas: &Schemas<'a>,
        free: &Free<'a>,
        map: &mut Map<String, Value>,
        depth: usize,
    ) -> Option<()> {
        let least = schemas.most("minProperties").unwrap_or(0);
        let most = schemas.least("maxProperties").unwrap_or(usize::MAX);
        let is_generous = depth < self.manner.depth && self.parts < MOST_PARTS;
        if is_generous && self.manner.optional > 0 {
            for (pattern, schema) in &free.patterns {
                if map.len() < most
                    && let Some(name) = text::matching(&mut self.rng, pattern, 0, 40)
                    && !map.contains_key(&name)
                    && let Some(value) = self.entry(&[schema], depth)
                {
                    map.insert(name, value);
                }
            }
        }
        let is_wanted = free.said && is_generous && self.manner.optional > 0;
        let wanted = if is_wanted { 2 } else { 0 };
        let wanted = wanted.max(least.saturating_sub(map.len()));
        for index in 0..wanted.min(100) {
            if free.closed || map.len() >= most {
                break;
            }
            let Some(name) = self.name(schemas, index) else {
                break;
            };
            if map.contains_key(&name) {
                continue;
            }
            match self.entry(&free.values, depth) {
                Some(value) => {
                    if free.is_silent {
                        self.undeclared.insert(name.clone());
                    }
                    map.insert(name, value);
                }
                None if map.len() < least => return None,
                None => break,
            }
        }
        if self.manner.undeclared && free.is_silent && map.len() < most {
            let value = self.any();
            map.insert(UNDECLARED.to_owned(), value);
            self.undeclared.insert(UNDECLARED.to_owned());
        }
        Some(())
    }

    /// A name for a member of a map.
    fn name(&mut self, schemas: &Schemas<'a>, index: usize) -> Option<String> {
        const NAMES: [&str; 6] = ["extra", "ключ", "with space", "type", "$ref", "a.b/c~d"];
        if let Some(names) = schemas.one("propertyNames") {
            if let Some(values) = names.get("enum").and_then(Value::as_array) {
                return values.get(index)?.as_str().map(str::to_owned);
            }
            if !says_nothing(names) {
                return self.value(&[names], None, 1)?.as_str().map(str::to_owned);
            }
        }
        let turn = self.turn(schemas.key(), "name", NAMES.len());
        NAMES.get(turn).map(|name| (*name).to_owned())
    }
}

/// What may stand beside declared members.
struct Free<'a> {
    /// Nothing may.
    closed: bool,
    /// Something is said of it.
    said: bool,
    /// Nothing is said of it, and so anything may.
    is_silent: bool,
    values: Vec<&'a Value>,
    patterns: Vec<(&'a str, &'a Value)>,
}

impl<'a> Free<'a> {
    fn of(schemas: &Schemas<'a>) -> Self {
        let mut said = schemas.all("additionalProperties");
        said.extend(schemas.all("unevaluatedProperties"));
        let patterns = schemas.all("patternProperties").into_iter();
        let patterns = patterns.filter_map(Value::as_object).flatten();
        let patterns: Vec<(&str, &Value)> = patterns
            .map(|(pattern, schema)| (pattern.as_str(), schema))
            .collect();
        Self {
            closed: said.contains(&&Value::Bool(false)),
            said: !said.is_empty(),
            is_silent: said.is_empty()
                && patterns.is_empty()
                && schemas.one("propertyNames").is_none(),
            values: said,
            patterns,
        }
    }
}
