//! Members that are required because of others: what `dependentRequired` and `then` demand
//! of every object there may be → `required`; what depends on a value is kept in words of
//! our own, for the type can't say it.

use crate::grammar::REQUIRED_WHERE;
use crate::normalize::subject::Subject;
use crate::tree::{Node, NodeMap};
use indexmap::IndexSet;

/// Words that say what is demanded where a member is; the last one is that of old drafts.
const DEPENDENT: [&str; 3] = ["dependentRequired", "dependentSchemas", "dependencies"];

pub(super) fn apply(subject: &mut Subject) {
    let words = [DEPENDENT.as_slice(), &["if"]].concat();
    if !words.iter().any(|word| subject.map.contains_key(*word)) {
        return;
    }
    let mut required: IndexSet<String> = names(subject.map.get("required")).collect();
    let before = required.len();
    follow(&subject.map, &mut required);
    let holds = subject
        .map
        .get("if")
        .and_then(|condition| holds(condition, &subject.map, &required));
    let mut depending = Vec::new();
    for (key, wanted) in [("then", true), ("else", false)] {
        let branch = subject.map.get(key);
        let needs = names(branch.and_then(|branch| branch.get("required")));
        let needs: Vec<String> = needs.filter(|name| !required.contains(name)).collect();
        if holds == Some(wanted) {
            required.extend(needs);
        } else if holds.is_none() && !needs.is_empty() {
            let condition = subject.map.get("if");
            depending.extend(condition.map(|it| where_it(it, wanted, needs, &required)));
        }
    }
    follow(&subject.map, &mut required);
    depending.extend(dependents(&subject.map, &required));
    let dependent = subject.map.get("dependentRequired").and_then(Node::as_map);
    if dependent.is_some_and(|it| it.keys().all(|name| required.contains(name))) {
        subject.map.shift_remove("dependentRequired");
    }
    if holds.is_some() {
        settle(&mut subject.map);
    }
    if required.len() > before {
        let required = required.into_iter().map(Node::String);
        let required = Node::List(required.collect());
        subject.map.insert("required".to_owned(), required);
    }
    if !depending.is_empty() {
        let depending = Node::List(depending);
        subject.map.insert(REQUIRED_WHERE.to_owned(), depending);
    }
}

/// What members demand that may be missing.
fn dependents(map: &NodeMap, required: &IndexSet<String>) -> Vec<Node> {
    let demands = DEPENDENT.iter().filter_map(|word| map.get(*word)?.as_map());
    let demands = demands
        .flatten()
        .filter(|(name, _)| !required.contains(*name));
    let demands = demands.filter_map(|(name, demand)| {
        let needs = names(Some(demand.get("required").unwrap_or(demand)));
        let needs: Vec<Node> = needs.map(Node::String).collect();
        let said = [
            ("needs", Node::List(needs.clone())),
            ("holds", Node::Bool(true)),
            ("member", Node::String(name.clone())),
        ];
        let said = said.into_iter().map(|(key, node)| (key.to_owned(), node));
        (!needs.is_empty()).then(|| Node::Map(said.collect()))
    });
    demands.collect()
}

/// Adds what those demand that are there.
fn follow(map: &NodeMap, required: &mut IndexSet<String>) {
    let mut next = 0;
    while let Some(name) = required.get_index(next) {
        let demands = DEPENDENT.iter();
        let demands: Vec<&Node> = demands
            .filter_map(|word| map.get(*word)?.get(name))
            .collect();
        for demand in demands {
            // A list of names, or a schema.
            required.extend(names(Some(demand.get("required").unwrap_or(demand))));
        }
        next += 1;
    }
}

fn names(list: Option<&Node>) -> impl Iterator<Item = String> {
    let names = list.and_then(Node::as_list).unwrap_or_default().iter();
    names.filter_map(Node::as_str).map(str::to_owned)
}

/// Whether a condition holds of every object, or of none; `None` if that depends.
fn holds(condition: &Node, map: &NodeMap, required: &IndexSet<String>) -> Option<bool> {
    let Some(words) = condition.as_map() else {
        return condition.as_bool();
    };
    let mut all = Some(true);
    for (word, said) in words {
        let verdict = match word.as_str() {
            "required" => names(Some(said))
                .all(|name| required.contains(&name))
                .then_some(true),
            "properties" => members_fit(said, map, required),
            "type" => (said.as_str() == Some("object")).then_some(true),
            "title" | "description" | "$comment" => Some(true),
            _ => None,
        };
        match verdict {
            Some(true) => {}
            Some(false) => return Some(false),
            None => all = None,
        }
    }
    all
}

fn members_fit(wanted: &Node, map: &NodeMap, required: &IndexSet<String>) -> Option<bool> {
    let mut all = Some(true);
    for (name, schema) in wanted.as_map()? {
        let own = map.get("properties").and_then(|members| members.get(name));
        let own = own.and_then(values).filter(|_| required.contains(name));
        let wanted = values(schema);
        let (Some(own), Some(wanted)) = (own, wanted) else {
            all = None;
            continue;
        };
        if !own.iter().any(|value| wanted.contains(value)) {
            return Some(false);
        }
        if only_values(schema).is_none() || !own.iter().all(|value| wanted.contains(value)) {
            all = None;
        }
    }
    all
}

