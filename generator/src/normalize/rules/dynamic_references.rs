//! `$dynamicRef` → `$ref`, where no schema around says what the open part is.

use crate::normalize::subject::Subject;

pub(super) fn apply(subject: &mut Subject) {
    if subject.map.contains_key("$ref") {
        return;
    }
    if let Some(reference) = subject.map.shift_remove("$dynamicRef") {
        subject.map.insert("$ref".to_owned(), reference);
        subject.moved(&[("/$ref", "/$dynamicRef")]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{applied, becomes};
    use super::apply;

    #[test]
    fn it_leads_to_the_one_schema_with_the_anchor() {
        becomes(apply, "{$dynamicRef: '#node'}", "{$ref: '#node'}");
        let both = "{$ref: '#/x', $dynamicRef: '#node'}";
        becomes(apply, both, both);
        let moves = applied(apply, "{$dynamicRef: '#node'}").1;
        assert_eq!(moves, ["/$ref was /$dynamicRef"]);
    }
}
