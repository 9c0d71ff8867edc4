//! Is a value within the bounds of its schema?

use super::ExampleMismatch;
use crate::model::{Constraint, TypeArena, TypeRef, ValueSpec};
use crate::tree::{HashMap, HashSet};
use regex::{Regex, RegexBuilder};
use serde_json::Value;
use std::cell::RefCell;

/// A pattern that takes more than this when it is compiled is not held against anything.
const MOST_BYTES: usize = 64 << 10;

/// So many patterns are kept compiled at a time.
const MOST_PATTERNS: usize = 32;

/// What values are held against.
pub(super) struct Schemas<'a> {
    pub types: &'a TypeArena,
    /// Patterns as they were compiled: an id has the same one wherever it stands.
    patterns: RefCell<HashMap<String, Option<Regex>>>,
}

impl<'a> Schemas<'a> {
    pub fn of(types: &'a TypeArena) -> Self {
        Self {
            types,
            patterns: RefCell::default(),
        }
    }

    /// Holds a value that is of the type against what its schema says besides, and so its
    /// items.
    pub fn hold(
        &self,
        spec: &ValueSpec,
        ty: &TypeRef,
        value: &Value,
    ) -> Result<(), ExampleMismatch> {
        let mut broken = spec.constraints.iter();
        let broken = broken.find_map(|it| self.breaks(it, value));
        // No value is within bounds that exclude each other, which is told about by itself.
        if let Some(reason) = broken.filter(|_| !are_crossed(&spec.constraints)) {
            return Err(ExampleMismatch::new(reason));
        }
        let Some(inside) = &spec.items else {
            return Ok(());
        };
        match (ty, value) {
            (TypeRef::Boxed(ty) | TypeRef::Optional(ty), _) => self.hold(spec, ty, value),
            (TypeRef::List(ty), Value::Array(items)) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| {
                    let held = self.hold(inside, ty, item);
                    held.map_err(|misfit| misfit.below(index.to_string()))
                })
            }
            (TypeRef::Map(ty), Value::Object(members)) => {
                members.iter().try_for_each(|(key, value)| {
                    let held = self.hold(inside, ty, value);
                    held.map_err(|misfit| misfit.below(key))
                })
            }
            _ => Ok(()),
        }
    }

    /// What is wrong with a value that breaks a constraint; one of another type speaks of
    /// other values.
    fn breaks(&self, constraint: &Constraint, value: &Value) -> Option<String> {
        match (constraint, value) {
            (Constraint::Count(name, limit), _) => count(name, *limit, value),
            (Constraint::Number(name, digits), Value::Number(number)) => {
                compare(name, digits, number.as_f64()?)
            }
            (Constraint::Pattern(pattern), Value::String(text)) => {
                let matches = self.matches(pattern, text)?;
                (!matches).then(|| format!("does not match `{pattern}`"))
            }
            (Constraint::UniqueItems, Value::Array(items)) => {
                let mut seen = HashSet::default();
                let is_new = |item: &Value| seen.insert(item.to_string());
                (!items.iter().all(is_new)).then(|| "has an item twice".to_owned())
            }
            _ => None,
        }
    }

    /// Whether a text matches; nothing, if the pattern can't be compiled.
    fn matches(&self, pattern: &str, text: &str) -> Option<bool> {
        let mut patterns = self.patterns.borrow_mut();
        if let Some(known) = patterns.get(pattern) {
            return Some(known.as_ref()?.is_match(text));
        }
        if patterns.len() >= MOST_PATTERNS {
            patterns.clear();
        }
        let regex = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build();
        let regex = patterns.entry(pattern.to_owned()).or_insert(regex.ok());
        Some(regex.as_ref()?.is_match(text))
    }
}

/// Whether a least number is above the greatest of its kind.
fn are_crossed(constraints: &[Constraint]) -> bool {
    fn what(name: &str) -> &str {
        name.trim_start_matches("Exclusive")
    }
    let of = |constraint: &Constraint| match constraint {
        Constraint::Count(name, limit) => Some((*name, limit.to_string().parse().ok()?)),
        Constraint::Number(name, digits) => Some((*name, digits.parse::<f64>().ok()?)),
        Constraint::Pattern(_) | Constraint::UniqueItems => None,
    };
    let bounds: Vec<(&str, f64)> = constraints.iter().filter_map(of).collect();
    bounds.iter().any(|(least, low)| {
        let mut others = bounds.iter();
        what(least).strip_prefix("Min").is_some_and(|kind| {
            others.any(|(most, high)| what(most).strip_prefix("Max") == Some(kind) && low > high)
        })
    })
}

fn count(name: &str, limit: u64, value: &Value) -> Option<String> {
    let (count, what) = match (name, value) {
        ("MinLength" | "MaxLength", Value::String(text)) => (text.chars().count(), "characters"),
        ("MinItems" | "MaxItems", Value::Array(items)) => (items.len(), "items"),
        ("MinProperties" | "MaxProperties", Value::Object(map)) => (map.len(), "members"),
        _ => return None,
    };
    let (found, least) = (u64::try_from(count).ok()?, name.starts_with("Min"));
    let breaks = if least { found < limit } else { found > limit };
    let bound = if least { "at least" } else { "at most" };
    breaks.then(|| format!("has {found} {what}, where {bound} {limit} are allowed"))
}

fn compare(name: &str, digits: &str, number: f64) -> Option<String> {
    let limit: f64 = digits.parse().ok()?;
    let (breaks, bound) = match name {
        "Minimum" => (number < limit, "at least"),
        "Maximum" => (number > limit, "at most"),
        "ExclusiveMinimum" => (number <= limit, "more than"),
        "ExclusiveMaximum" => (number >= limit, "less than"),
        _ => {
            let steps = number / limit;
            let is_off = (steps - steps.round()).abs() > 1e-9 * steps.abs().max(1.0);
            (limit > 0.0 && is_off, "a multiple of")
        }
    };
    breaks.then(|| format!("is {number}, and has to be {bound} {digits}"))
}
