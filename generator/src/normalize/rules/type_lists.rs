//! `type: [string, 'null']` → `type: string` and `nullable: true`; null alone → `enum`; several
//! types → `anyOf`, each branch with the keys that speak of its type.

use crate::grammar::{NUMERIC_FORMATS, is_of, types_of};
use crate::normalize::subject::Subject;
use crate::tree::{Node, NodeMap};

const ALL: [&str; 5] = ["string", "number", "boolean", "array", "object"];

pub(super) fn apply(subject: &mut Subject) {
    let mut names: Vec<String> = match subject.map.get("type") {
        Some(Node::String(name)) => vec![name.clone()],
        Some(Node::List(names)) => names
            .iter()
            .filter_map(Node::as_str)
            .map(str::to_owned)
            .collect(),
        _ => return,
    };
    let count = names.len();
    names.retain(|name| name != "null");
    if names.len() < count {
        // Null that is no value of the enum is allowed by one word and forbidden by another.
        let is_foreign = subject.map.contains_key("enum")
            && subject.map.get("nullable") != Some(&Node::Bool(true));
        subject.allow_null();
        if is_foreign && !names.is_empty() {
            subject.mark_null_as_foreign();
        }
    }
    names.dedup();
    // Every integer is a number.
    if names.iter().any(|name| name == "number") {
        names.retain(|name| name != "integer");
    }
    if let Some(number) = written_as_text(subject, &names) {
        for key in ["pattern", "minLength", "maxLength"] {
            subject.map.shift_remove(key);
        }
        names = vec![number];
        let lenient = Node::Bool(true);
        subject.map.entry("x-lenient".to_owned()).or_insert(lenient);
    }
    match names.as_slice() {
        [] => {
            subject.map.shift_remove("type");
            only_null(subject);
        }
        [only] => {
            let only = Node::String(only.clone());
            subject.map.insert("type".to_owned(), only);
        }
        _ => several(subject, &names),
    }
}

/// Null is all that there may be, unless more is said elsewhere.
fn only_null(subject: &mut Subject) {
    let more = ["enum", "$ref", "allOf", "oneOf", "anyOf"];
    if !more.iter().any(|key| subject.map.contains_key(*key)) {
        subject.be_null();
        subject.moved(&[("/enum", "/type")]);
    }
}

/// The type of a number that may also be written as text, as .NET does: it has
/// the format of a number, or a pattern of digits.
fn written_as_text(subject: &Subject, names: &[String]) -> Option<String> {
    let is_number = |name: &&String| matches!(name.as_str(), "integer" | "number");
    let number = names.iter().find(is_number)?;
    if names.len() != 2 || !names.iter().any(|name| name == "string") {
        return None;
    }
    let text = |key: &str| subject.map.get(key).and_then(Node::as_str);
    let format = text("format").is_some_and(|format| NUMERIC_FORMATS.contains(&format));
    let pattern = text("pattern").is_some_and(|pattern| {
        let digits = pattern.contains("\\d") || pattern.contains("[0-9]");
        digits
            && !pattern
                .chars()
                .any(|c| c.is_alphabetic() && !matches!(c, 'd' | 'e' | 'E'))
    });
    let listed = subject.map.contains_key("enum");
    ((format || pattern) && !listed).then(|| number.clone())
}

fn several(subject: &mut Subject, names: &[String]) {
    subject.map.shift_remove("type");
    let is_union = ["anyOf", "oneOf", "allOf", "$ref"]
        .iter()
        .any(|key| subject.map.contains_key(*key));
    let is_anything = ALL
        .iter()
        .all(|name| names.iter().any(|known| known == name));
    let says_more = subject
        .map
        .keys()
        .any(|key| ALL.iter().any(|name| speaks_of(key, name)));
    // What is said in another way is not said again.
    if is_union || (is_anything && !says_more) {
        return;
    }
    let mut moves = Vec::new();
    let mut branches = Vec::new();
    for name in names {
        let at = format!("/anyOf/{}", branches.len());
        moves.push((at.clone(), String::new()));
        let branch = branch(&subject.map, name);
        for key in branch.keys().filter(|key| *key != "type") {
            moves.push((format!("{at}/{key}"), format!("/{key}")));
        }
        branches.push(Node::Map(branch));
    }
    subject
        .map
        .retain(|key, _| !names.iter().any(|name| speaks_of(key, name)));
    subject.map.insert("anyOf".to_owned(), Node::List(branches));
    subject.moved(&moves);
}

fn branch(map: &NodeMap, name: &str) -> NodeMap {
    let mut branch = NodeMap::default();
    branch.insert("type".to_owned(), Node::String(name.to_owned()));
    for (key, value) in map {
        if key == "enum" {
            let values = value.as_list().unwrap_or_default();
            let values: Vec<Node> = values
                .iter()
                .filter(|value| is_of(name, value))
                .cloned()
                .collect();
            if !values.is_empty() {
                branch.insert(key.clone(), Node::List(values));
            }
        } else if speaks_of(key, name) {
            branch.insert(key.clone(), value.clone());
        }
    }
    branch
}

/// Whether a key says something about values of this type.
fn speaks_of(key: &str, name: &str) -> bool {
    match key {
        "enum" => !matches!(name, "array" | "object"),
        "format" => name == "string",
        _ => types_of(key).contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn null_becomes_nullable() {
        becomes(
            apply,
            "{type: [string, 'null']}",
            "{type: string, nullable: true}",
        );
        becomes(apply, "{type: 'null'}", "{nullable: true, enum: [null]}");
        // An enum that doesn't list it forbids to send it.
        becomes(
            apply,
            "{type: [string, 'null'], enum: [a]}",
            "{type: string, enum: [a], nullable: true, x-foreign-null: true}",
        );
        becomes(apply, "{type: [string]}", "{type: string}");
    }

    #[test]
    fn several_types_become_branches() {
        becomes(
            apply,
            "{type: [string, array, 'null'], maxLength: 3, items: {type: string}, description: x}",
            "{description: x, nullable: true, anyOf: [{type: string, maxLength: 3}, {type: array, items: {type: string}}]}",
        );
        becomes(
            apply,
            "{type: [string, integer], enum: [a, 1]}",
            "{anyOf: [{type: string, enum: [a]}, {type: integer, enum: [1]}]}",
        );
        becomes(apply, "{type: [integer, number]}", "{type: number}");
        let moves = applied(apply, "{type: [string, array], items: {}}").1;
        assert_eq!(
            moves,
            [
                "/anyOf/0 was ",
                "/anyOf/1 was ",
                "/anyOf/1/items was /items"
            ]
        );
    }

    #[test]
    fn a_number_that_may_be_text_is_a_number() {
        becomes(
            apply,
            r"{type: [integer, string], pattern: '^-?(?:0|[1-9]\d*)$', format: int32}",
            "{type: integer, format: int32, x-lenient: true}",
        );
        becomes(
            apply,
            r"{type: ['null', string, number], pattern: '^-?[0-9]+(?:\.[0-9]+)?([eE]\d+)?$'}",
            "{type: number, nullable: true, x-lenient: true}",
        );
        becomes(
            apply,
            "{type: [integer, string], pattern: '^v\\d+$'}",
            "{anyOf: [{type: integer}, {type: string, pattern: '^v\\d+$'}]}",
        );
    }

    #[test]
    fn all_types_are_anything() {
        becomes(
            apply,
            "{type: [string, number, integer, boolean, array, object, 'null'], description: x}",
            "{description: x, nullable: true}",
        );
    }
}
