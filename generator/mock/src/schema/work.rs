//! How much work it is to hold a value against a schema.
//!
//! A judge looks at each schema as often as others lead to it. Where every one leads to
//! the next twice, that doubles with each.

use serde_json::Value;

use super::target;

/// So many looks are taken, and [`MOST_EACH`] more for each part of the value.
const MOST: usize = 100_000;

const MOST_EACH: usize = 50;

/// So many at most where each that fails is told, which takes memory.
const MOST_TOLD: usize = 200_000;

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

/// How a value can be judged by a schema among all.
pub(super) fn of(all: &[Value], schema: &Value, value: &Value) -> Work {
    let most = parts(value).saturating_mul(MOST_EACH).saturating_add(MOST);
    let mut open = vec![(schema, value)];
    let mut looks = 0_usize;
    while let Some((schema, value)) = open.pop() {
        looks = looks.saturating_add(1);
        if looks.saturating_add(open.len()) > most {
            return Work::Endless;
        }
        open.extend(target(all, schema).map(|target| (target, value)));
        for_whole(schema, value, &mut open);
        match value {
            Value::Object(members) => {
                let properties = schema.get("properties").and_then(Value::as_object);
                let known = properties.into_iter().flatten();
                open.extend(known.filter_map(|(name, schema)| Some((schema, members.get(name)?))));
                let patterns = schema.get("patternProperties").and_then(Value::as_object);
                for schema in patterns.into_iter().flat_map(|patterns| patterns.values()) {
                    open.extend(members.values().map(|value| (schema, value)));
                }
                for schema in under(schema, &["additionalProperties", "unevaluatedProperties"]) {
                    open.extend(members.values().map(|value| (schema, value)));
                }
            }
            Value::Array(items) => {
                let first = schema.get("prefixItems").and_then(Value::as_array);
                open.extend(first.into_iter().flatten().zip(items));
                for schema in under(schema, &["items", "contains", "unevaluatedItems"]) {
                    open.extend(items.iter().map(|value| (schema, value)));
                }
            }
            _ => {}
        }
    }
    if looks > MOST_TOLD {
        Work::Whole
    } else {
        Work::Told
    }
}

fn parts(value: &Value) -> usize {
    let mut open = vec![value];
    let mut parts = 0_usize;
    while let Some(value) = open.pop() {
        parts = parts.saturating_add(1);
        match value {
            Value::Object(members) => open.extend(members.values()),
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    parts
}

/// What is looked at for the same value.
fn for_whole<'a>(schema: &'a Value, value: &'a Value, open: &mut Vec<(&'a Value, &'a Value)>) {
    let lists = ["allOf", "anyOf", "oneOf"].into_iter();
    let listed = lists.filter_map(|word| schema.get(word)?.as_array());
    let ones = under(schema, &["not", "if", "then", "else"]);
    let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
    let dependent = dependent.into_iter().flat_map(|schemas| schemas.values());
    let parts = listed.flatten().chain(ones).chain(dependent);
    // To know what nothing has looked at yet, all of it is gone through again.
    let words = ["unevaluatedProperties", "unevaluatedItems"];
    let is_twice = words.iter().any(|word| schema.get(word).is_some());
    for part in parts {
        open.push((part, value));
        open.extend(is_twice.then_some((part, value)));
    }
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
                of(&all, &all[0], &json!("a"))
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
        assert_eq!(of(&all, &all[0], &value(5)), Work::Told);
        assert_eq!(of(&all, &all[0], &value(60)), Work::Endless);
    }

    #[test]
    fn long_lists_are_judged() {
        let all =
            [json!({"type": "array", "items": {"anyOf": [{"type": "null"}, {"type": "integer"}]}})];
        let work = |items| of(&all, &all[0], &Value::Array(vec![json!(1); items]));
        assert_eq!(work(50_000), Work::Told);
        assert_eq!(work(100_000), Work::Whole);
    }
}