/// The values that a schema lists.
fn values(schema: &Node) -> Option<&[Node]> {
    match schema.get("const") {
        Some(only) => Some(std::slice::from_ref(only)),
        None => schema.get("enum")?.as_list(),
    }
}

/// The values that a schema lists, if it asserts nothing else: other words may refuse some.
fn only_values(schema: &Node) -> Option<&[Node]> {
    const PLAIN: [&str; 5] = ["const", "enum", "type", "title", "description"];
    let mut words = schema.as_map()?.keys();
    let is_plain = words.all(|word| PLAIN.contains(&word.as_str()));
    values(schema).filter(|_| is_plain)
}

/// Takes away a condition that decides nothing any more, unless it says more than what is
/// required.
fn settle(map: &mut NodeMap) {
    let is_done = |key: &str| {
        let mut words = map.get(key).and_then(Node::as_map).into_iter().flatten();
        words.all(|(word, _)| word == "required")
    };
    if is_done("then") && is_done("else") {
        for key in ["if", "then", "else"] {
            map.shift_remove(key);
        }
    }
}

/// What is needed, and where: if a member has one of these values or, without values, if it
/// is there. Nothing is said of what no few words could say.
fn where_it(
    condition: &Node,
    holds: bool,
    needs: Vec<String>,
    required: &IndexSet<String>,
) -> Node {
    let needs = needs.into_iter().map(Node::String).collect();
    let mut said = vec![
        ("needs".to_owned(), Node::List(needs)),
        ("holds".to_owned(), Node::Bool(holds)),
    ];
    if let Some((member, values)) = simple(condition) {
        let demanded = names(condition.get("required")).any(|name| name == member);
        let is_there = demanded || required.contains(&member);
        said.push(("or_missing".to_owned(), Node::Bool(!is_there)));
        said.push(("member".to_owned(), Node::String(member)));
        said.push(("values".to_owned(), Node::List(values.to_vec())));
    }
    Node::Map(said.into_iter().collect())
}

fn simple(condition: &Node) -> Option<(String, &[Node])> {
    let words = condition.as_map()?;
    let is_plain = |word: &String| ["properties", "required", "type"].contains(&word.as_str());
    if !words.keys().all(is_plain) {
        return None;
    }
    let demanded: Vec<String> = names(words.get("required")).collect();
    let members: Vec<(&String, &Node)> = words
        .get("properties")
        .and_then(Node::as_map)
        .into_iter()
        .flatten()
        .collect();
    match (members.as_slice(), demanded.as_slice()) {
        ([(name, schema)], []) => Some(((*name).clone(), only_values(schema)?)),
        ([(name, schema)], [only]) if only == *name => {
            Some(((*name).clone(), only_values(schema)?))
        }
        ([], [only]) => Some((only.clone(), &[])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn what_every_object_needs_is_required() {
        becomes(
            apply,
            "{required: [a], dependentRequired: {a: [b], b: [c]}}",
            "{required: [a, b, c]}",
        );
        becomes(
            apply,
            "{required: [a], dependentRequired: {a: [b], b: [c], d: [e]}}",
            "{required: [a, b, c], dependentRequired: {a: [b], b: [c], d: [e]}, x-required-where: [{needs: [e], holds: true, member: d}]}",
        );
        becomes(
            apply,
            "{required: [k], properties: {k: {const: x}}, if: {properties: {k: {enum: [x, y]}}}, then: {required: [a]}, else: {required: [b]}}",
            "{required: [k, a], properties: {k: {const: x}}}",
        );
        becomes(
            apply,
            "{required: [k], properties: {k: {const: x}}, if: {properties: {k: {const: y}}}, then: {required: [a]}, else: {required: [b]}}",
            "{required: [k, b], properties: {k: {const: x}}}",
        );
    }

    /// What is in doubt demands nothing of every object.
    #[test]
    fn other_words_of_a_condition_leave_it_open() {
        becomes(
            apply,
            "{required: [k], properties: {k: {const: x}}, if: {properties: {k: {enum: [x, y], minLength: 2}}}, then: {required: [a]}}",
            "{required: [k], properties: {k: {const: x}}, if: {properties: {k: {enum: [x, y], minLength: 2}}}, then: {required: [a]}, x-required-where: [{needs: [a], holds: true}]}",
        );
    }

    #[test]
    fn what_depends_is_kept() {
        becomes(
            apply,
            "{properties: {k: {type: string}}, if: {properties: {k: {const: x}}, required: [k]}, then: {required: [a]}}",
            "{properties: {k: {type: string}}, if: {properties: {k: {const: x}}, required: [k]}, then: {required: [a]}, x-required-where: [{needs: [a], holds: true, or_missing: false, member: k, values: [x]}]}",
        );
        becomes(
            apply,
            "{if: {required: [k]}, else: {required: [a]}}",
            "{if: {required: [k]}, else: {required: [a]}, x-required-where: [{needs: [a], holds: false, or_missing: false, member: k, values: []}]}",
        );
        becomes(
            apply,
            "{if: {properties: {k: {const: x}}}, then: {required: [a]}}",
            "{if: {properties: {k: {const: x}}}, then: {required: [a]}, x-required-where: [{needs: [a], holds: true, or_missing: true, member: k, values: [x]}]}",
        );
        becomes(
            apply,
            "{if: {not: {}}, then: {required: [a]}}",
            "{if: {not: {}}, then: {required: [a]}, x-required-where: [{needs: [a], holds: true}]}",
        );
    }
}
