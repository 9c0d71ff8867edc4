//! Is a value within the bounds of its schema?

use super::ExampleMismatch;
use crate::model::{Constraint, TypeRef, ValueSpec};
use regex::RegexBuilder;
use serde_json::Value;
use std::collections::HashSet;

/// A pattern that takes more than this when it is compiled is not held against anything.
const MOST_BYTES: usize = 64 << 10;

/// Holds a value that is of the type against what its schema says besides, and so its
/// items.
pub(super) fn hold(spec: &ValueSpec, ty: &TypeRef, value: &Value) -> Result<(), ExampleMismatch> {
    let mut broken = spec.constraints.iter().filter_map(|it| breaks(it, value));
    // No value is within bounds that exclude each other, which is told about by itself.
    if let Some(reason) = broken.next().filter(|_| !are_crossed(&spec.constraints)) {
        return Err(ExampleMismatch::new(reason));
    }
    let Some(inside) = &spec.items else {
        return Ok(());
    };
    match (ty, value) {
        (TypeRef::Boxed(ty) | TypeRef::Optional(ty), _) => hold(spec, ty, value),
        (TypeRef::List(ty), Value::Array(items)) => {
            let mut items = items.iter().enumerate();
            items.try_for_each(|(index, item)| {
                hold(inside, ty, item).map_err(|misfit| misfit.below(index.to_string()))
            })
        }
        (TypeRef::Map(ty), Value::Object(members)) => members
            .iter()
            .try_for_each(|(key, value)| hold(inside, ty, value).map_err(|it| it.below(key))),
        _ => Ok(()),
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

/// What is wrong with a value that breaks a constraint; one of another type speaks of
/// other values.
fn breaks(constraint: &Constraint, value: &Value) -> Option<String> {
    match (constraint, value) {
        (Constraint::Count(name, limit), _) => count(name, *limit, value),
        (Constraint::Number(name, digits), Value::Number(number)) => {
            compare(name, digits, number.as_f64()?)
        }
        (Constraint::Pattern(pattern), Value::String(text)) => {
            let regex = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build();
            let matches = regex.ok()?.is_match(text);
            (!matches).then(|| format!("does not match `{pattern}`"))
        }
        (Constraint::UniqueItems, Value::Array(items)) => {
            let mut seen = HashSet::new();
            let is_new = |item: &Value| seen.insert(item.to_string());
            (!items.iter().all(is_new)).then(|| "has an item twice".to_owned())
        }
        _ => None,
    }
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
