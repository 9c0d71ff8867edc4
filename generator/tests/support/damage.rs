//! Damage to documents that follows from a seed, so that it can be repeated.

use serde_json::Value;

/// A xorshift generator: few lines, and the same numbers everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The pointers to all values below the root.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in members {
        let at = format!("{at}/{key}");
        found.push(at.clone());
        pointers(value, &at, found);
    }
}

/// Damages one place of a document's tree.
pub fn damage_tree(tree: &mut Value, random: &mut Random) {
    let mut all = Vec::new();
    pointers(tree, "", &mut all);
    let (one, other) = (random.pick(&all).clone(), random.pick(&all).clone());
    let donor = tree.pointer(&other).cloned().unwrap_or_default();
    match random.below(6) {
        0 => remove(tree, &one),
        1 => rename(tree, &one, random),
        2 => {
            let taken = tree.pointer(&one).cloned().unwrap_or_default();
            replace(tree, &one, donor);
            replace(tree, &other, taken);
        }
        3 => replace(tree, &one, donor),
        4 => replace(tree, &one, serde_json::json!({"$ref": format!("#{other}")})),
        _ => {
            let values = [
                Value::Null,
                serde_json::json!(true),
                serde_json::json!(-1),
                serde_json::json!(1e300),
                serde_json::json!(""),
                serde_json::json!("\u{1F600} }{"),
                serde_json::json!([]),
                serde_json::json!([[null]]),
                serde_json::json!({}),
                serde_json::json!({"": {"~/": 1}}),
            ];
            replace(tree, &one, random.pick(&values).clone());
        }
    }
}

fn replace(tree: &mut Value, at: &str, value: Value) {
    if let Some(target) = tree.pointer_mut(at) {
        *target = value;
    }
}

fn remove(tree: &mut Value, at: &str) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    match tree.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(list)) => {
            list.remove(key.parse().unwrap());
        }
        _ => {}
    }
}

fn rename(tree: &mut Value, at: &str, random: &mut Random) {
    let (parent, key) = at.rsplit_once('/').unwrap();
    if let Some(Value::Object(map)) = tree.pointer_mut(parent)
        && let Some(value) = map.remove(&key.replace("~1", "/").replace("~0", "~"))
    {
        let names = [
            "",
            "$ref",
            "x-rust-name",
            "anyOf",
            "type",
            "/{a}{b",
            "<<",
            "200",
            "é",
        ];
        map.insert((*random.pick(&names)).to_owned(), value);
    }
}

/// Damages one place of a document's text.
pub fn damage_bytes(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    let other = random.below(bytes.len());
    match random.below(5) {
        0 => bytes.truncate(at),
        1 => bytes[at] = *random.pick(b"\0\n\t {}[]:,&*!|>'\"%@`#-\xff\x80"),
        2 => {
            bytes.remove(at);
        }
        3 => bytes.swap(at, other),
        _ => {
            let stretch = bytes[at.min(other)..at.max(other)].to_vec();
            bytes.splice(at..at, stretch);
        }
    }
}
