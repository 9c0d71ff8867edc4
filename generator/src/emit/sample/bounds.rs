//! What bounds and patterns leave of a value that was thought of.

use crate::grammar::pattern_syntax;
use crate::model::{Bound, Constraint, Primitive, TypeRef, ValueSpec};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

/// A longer text shows a reader nothing more.
const LONGEST: usize = 200;

/// An integer near `wanted` that is within the bounds, as far as a literal of 32
/// bits is.
pub(super) fn integer(wanted: i32, spec: Option<&ValueSpec>) -> i32 {
    let least = bound(spec.and_then(|spec| spec.minimum.as_ref()), 1);
    let most = bound(spec.and_then(|spec| spec.maximum.as_ref()), -1);
    let wanted = least.map_or(wanted, |least| wanted.max(least));
    most.map_or(wanted, |most| wanted.min(most))
}

/// Whether a text is of the format of a type, if it has one.
pub(super) fn is_of_format(ty: &TypeRef, value: &Value) -> bool {
    match (ty, value) {
        (TypeRef::Primitive(Primitive::Scalar(scalar)), Value::String(text)) => {
            scalar.format.is_plausible(text)
        }
        _ => true,
    }
}

/// The last integer that a bound allows; `inward` leads away from it.
fn bound(bound: Option<&Bound>, inward: i32) -> Option<i32> {
    let integer = |value: &Value| i32::try_from(value.as_i64()?).ok();
    match bound? {
        Bound::Inclusive(value) => integer(value),
        Bound::Exclusive(value) => integer(value)?.checked_add(inward),
    }
}

/// A number near `wanted` that is within the bounds.
pub(super) fn float(wanted: f64, spec: Option<&ValueSpec>) -> f64 {
    let least = spec.and_then(|spec| limit(spec.minimum.as_ref()?));
    let most = spec.and_then(|spec| limit(spec.maximum.as_ref()?));
    let is_open = |bound: Option<&Bound>| matches!(bound, Some(Bound::Exclusive(_)));
    let fits_least = |number: f64| least.is_none_or(|least| number > least);
    let fits_most = |number: f64| most.is_none_or(|most| number < most);
    match (least, most) {
        _ if fits_least(wanted) && fits_most(wanted) => wanted,
        (Some(least), Some(most)) => f64::midpoint(least, most),
        (Some(least), None) if is_open(spec.and_then(|spec| spec.minimum.as_ref())) => least + 1.0,
        (None, Some(most)) if is_open(spec.and_then(|spec| spec.maximum.as_ref())) => most - 1.0,
        (Some(bound), None) | (None, Some(bound)) => bound,
        (None, None) => wanted,
    }
}

/// Whether a text or number is within the bounds; no text is known to fit a pattern.
pub(super) fn is_within(spec: Option<&ValueSpec>, value: &Value) -> bool {
    match value {
        Value::String(it) => {
            spec.is_none_or(|spec| spec.pattern.is_none()) && text(it, spec) == *it
        }
        Value::Number(number) => {
            let most = spec.and_then(|spec| limit(spec.maximum.as_ref()?));
            let is_stepped = spec.is_some_and(|spec| {
                let mut all = spec.constraints.iter();
                all.any(|it| matches!(it, Constraint::Number("MultipleOf", _)))
            });
            let is_low = |number: f64| most.is_none_or(|most| number < most);
            !is_stepped && number.as_f64().is_some_and(is_low)
        }
        _ => true,
    }
}

fn limit(bound: &Bound) -> Option<f64> {
    let (Bound::Inclusive(value) | Bound::Exclusive(value)) = bound;
    value.as_f64()
}

/// A text, cut or repeated until it is as long as it has to be.
pub(super) fn text(wanted: &str, spec: Option<&ValueSpec>) -> String {
    let least = spec.and_then(|spec| spec.min_length).unwrap_or(0);
    let most = spec.and_then(|spec| spec.max_length).unwrap_or(usize::MAX);
    let length = wanted.chars().count().max(least.min(LONGEST)).min(most);
    wanted.chars().cycle().take(length).collect()
}

