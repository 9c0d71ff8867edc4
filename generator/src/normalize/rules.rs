//! The rules, in the order in which they are applied.

use super::subject::Subject;
use crate::tree::{Node, NodeMap};

mod bounds;
mod conditions;
mod constants;
mod dynamic_references;
mod encodings;
mod enum_null;
mod examples;
mod int_or_string;
mod names;
mod never;
mod nothing;
mod null_branches;
mod pattern_properties;
mod reference_siblings;
mod requirements;
mod tuples;
mod type_lists;
mod unevaluated;
mod unsupported;

/// Changes a schema at its own level; what is below it comes later.
pub(super) type NormalizeRule = fn(&mut Subject);

pub(super) const ALL: &[NormalizeRule] = &[
    nothing::apply,
    never::apply,
    dynamic_references::apply,
    requirements::apply,
    conditions::apply,
    unevaluated::apply,
    names::apply,
    unsupported::apply,
    examples::apply,
    encodings::apply,
    int_or_string::apply,
    bounds::apply,
    tuples::apply,
    pattern_properties::apply,
    constants::apply,
    null_branches::apply,
    enum_null::apply,
    type_lists::apply,
    reference_siblings::apply,
];

/// Puts the schema of a text's content in place of the text's own.
pub(super) fn content_of_data(subject: &mut Subject) {
    let Some(content) = subject.map.shift_remove("contentSchema") else {
        return;
    };
    for key in ["type", "contentMediaType", "contentEncoding", "format"] {
        subject.map.shift_remove(key);
    }
    subject
        .map
        .insert("allOf".to_owned(), Node::List(vec![content]));
    subject.moved(&[("/allOf/0", "/contentSchema")]);
}

/// The schema that a truth value stands for: everything, or nothing.
pub(super) fn boolean_schema(truth: bool) -> NodeMap {
    let mut map = NodeMap::default();
    if !truth {
        map.insert("not".to_owned(), Node::Map(NodeMap::default()));
    }
    map
}

#[cfg(test)]
pub(super) mod testing {
    //! Applies one rule to a schema written as YAML.

    use super::*;
    use crate::diagnostics::Sink;
    use crate::load::{Source, load};
    use crate::tree::{FileId, Place};

    pub(in crate::normalize) fn schema(text: &str) -> NodeMap {
        let text = format!("openapi: 3.1.0\nschema: {text}\n");
        let mut sink = Sink::new();
        let doc = load(&Source::from_text("schema.yaml", text), &mut sink).unwrap();
        doc.root().get("schema").unwrap().as_map().unwrap().clone()
    }

    /// What the rule makes of a schema, and what it has moved.
    pub(in crate::normalize) fn applied(rule: NormalizeRule, text: &str) -> (String, Vec<String>) {
        let mut subject = Subject::new(schema(text), Place::root(FileId::ROOT));
        rule(&mut subject);
        let moves = subject.moves.into_entries().into_iter();
        let moves = moves.map(|(now, was)| format!("{now} was {was}")).collect();
        (Node::Map(subject.map).to_json().to_string(), moves)
    }

    /// Checks what the rule makes of a schema.
    pub(in crate::normalize) fn becomes(rule: NormalizeRule, before: &str, after: &str) {
        let expected = Node::Map(schema(after)).to_json().to_string();
        assert_eq!(applied(rule, before).0, expected, "{before}");
    }
}
