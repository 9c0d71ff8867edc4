//! Damage to the tree of a document.

use serde_json::{Value, json};

use crate::Random;
use crate::words::{HOSTILE, KEYS, LONG, VALUES};

/// Below this depth nothing is nested further, so that most of what comes of it
/// can still be read: 128 levels are.
const DEEPEST: usize = 100;

/// Damages one place of a document's tree. Values may be taken from the other
/// trees.
pub fn damage_tree(tree: &mut Value, others: &[&Value], random: &mut Random) {
    let one = place(tree, random);
    let other = place(tree, random);
    match random.below(14) {
        0 => remove(tree, &one),
        1 => rename(tree, &one, random),
        2 => {
            let (mine, theirs) = (copy(tree, &one), copy(tree, &other));
            replace(tree, &one, theirs);
            replace(tree, &other, mine);
        }
        3 => {
            let donor = copy(tree, &other);
            replace(tree, &one, donor);
        }
        4 => replace(tree, &one, json!({ "$ref": format!("#{other}") })),
        5 => duplicate(tree, &one, random),
        6 => nest(tree, &one, &other, random),
        7 if !others.is_empty() => {
            let donor = others.get(random.below(others.len()));
            let donor = donor.map(|donor| copy(donor, &place(donor, random)));
            replace(tree, &one, donor.unwrap_or_default());
        }
        8 => insert(tree, &one, &other, random),
        9 => {
            let value = retyped(&copy(tree, &one), random);
            replace(tree, &one, value);
        }
        10 => replace(tree, &one, json!(random.pick(HOSTILE))),
        11 => replace(tree, &one, json!(random.pick(VALUES))),
        12 => replace(tree, &one, json!(random.pick(HOSTILE).repeat(LONG))),
        _ => {
            let value = odd(random);
            replace(tree, &one, value);
        }
    }
}

/// A value that stands in no schema.
fn odd(random: &mut Random) -> Value {
    match random.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(1e300),
        4 => json!(u64::MAX),
        5 => json!(0.1),
        6 => json!([]),
        7 => json!([[null]]),
        8 => json!([1, "a", null, { "a": [] }]),
        9 => json!({}),
        10 => json!({ "": { "~/": 1 } }),
        _ => json!({ "$ref": random.pick(HOSTILE) }),
    }
}

/// The value as one of another type.
fn retyped(value: &Value, random: &mut Random) -> Value {
    match (value, random.below(3)) {
        (Value::Object(map), 0) => map.values().cloned().collect(),
        (Value::Object(map), 1) => map.keys().cloned().collect(),
        (Value::Array(list), 0) => list.first().cloned().unwrap_or_default(),
        (Value::Array(list), 1) => {
            let named = list.iter().enumerate();
            let named = named.map(|(index, value)| (index.to_string(), value.clone()));
            Value::Object(named.collect())
        }
        (Value::Bool(value), 0) => json!(value.to_string()),
        (Value::Bool(value), 1) => json!({ "a": value }),
        (Value::Number(number), 0) => json!(number.to_string()),
        (Value::String(text), 0) => json!({ text: text }),
        (other, 2) => json!([other]),
        (other, _) => json!(other.to_string()),
    }
}

/// Gives a map or a list one member more, with a word for its name.
fn insert(tree: &mut Value, at: &str, other: &str, random: &mut Random) {
    let donor = copy(tree, other);
    let value = match random.below(4) {
        0 => donor,
        1 => json!([donor]),
        2 => json!(random.pick(VALUES)),
        _ => odd(random),
    };
    match tree.pointer_mut(at) {
        Some(Value::Object(map)) => {
            let words = if random.below(4) == 0 { HOSTILE } else { KEYS };
            map.insert(random.pick(words).to_owned(), value);
        }
        Some(Value::Array(list)) => list.insert(random.below(list.len() + 1), value),
        Some(scalar) => *scalar = value,
        None => {}
    }
}

/// Puts the value a second time beside itself.
fn duplicate(tree: &mut Value, at: &str, random: &mut Random) {
    let value = copy(tree, at);
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    match tree.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            let key = decode(key);
            let name = match random.below(4) {
                0 => key.to_uppercase(),
                1 => format!("{key}_"),
                2 => format!("{key}2"),
                _ => key.replace(['_', '-', '/'], ""),
            };
            map.insert(name, value);
        }
        Some(Value::Array(list)) => list.push(value),
        _ => {}
    }
}