/// A text that the pattern matches and that is as long as it has to be, where one
/// is plain to see.
pub(super) fn matching(spec: &ValueSpec) -> Option<String> {
    let pattern = spec.pattern.as_deref()?;
    if let Some(pattern) = pattern_syntax(pattern) {
        return written(&pattern, spec);
    }
    // What must not follow is none of it if that is longer.
    let (before, rest) = pattern.split_once("(?!")?;
    let (forbidden, after) = rest.split_at_checked(end_of_group(rest)?)?;
    let least = pattern_syntax(forbidden)?.properties().minimum_len()?;
    let text = written(
        &pattern_syntax(&format!("{before}{}", after.strip_prefix(')')?))?,
        spec,
    )?;
    (text.len() < least).then_some(text)
}

/// Where the group ends in which a pattern begins.
fn end_of_group(pattern: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, letter) in pattern.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn written(pattern: &Hir, spec: &ValueSpec) -> Option<String> {
    let lengths = spec.min_length.unwrap_or(1)..=spec.max_length.unwrap_or(LONGEST);
    let mut texts = (1..=LONGEST).map_while(|run| {
        let mut text = String::new();
        write(pattern, run, &mut text)?;
        Some(text)
    });
    texts.find(|text| lengths.contains(&text.len()))
}

/// Writes what a pattern matches, with about `run` pieces wherever that is open.
/// The parser bounds the depth.
fn write(pattern: &Hir, run: usize, text: &mut String) -> Option<()> {
    match pattern.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(plainest(class)?),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).ok()?;
            let most = repetition.max.map_or(Ok(LONGEST), usize::try_from).ok()?;
            for _ in 0..run.max(least).min(most) {
                write(&repetition.sub, run, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, run, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, run, text))?,
        HirKind::Alternation(parts) => write(parts.first()?, run, text)?,
    }
    (text.len() <= LONGEST).then_some(())
}

/// The character of a class that says least.
fn plainest(class: &Class) -> Option<char> {
    let Class::Bytes(class) = class else {
        return None;
    };
    let holds = |byte: u8| {
        let mut ranges = class.iter();
        ranges.any(|range| (range.start()..=range.end()).contains(&byte))
    };
    let mut plain = (b'a'..=b'z').chain(b'A'..=b'Z').chain(b'1'..=b'9');
    let byte = plain.find(|byte| holds(*byte));
    Some(char::from(
        byte.or_else(|| (b' '..=b'~').find(|byte| holds(*byte)))?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn patterns_are_met_within_their_lengths() {
        for (pattern, lengths, expected) in [
            ("^[A-Z]{2}-\\d{4}$", (None, None), Some("AA-1111")),
            ("^(draft|final)\\.pdf$", (None, None), Some("draft.pdf")),
            ("^[^a-z ]+$", (Some(3), Some(3)), Some("AAA")),
            ("^\\+?[1-9]\\d{1,14}$", (Some(8), Some(8)), Some("+1111111")),
            // What the parser doesn't know, and what never ends.
            ("^(?!a)b$", (None, None), None),
            (
                "^(?!([0-9]{4}\\)){2}$)^[a-z]([a-z]*)?$",
                (None, None),
                Some("aa"),
            ),
            ("^a{1000000}$", (None, None), None),
        ] {
            let spec = ValueSpec {
                pattern: Some(pattern.to_owned()),
                min_length: lengths.0,
                max_length: lengths.1,
                ..ValueSpec::default()
            };
            assert_eq!(matching(&spec).as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn numbers_are_within_their_bounds() {
        let spec = |minimum: Option<Bound>, maximum: Option<Bound>| ValueSpec {
            minimum,
            maximum,
            ..ValueSpec::default()
        };
        let below = spec(None, Some(Bound::Exclusive(json!(0))));
        assert_eq!(
            (integer(1, Some(&below)), float(1.5, Some(&below))),
            (-1, -1.0)
        );
        let within = spec(
            Some(Bound::Exclusive(json!(10))),
            Some(Bound::Inclusive(json!(20))),
        );
        assert_eq!(
            (integer(1, Some(&within)), float(1.5, Some(&within))),
            (11, 15.0)
        );
    }
}
