//! A key without a value says nothing, and goes.

use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    subject.map.retain(|key, value| {
        let may_be_null = matches!(key.as_str(), "default" | "example" | "const");
        may_be_null || *value != Node::Null
    });
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn keys_without_values_go() {
        becomes(
            apply,
            "{description: , default: null, type: string}",
            "{default: null, type: string}",
        );
    }
}
