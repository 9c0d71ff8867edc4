//! Our own `x-` keys: misspelt, misplaced, or of the wrong value.
//!
//! Other people's are left alone.

use super::shapes;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::grammar::Kind;
use crate::tree::{Node, NodeMap, Place};

mod pagination;
mod poll;
mod store;
mod values;
mod webhooks;

/// One of our keys: its name, where it may stand, and what it may say.
struct Extension {
    name: &'static str,
    kinds: &'static [Kind],
    check: fn(&Occurrence<'_>) -> Option<Diagnostic>,
}

/// What the check of a value knows.
struct Occurrence<'a> {
    place: &'a Place,
    value: &'a Node,
    /// The object that the key stands in.
    object: Option<&'a NodeMap>,
    /// The schemas of the document by name.
    schemas: Option<&'a NodeMap>,
}

const EXTENSIONS: &[Extension] = &[
    Extension {
        name: "x-rust-name",
        kinds: &[
            Kind::Schema,
            Kind::Operation,
            Kind::Parameter,
            Kind::Tag,
            Kind::Server,
        ],
        check: values::rust_name,
    },
    Extension {
        name: "x-newtype",
        kinds: &[Kind::Schema],
        check: values::newtype,
    },
    Extension {
        name: "x-lenient",
        kinds: &[Kind::Schema],
        check: values::lenient,
    },
    Extension {
        name: "x-sensitive",
        kinds: &[Kind::Schema, Kind::Parameter],
        check: values::sensitive,
    },
    Extension {
        name: "x-pagination",
        kinds: &[Kind::Operation],
        check: pagination::check,
    },
    Extension {
        name: "x-poll",
        kinds: &[Kind::Operation],
        check: poll::poll,
    },
    Extension {
        name: "x-idempotent",
        kinds: &[Kind::Operation],
        check: values::idempotent,
    },
    Extension {
        name: "x-idempotency-key",
        kinds: &[Kind::Operation],
        check: values::idempotency_key,
    },
    Extension {
        name: "x-store",
        kinds: &[Kind::Operation],
        check: store::store,
    },
    Extension {
        name: "x-error",
        kinds: &[Kind::Schema],
        check: values::error,
    },
    Extension {
        name: "x-api",
        kinds: &[Kind::OpenApi],
        check: values::api,
    },
    Extension {
        name: "x-webhook-signature",
        kinds: &[Kind::OpenApi],
        check: webhooks::signature,
    },
    Extension {
        name: "x-webhook-envelope",
        kinds: &[Kind::OpenApi],
        check: webhooks::envelope,
    },
];

/// What each of our keys may say, as JSON Schemas by key.
pub(super) fn schemas() -> serde_json::Map<String, serde_json::Value> {
    // The text is our own; a test reads it.
    serde_json::from_str(include_str!("extensions/schemas.json")).unwrap_or_default()
}

/// Our keys that an object of this kind may have.
pub(super) fn of(kind: Kind) -> impl Iterator<Item = &'static str> {
    let ours = EXTENSIONS.iter();
    let ours = ours.filter(move |extension| extension.kinds.contains(&kind));
    ours.map(|extension| extension.name)
}

pub(super) fn check(
    validation: &mut Validation<'_>,
    kind: Kind,
    place: &Place,
    key: &str,
    value: &Node,
) {
    let Some(extension) = EXTENSIONS.iter().find(|extension| extension.name == key) else {
        if let Some(diagnostic) = misspelt(kind, place, key) {
            validation.report(diagnostic);
        }
        return;
    };
    if !extension.kinds.contains(&kind) {
        let allowed: Vec<&str> = extension.kinds.iter().map(|kind| kind.name()).collect();
        let message = format!("`{key}` has no effect on {}", kind.name());
        let diagnostic = Diagnostic::error(Code::ExtensionPlace, message)
            .at_key(place, "has no effect here")
            .help(format!("it belongs to {}", allowed.join(", ")));
        validation.report(diagnostic);
        return;
    }
    let doc = validation.doc;
    let parent = place.parent();
    let schemas = doc.root_place().key("components").key("schemas");
    let context = Occurrence {
        place,
        value,
        object: parent
            .and_then(|parent| doc.node(&parent))
            .and_then(Node::as_map),
        schemas: doc.node(&schemas).and_then(Node::as_map),
    };
    if let Some(diagnostic) = (extension.check)(&context) {
        validation.report(diagnostic);
    }
}

