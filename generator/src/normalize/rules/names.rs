//! What `propertyNames` says of names: patterns and lists of them → a word of our own, for a
//! map takes any name, and names may tell one branch of a union from another.

use crate::grammar::NAMES;
use crate::normalize::subject::Subject;
use crate::tree::Node;

pub(super) fn apply(subject: &mut Subject) {
    let Some(said) = subject.map.get("propertyNames") else {
        return;
    };
    let listed = match said.get("const") {
        Some(only) => Some(std::slice::from_ref(only)),
        None => said.get("enum").and_then(Node::as_list),
    };
    let pattern = match listed {
        Some(names) => one_of(names),
        None => said
            .get("pattern")
            .and_then(Node::as_str)
            .map(str::to_owned),
    };
    if let Some(pattern) = pattern {
        let names = only(vec![pattern], Vec::new());
        subject.map.insert(NAMES.to_owned(), names);
    }
}

/// Names that fit one of the patterns, or are declared.
pub(super) fn only(patterns: Vec<String>, declared: Vec<String>) -> Node {
    let list = |names: Vec<String>| Node::List(names.into_iter().map(Node::String).collect());
    let said = [("patterns", list(patterns)), ("declared", list(declared))];
    let said = said.into_iter().map(|(key, node)| (key.to_owned(), node));
    Node::Map(said.collect())
}

/// The pattern that these texts fit, and no other.
fn one_of(texts: &[Node]) -> Option<String> {
    let texts = texts
        .iter()
        .map(|text| text.as_str().map(regex_syntax::escape));
    let texts: Vec<String> = texts.collect::<Option<_>>()?;
    Some(format!("^(?:{})$", texts.join("|")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::becomes;
    use super::apply;

    #[test]
    fn patterns_and_lists_are_kept() {
        becomes(
            apply,
            "{propertyNames: {pattern: ^a}}",
            "{propertyNames: {pattern: ^a}, x-names: {patterns: [^a], declared: []}}",
        );
        becomes(
            apply,
            "{propertyNames: {enum: [a_1, b-c]}}",
            r"{propertyNames: {enum: [a_1, b-c]}, x-names: {patterns: ['^(?:a_1|b\-c)$'], declared: []}}",
        );
        becomes(
            apply,
            "{propertyNames: {minLength: 2}}",
            "{propertyNames: {minLength: 2}}",
        );
    }
}
