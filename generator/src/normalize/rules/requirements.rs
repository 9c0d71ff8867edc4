//! Members that are required because of others: what `dependentRequired` and `then` demand
//! of every object there may be → `required`; what depends on a value is kept in words of
//! our own, for the type can't say it.

use crate::grammar::REQUIRED_WHERE;
use crate::normalize::subject::Subject;
use crate::tree::{IndexSet, Node, NodeMap};

/// Words that say what is demanded where a member is; the last one is that of old drafts.
const DEPENDENT: [&str; 3] = ["dependentRequired", "dependentSchemas", "dependencies"];

/// Words of a condition that conditions of ours can say, or that say nothing.
const SAID: [&str; 6] = [
    "properties",
    "required",
    "type",
    "title",
    "description",
    "$comment",
];

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
    let settled = holds.map(|wanted| if wanted { "then" } else { "else" });
    let settled = settled.and_then(|key| subject.map.get(key)?.as_map());
    required.extend(names(settled.and_then(|branch| branch.get("required"))));
    follow(&subject.map, &mut required);
    let mut depending = dependents(&subject.map, &required);
    // What is settled asks nothing more, and holds what may.
    let open = if holds.is_some() {
        settled
    } else {
        Some(&subject.map)
    };
    if let Some(open) = open {
        depend(open, Some(&[]), &required, &mut depending);
    }
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
        let is_there = condition(name, &[], false, true);
        demanded(needs.collect(), Some(vec![is_there]))
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

/// What `then` and `else` demand, and those inside of them, where all outer conditions
/// hold; of some that no few words can say there is no list.
fn depend(
    map: &NodeMap,
    outer: Option<&[Node]>,
    required: &IndexSet<String>,
    depending: &mut Vec<Node>,
) {
    let Some(asked) = map.get("if") else {
        return;
    };
    for (key, wanted) in [("then", true), ("else", false)] {
        let Some(branch) = map.get(key).and_then(Node::as_map) else {
            continue;
        };
        let own = conditions_of(asked, wanted, required);
        let all = outer.zip(own).map(|(outer, own)| [outer, &own].concat());
        let needs = names(branch.get("required")).filter(|name| !required.contains(name));
        depending.extend(demanded(needs.collect(), all.clone()));
        depend(branch, all.as_deref(), required, depending);
    }
}

/// What is needed, and where, if that can be said.
fn demanded(needs: Vec<String>, conditions: Option<Vec<Node>>) -> Option<Node> {
    if needs.is_empty() {
        return None;
    }
    let needs = needs.into_iter().map(Node::String).collect();
    let mut said = vec![("needs".to_owned(), Node::List(needs))];
    said.extend(conditions.map(|all| ("where".to_owned(), Node::List(all))));
    Some(Node::Map(said.into_iter().collect()))
}

/// A member is one of these values, or missing if it may be; without values, it is there.
fn condition(member: &str, values: &[Node], or_missing: bool, holds: bool) -> Node {
    let said = [
        ("member", Node::String(member.to_owned())),
        ("values", Node::List(values.to_vec())),
        ("or_missing", Node::Bool(or_missing)),
        ("holds", Node::Bool(holds)),
    ];
    let said = said.into_iter().map(|(key, node)| (key.to_owned(), node));
    Node::Map(said.collect())
}

/// What an `if` asks for, as conditions that all have to hold. That one of several doesn't
/// hold can't be said so.
fn conditions_of(asked: &Node, holds: bool, required: &IndexSet<String>) -> Option<Vec<Node>> {
    let words = asked.as_map()?;
    if !words.keys().all(|word| SAID.contains(&word.as_str())) {
        return None;
    }
    let mut there: IndexSet<String> = names(words.get("required")).collect();
    let members = words.get("properties").and_then(Node::as_map);
    let mut all = Vec::new();
    for (name, schema) in members.into_iter().flatten() {
        let is_there = there.shift_remove(name) || required.contains(name);
        all.push(condition(name, only_values(schema)?, !is_there, holds));
    }
    let there = there.iter().filter(|name| !required.contains(*name));
    all.extend(there.map(|name| condition(name, &[], false, holds)));
    (all.len() == 1 || holds).then_some(all)
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
            "{required: [a, b, c], dependentRequired: {a: [b], b: [c], d: [e]}, x-required-where: [{needs: [e], where: [{member: d, values: [], or_missing: false, holds: true}]}]}",
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
            "{required: [k], properties: {k: {const: x}}, if: {properties: {k: {enum: [x, y], minLength: 2}}}, then: {required: [a]}, x-required-where: [{needs: [a]}]}",
        );
    }

    #[test]
    fn what_depends_is_kept() {
        becomes(
            apply,
            "{properties: {k: {type: string}}, if: {properties: {k: {const: x}}, required: [k]}, then: {required: [a]}}",
            "{properties: {k: {type: string}}, if: {properties: {k: {const: x}}, required: [k]}, then: {required: [a]}, x-required-where: [{needs: [a], where: [{member: k, values: [x], or_missing: false, holds: true}]}]}",
        );
        becomes(
            apply,
            "{if: {required: [k]}, else: {required: [a]}}",
            "{if: {required: [k]}, else: {required: [a]}, x-required-where: [{needs: [a], where: [{member: k, values: [], or_missing: false, holds: false}]}]}",
        );
        becomes(
            apply,
            "{if: {properties: {k: {const: x}}}, then: {required: [a]}}",
            "{if: {properties: {k: {const: x}}}, then: {required: [a]}, x-required-where: [{needs: [a], where: [{member: k, values: [x], or_missing: true, holds: true}]}]}",
        );
        becomes(
            apply,
            "{if: {not: {}}, then: {required: [a]}}",
            "{if: {not: {}}, then: {required: [a]}, x-required-where: [{needs: [a]}]}",
        );
    }

    #[test]
    fn conditions_in_conditions_hold_together() {
        becomes(
            apply,
            "{required: [k], if: {properties: {k: {const: x}}}, else: {if: {required: [j]}, then: {required: [a]}}}",
            "{required: [k], if: {properties: {k: {const: x}}}, else: {if: {required: [j]}, then: {required: [a]}}, x-required-where: [{needs: [a], where: [{member: k, values: [x], or_missing: false, holds: false}, {member: j, values: [], or_missing: false, holds: true}]}]}",
        );
        becomes(
            apply,
            "{required: [k, j], if: {properties: {k: {const: x}, j: {const: 1}}}, then: {required: [a]}, else: {required: [b]}}",
            "{required: [k, j], if: {properties: {k: {const: x}, j: {const: 1}}}, then: {required: [a]}, else: {required: [b]}, x-required-where: [{needs: [a], where: [{member: k, values: [x], or_missing: false, holds: true}, {member: j, values: [1], or_missing: false, holds: true}]}, {needs: [b]}]}",
        );
    }
}