/// Puts the value into other values, once or many times.
fn nest(tree: &mut Value, at: &str, other: &str, random: &mut Random) {
    let depth = at.matches('/').count();
    let often = match random.below(3) {
        0 => random.below(DEEPEST.saturating_sub(depth) / 2),
        _ => 1,
    };
    let kind = random.below(9);
    let mut value = copy(tree, at);
    for _ in 0..often.max(1) {
        value = match kind {
            0 => json!([value]),
            1 => json!({ "allOf": [value] }),
            2 => json!({ "oneOf": [value, { "$ref": format!("#{other}") }] }),
            3 => json!({ "anyOf": [{ "type": "null" }, value] }),
            4 => json!({ "type": "array", "items": value }),
            5 => json!({ "properties": { "a": value } }),
            6 => json!({ "additionalProperties": value }),
            7 => json!({ "not": value }),
            _ => json!({ "schema": value }),
        };
    }
    replace(tree, at, value);
}

fn copy(tree: &Value, at: &str) -> Value {
    tree.pointer(at).cloned().unwrap_or_default()
}

fn replace(tree: &mut Value, at: &str, value: Value) {
    if let Some(target) = tree.pointer_mut(at) {
        *target = value;
    }
}

fn remove(tree: &mut Value, at: &str) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    match (tree.pointer_mut(parent), key.parse::<usize>()) {
        (Some(Value::Object(map)), _) => {
            map.remove(&decode(key));
        }
        (Some(Value::Array(list)), Ok(index)) if index < list.len() => {
            list.remove(index);
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, at: &str, random: &mut Random) {
    let Some((parent, key)) = at.rsplit_once('/') else {
        return;
    };
    if let Some(Value::Object(map)) = tree.pointer_mut(parent)
        && let Some(value) = map.remove(&decode(key))
    {
        let name = match random.below(3) {
            0 => random.pick(KEYS).to_owned(),
            1 => random.pick(HOSTILE).repeat(1 + random.below(3)),
            _ => random.pick(HOSTILE).to_owned(),
        };
        map.insert(name, value);
    }
}

/// A place of the tree, as a pointer: any value, or what holds it. Most values
/// are texts at the far ends, and damage further up does more.
fn place(tree: &Value, random: &mut Random) -> String {
    let mut left = random.below(count(tree));
    let mut path = String::new();
    find(tree, &mut left, &mut path);
    for _ in 0..random.below(3) {
        if let Some((parent, _)) = path.rsplit_once('/')
            && !parent.is_empty()
        {
            path.truncate(parent.len());
        }
    }
    path
}

/// How many values there are, the tree itself included.
fn count(tree: &Value) -> usize {
    let mut open = vec![tree];
    let mut count = 0;
    while let Some(value) = open.pop() {
        count += 1;
        match value {
            Value::Object(map) => open.extend(map.values()),
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    count
}

/// The path of the value before which `left` others come. Trees that were
/// parsed are at most 128 levels deep.
fn find(value: &Value, left: &mut usize, path: &mut String) -> bool {
    if *left == 0 {
        return true;
    }
    *left -= 1;
    let length = path.len();
    let mut descend = |token: &str, value: &Value| {
        path.push('/');
        path.push_str(token);
        let found = find(value, left, path);
        if !found {
            path.truncate(length);
        }
        found
    };
    match value {
        Value::Object(map) => map
            .iter()
            .any(|(key, value)| descend(&key.replace('~', "~0").replace('/', "~1"), value)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .any(|(index, value)| descend(&index.to_string(), value)),
        _ => false,
    }
}

fn decode(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Value {
        json!({ "a": { "b/c": [1, { "d": null }] }, "e": "f" })
    }

    #[test]
    fn every_value_can_be_found() {
        let mut found: Vec<String> = Vec::new();
        for index in 0..count(&tree()) {
            let mut path = String::new();
            assert!(find(&tree(), &mut { index }, &mut path));
            assert!(tree().pointer(&path).is_some(), "{path}");
            found.push(path);
        }
        let expected = ["", "/a", "/a/b~1c", "/a/b~1c/0", "/a/b~1c/1"];
        assert_eq!(found[..5], expected);
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn a_seed_gives_the_same_damage() {
        let damaged = |seed| {
            let mut random = Random::new(seed);
            let mut tree = tree();
            for _ in 0..10 {
                damage_tree(&mut tree, &[&json!({ "x": [1] })], &mut random);
            }
            tree
        };
        let all: Vec<Value> = (0..200).map(damaged).collect();
        assert_eq!(all[7], damaged(7));
        let different = all.iter().filter(|one| **one != tree()).count();
        assert!(different > 190, "{different}");
    }
}
