//! `{not: {}}`, which nothing fits, as `false`. A property that nothing fits is none:
//! it may not be there. So it is with a branch of a union.

use crate::normalize::subject::Subject;
use crate::tree::Node;

/// Keys whose value may be `false` as well as a schema.
const OF_THE_REST: [&str; 4] = [
    "additionalProperties",
    "unevaluatedProperties",
    "items",
    "unevaluatedItems",
];

pub(super) fn apply(subject: &mut Subject) {
    for key in OF_THE_REST {
        if let Some(rest) = subject.map.get_mut(key).filter(|rest| fits_nothing(rest)) {
            *rest = Node::Bool(false);
        }
    }
    if let Some(Node::Map(properties)) = subject.map.get_mut("properties") {
        properties.retain(|_, property| !fits_nothing(property));
    }
    for key in ["oneOf", "anyOf"] {
        drop_branches(subject, key);
    }
}

/// Takes the branches of a union that nothing fits out of it, unless it has no others.
fn drop_branches(subject: &mut Subject, key: &str) {
    let Some(Node::List(branches)) = subject.map.get_mut(key) else {
        return;
    };
    let can_fit = branches.iter().map(|branch| !fits_nothing(branch));
    let can_fit: Vec<bool> = can_fit.collect();
    if !can_fit.contains(&true) {
        return;
    }
    let mut fits = can_fit.iter();
    branches.retain(|_| fits.next() == Some(&true));
    let kept = can_fit.iter().enumerate().filter(|(_, fits)| **fits);
    let moves = kept.enumerate().filter(|(now, (was, _))| now != was);
    let moves = moves.map(|(now, (was, _))| (format!("/{key}/{now}"), format!("/{key}/{was}")));
    let moves: Vec<(String, String)> = moves.collect();
    subject.moved(&moves);
}

fn fits_nothing(schema: &Node) -> bool {
    match schema.get("not") {
        Some(Node::Map(anything)) => anything.is_empty(),
        Some(anything) => *anything == Node::Bool(true),
        None => *schema == Node::Bool(false),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn what_nothing_fits_is_false() {
        becomes(
            apply,
            "{unevaluatedProperties: {not: {}}, items: {not: true}}",
            "{unevaluatedProperties: false, items: false}",
        );
        let same = "{additionalProperties: {not: {type: string}}}";
        becomes(apply, same, same);
    }

    #[test]
    fn a_branch_that_nothing_fits_is_none() {
        becomes(
            apply,
            "{anyOf: [{not: {}}, {type: string}], oneOf: [false]}",
            "{anyOf: [{type: string}], oneOf: [false]}",
        );
        let moves = applied(apply, "{oneOf: [{}, false, {}]}").1;
        assert_eq!(moves, ["/oneOf/1 was /oneOf/2"]);
    }

    #[test]
    fn a_property_that_nothing_fits_is_none() {
        becomes(
            apply,
            "{properties: {a: {}, b: false, c: {not: {}, description: x}}}",
            "{properties: {a: {}}}",
        );
    }
}