/// What our keys are called.
pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
    EXTENSIONS.iter().map(|extension| extension.name)
}

/// What is wrong with a value for `x-api`, wherever it stands.
pub(crate) fn check_api(place: &Place, value: &Node) -> Option<Diagnostic> {
    values::api(&Occurrence::alone(place, value))
}

/// What is wrong with a value for `x-error`, wherever it stands.
pub(crate) fn check_error(place: &Place, value: &Node) -> Option<Diagnostic> {
    values::error(&Occurrence::alone(place, value))
}

/// A key that nobody would write but for one of ours.
fn misspelt(kind: Kind, place: &Place, key: &str) -> Option<Diagnostic> {
    let others = kind.fields().iter().map(|field| field.name);
    let others = others.filter(|name| name.starts_with("x-"));
    let names = names().chain(others);
    let near = suggest(key, names.clone()).filter(|meant| meant.len().abs_diff(key.len()) <= 1);
    let meant = near.or_else(|| names.clone().find(|name| is_another_form(key, name)))?;
    let message = format!("there is no extension `{key}`");
    Some(
        Diagnostic::error(Code::UnknownExtension, message)
            .at_key(place, "not known")
            .did_you_mean(meant),
    )
}

/// Whether two keys differ in their endings only, as `x-paginate` and
/// `x-pagination` do, or `x-polling` and `x-poll`.
fn is_another_form(key: &str, name: &str) -> bool {
    if key
        .strip_prefix(name)
        .is_some_and(|end| end == "ing" || end == "er")
    {
        return true;
    }
    let shared = key.bytes().zip(name.bytes()).take_while(|(a, b)| a == b);
    let shared = shared.count();
    let endings = (key.len() - shared).max(name.len() - shared);
    shared >= 8 && endings <= 5 && !key.contains("-key")
}

impl<'a> Occurrence<'a> {
    fn alone(place: &'a Place, value: &'a Node) -> Occurrence<'a> {
        Occurrence {
            place,
            value,
            object: None,
            schemas: None,
        }
    }

    /// A value that the key can't have.
    fn wrong(&self, expected: &str) -> Diagnostic {
        let key = self.place.pointer.last().unwrap_or_default().to_owned();
        Diagnostic::error(
            Code::ExtensionValue,
            format!("`{key}` has to be {expected}"),
        )
        .at(self.place, format!("found {}", self.value.kind_name()))
    }

    fn type_of_object(&self) -> Option<&str> {
        self.object?.get("type")?.as_str()
    }
}

/// Says that a member of one of our maps should have been something else.
fn wrong_member(place: &Place, node: &Node, expected: &str) -> Diagnostic {
    let mut diagnostic = shapes::wrong_type(place, node, expected);
    diagnostic.code = Code::ExtensionValue;
    for label in &mut diagnostic.labels {
        label.text = found(node);
    }
    diagnostic
}

/// A text is of the right type, and yet not what it should be.
fn found(node: &Node) -> String {
    match node {
        Node::String(_) => "this is none".to_owned(),
        other => format!("found {}", other.kind_name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::FileId;

    #[test]
    fn every_key_has_a_schema_that_says_what_it_is() {
        let schemas = schemas();
        let mut names: Vec<&str> = EXTENSIONS.iter().map(|extension| extension.name).collect();
        names.sort_unstable();
        let mut known: Vec<&String> = schemas.keys().collect();
        known.sort_unstable();
        assert_eq!(known, names);
        for extension in EXTENSIONS {
            let schema = &schemas[extension.name];
            assert!(schema["description"].is_string(), "{}", extension.name);
            assert!(!schema["examples"].as_array().unwrap().is_empty());
            let place = Place::root(FileId::ROOT).key(extension.name);
            let wrong = Node::Integer(12345);
            let found = (extension.check)(&Occurrence::alone(&place, &wrong));
            assert!(found.is_some(), "{}", extension.name);
        }
    }
}
