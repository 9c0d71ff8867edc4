//! `exclusiveMinimum: 3` → `minimum: 3` and `exclusiveMinimum: true`.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    bound(
        subject,
        "minimum",
        "exclusiveMinimum",
        |exclusive, inclusive| exclusive >= inclusive,
    );
    bound(
        subject,
        "maximum",
        "exclusiveMaximum",
        |exclusive, inclusive| exclusive <= inclusive,
    );
}

fn bound(
    subject: &mut Subject,
    inclusive: &str,
    exclusive: &str,
    is_tighter: fn(f64, f64) -> bool,
) {
    let Some(limit) = subject
        .map
        .get(exclusive)
        .filter(|node| number(node).is_some())
        .cloned()
    else {
        return;
    };
    let other = subject.map.get(inclusive).and_then(number);
    let counts = match (number(&limit), other) {
        (Some(limit), Some(other)) => is_tighter(limit, other),
        _ => true,
    };
    if counts {
        subject.map.insert(inclusive.to_owned(), limit);
        subject.map.insert(exclusive.to_owned(), Node::Bool(true));
        subject.moved(&[(&format!("/{inclusive}"), &format!("/{exclusive}"))]);
    } else {
        subject.map.shift_remove(exclusive);
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "the two bounds of one schema are compared, and nothing else"
)]
fn number(node: &Node) -> Option<f64> {
    match node {
        Node::Integer(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        Node::Big(digits) => digits.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn the_tighter_bound_counts() {
        becomes(
            apply,
            "{exclusiveMinimum: 3}",
            "{exclusiveMinimum: true, minimum: 3}",
        );
        becomes(
            apply,
            "{minimum: 1, exclusiveMinimum: 3}",
            "{minimum: 3, exclusiveMinimum: true}",
        );
        becomes(apply, "{minimum: 5, exclusiveMinimum: 3}", "{minimum: 5}");
        becomes(apply, "{maximum: 5, exclusiveMaximum: 9.5}", "{maximum: 5}");
        becomes(
            apply,
            "{maximum: 5, exclusiveMaximum: true}",
            "{maximum: 5, exclusiveMaximum: true}",
        );
    }
}
