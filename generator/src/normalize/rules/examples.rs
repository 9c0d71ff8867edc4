//! `examples: [a, b]` → `example: a`.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let Some(Node::List(_)) = subject.map.get("examples") else {
        return;
    };
    let Some(Node::List(list)) = subject.map.shift_remove("examples") else {
        return;
    };
    let Some(first) = list.into_iter().next() else {
        return;
    };
    if !subject.map.contains_key("example") {
        subject.map.insert("example".to_owned(), first);
        subject.moved(&[("/example", "/examples/0")]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn the_first_example_stays() {
        becomes(apply, "{examples: [a, b]}", "{example: a}");
        becomes(apply, "{examples: [a], example: c}", "{example: c}");
        becomes(apply, "{examples: []}", "{}");
        assert_eq!(
            applied(apply, "{examples: [a]}").1,
            ["/example was /examples/0"]
        );
    }
}
