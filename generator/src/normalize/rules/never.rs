//! `{not: {}}`, which nothing fits, as `false`; and a property that nothing fits is
//! none: it may not be there.

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
    use super::super::testing::becomes;
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
    fn a_property_that_nothing_fits_is_none() {
        becomes(
            apply,
            "{properties: {a: {}, b: false, c: {not: {}, description: x}}}",
            "{properties: {a: {}}}",
        );
    }
}
