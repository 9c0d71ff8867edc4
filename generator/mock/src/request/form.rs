//! Pairs with brackets in their names → JSON: `a[b][0]=c`.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::coerce;
use crate::schema::Schemas;

/// Brackets in brackets are followed no deeper.
const DEEPEST: usize = 24;

/// Pairs on their way to JSON.
#[derive(Debug, Default)]
struct Tree {
    texts: Vec<String>,
    /// By name; those without one are told apart by their number.
    members: IndexMap<(String, usize), Tree>,
}

impl Tree {
    fn insert(&mut self, path: &[&str], text: &str) {
        let Some((first, rest)) = path.split_first() else {
            self.texts.push(text.to_owned());
            return;
        };
        // `a[]` twice are two entries.
        let number = if first.is_empty() {
            self.members.len()
        } else {
            0
        };
        let tree = self.members.entry(((*first).to_owned(), number));
        tree.or_default().insert(rest, text);
    }

    fn json(&self, schemas: &Schemas, schema: &Value, depth: usize) -> Value {
        let kinds = coerce::kinds(schemas, schema, 0);
        let any = Value::Bool(true);
        if self.members.is_empty() {
            let is_list = kinds.array && (self.texts.len() > 1 || !kinds.string);
            if is_list {
                let item = coerce::below(schemas, schema, None, 0).unwrap_or(&any);
                let items = self.texts.iter();
                return items
                    .map(|text| coerce::scalar(schemas, item, text))
                    .collect();
            }
            // Of what is no list, the last one counts.
            let text = self.texts.last().map_or("", String::as_str);
            return coerce::scalar(schemas, schema, text);
        }
        if depth > DEEPEST {
            return Value::Null;
        }
        let is_numbered = self.members.iter().all(|((name, _), _)| {
            name.is_empty() || name.bytes().all(|byte| byte.is_ascii_digit())
        });
        if is_numbered && (kinds.array || !kinds.object) {
            let item = coerce::below(schemas, schema, None, 0).unwrap_or(&any);
            let items = self.members.iter();
            return items
                .map(|(_, tree)| tree.json(schemas, item, depth + 1))
                .collect();
        }
        let members = self.members.iter().map(|((name, _), tree)| {
            let below = coerce::below(schemas, schema, Some(name), 0).unwrap_or(&any);
            (name.clone(), tree.json(schemas, below, depth + 1))
        });
        Value::Object(members.collect::<Map<String, Value>>())
    }
}

/// An object of all pairs.
pub(super) fn object(schemas: &Schemas, schema: &Value, pairs: &[(String, String)]) -> Value {
    let mut tree = Tree::default();
    for (name, text) in pairs {
        let path = path(name);
        let path: Vec<&str> = path.into_iter().take(DEEPEST).collect();
        tree.insert(&path, text);
    }
    if tree.members.is_empty() {
        return Value::Object(Map::new());
    }
    tree.json(schemas, schema, 0)
}

/// `a[b][]` → `a`, `b` and an empty name.
fn path(name: &str) -> Vec<&str> {
    let Some((first, rest)) = name.split_once('[') else {
        return vec![name];
    };
    if first.is_empty() || !rest.ends_with(']') {
        return vec![name];
    }
    let inner = rest.strip_suffix(']').unwrap_or(rest);
    std::iter::once(first).chain(inner.split("][")).collect()
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn names_are_paths() {
        assert_eq!(path("a"), ["a"]);
        assert_eq!(path("a[b][0][]"), ["a", "b", "0", ""]);
        assert_eq!(path("[a]"), ["[a]"]);
        assert_eq!(path("a[b"), ["a[b"]);
    }
}
