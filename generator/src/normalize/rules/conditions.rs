//! Members that `then`, `else` and `dependentSchemas` declare → `properties`.
//!
//! Rust has no type that depends on a value. What may be there under some
//! condition may be there, so it becomes an optional member; the condition
//! itself is not checked.

use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::normalize::subject::Subject;
use crate::tree::{IndexMap, Node, NodeMap, Pointer};

/// The members, and the forms of each with where the first of a form stood.
type ConditionMembers = IndexMap<String, IndexMap<Node, String>>;

pub(super) fn apply(subject: &mut Subject) {
    let mut members = ConditionMembers::default();
    for key in ["then", "else"] {
        if let Some(node) = subject.map.get(key) {
            let found = declared(node, &Pointer::default().key(key), &mut members);
            note(subject, key, found);
        }
    }
    if let Some(Node::Map(schemas)) = subject.map.get("dependentSchemas") {
        let at = Pointer::default().key("dependentSchemas");
        let mut found = false;
        for (name, node) in schemas {
            found |= declared(node, &at.key(name), &mut members);
        }
        note(subject, "dependentSchemas", found);
    }
    add(subject, members);
}

/// The members that a schema declares, and where; whether there are any.
fn declared(schema: &Node, at: &Pointer, members: &mut ConditionMembers) -> bool {
    let mut open = vec![(schema, at.clone())];
    let mut found = false;
    while let Some((schema, at)) = open.pop() {
        let properties = schema.get("properties").and_then(Node::as_map);
        for (name, node) in properties.into_iter().flatten() {
            // A member that must not be there under the condition is no news of one.
            if *node == Node::Bool(false) {
                continue;
            }
            found = true;
            let forms = members.entry(name.clone()).or_default();
            forms
                .entry(node.clone())
                .or_insert_with(|| at.key("properties").key(name).to_string());
        }
        open.extend(inner(schema, &at));
    }
    found
}

/// The schemas in a schema that hold with it, or may, with their places; the first last.
fn inner<'a>(schema: &'a Node, at: &Pointer) -> Vec<(&'a Node, Pointer)> {
    let mut found = Vec::new();
    for key in [
        "dependentSchemas",
        "oneOf",
        "anyOf",
        "allOf",
        "else",
        "then",
    ] {
        let (node, at) = (schema.get(key), at.key(key));
        match node {
            Some(Node::List(list)) => {
                let list = list.iter().enumerate().rev();
                found.extend(list.map(|(index, node)| (node, at.index(index))));
            }
            Some(Node::Map(map)) if key == "dependentSchemas" => {
                let map = map.iter().rev();
                found.extend(map.map(|(name, node)| (node, at.key(name))));
            }
            Some(node) => found.push((node, at)),
            None => {}
        }
    }
    found
}

fn note(subject: &mut Subject, key: &str, found: bool) {
    if !found {
        return;
    }
    subject.map.shift_remove(key);
    // Without what depends on it, the condition says nothing.
    if !["then", "else"]
        .iter()
        .any(|key| subject.map.contains_key(*key))
    {
        subject.map.shift_remove("if");
    }
    let message = format!("the condition of `{key}` is not checked");
    let finding = Diagnostic::note(Code::Unsupported, message)
        .at_key(&subject.origin.key(key), "its members are optional")
        .makes(Fidelity::Wider);
    subject.findings.push(finding);
}

fn add(subject: &mut Subject, members: ConditionMembers) {
    if members.is_empty() {
        return;
    }
    let mut properties = match subject.map.get("properties") {
        Some(Node::Map(properties)) => properties.clone(),
        Some(_) => return,
        None => NodeMap::default(),
    };
    let mut moves = Vec::new();
    for (name, forms) in members {
        // Conditions refine what is declared already; they don't replace it.
        if properties.contains_key(&name) {
            continue;
        }
        let now = Pointer::default().key("properties").key(&name);
        let is_one = forms.len() == 1;
        let mut branches = Vec::new();
        for (node, was) in forms {
            let at = if is_one {
                now.clone()
            } else {
                now.key("anyOf").index(branches.len())
            };
            moves.push((at.to_string(), was));
            branches.push(node);
        }
        let node = match branches.pop() {
            Some(only) if is_one => only,
            last => {
                branches.extend(last);
                let any_of = [("anyOf".to_owned(), Node::List(branches))];
                Node::Map(any_of.into_iter().collect())
            }
        };
        properties.insert(name, node);
    }
    subject
        .map
        .insert("properties".to_owned(), Node::Map(properties));
    subject.moved(&moves);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn members_may_be_there() {
        becomes(
            apply,
            "{properties: {a: {type: string}}, if: {}, then: {properties: {a: {const: x}, b: {type: integer}}, required: [b]}, else: {properties: {b: false, c: {}}}}",
            "{properties: {a: {type: string}, b: {type: integer}, c: {}}}",
        );
        becomes(
            apply,
            "{dependentSchemas: {a: {properties: {b: {type: string}}}, c: {properties: {b: {type: integer}}}}}",
            "{properties: {b: {anyOf: [{type: string}, {type: integer}]}}}",
        );
        becomes(
            apply,
            "{else: {if: {}, then: {properties: {a: {}}}, else: {allOf: [{properties: {b: {}}}], dependentSchemas: {b: {properties: {c: {}}}}}}}",
            "{properties: {a: {}, b: {}, c: {}}}",
        );
        becomes(apply, "{then: {required: [a]}}", "{then: {required: [a]}}");
        let moves = applied(apply, "{then: {properties: {a/b: {}}}}").1;
        assert_eq!(moves, ["/properties/a~1b was /then/properties/a~1b"]);
    }
}
