//! Components that nothing refers to.

use crate::tree::HashSet;

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, Fix};
use crate::grammar::discriminators::Discriminators;
use crate::grammar::{Kind, Shape};
use crate::tree::{Node, Place};

/// The kinds of components that are worth a word: the others are looked up by
/// name, or say something by themselves.
const SECTIONS: [&str; 5] = [
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
];

pub(super) fn check(validation: &mut Validation<'_>) {
    // Behind an error there may be a reference.
    if validation.errors().any(|error| may_hide(validation, error)) {
        return;
    }
    let used = used(validation);
    let components = validation.doc.root_place().key("components");
    for section in SECTIONS {
        let place = components.key(section);
        let Some(map) = validation.doc.node(&place).and_then(Node::as_map) else {
            continue;
        };
        for name in map.keys() {
            let place = place.key(name);
            if !used.contains(&place) {
                let message = format!("`{name}` is never used");
                let diagnostic = Diagnostic::note(Code::UnusedComponent, message)
                    .at_key(&place, "no reference leads here")
                    .help("remove it, if it is not kept for later");
                validation.report(diagnostic);
            }
        }
    }
}

/// Whether an error hides what may be a reference: all do but a misspelt key of a text, a
/// number or a flag.
fn may_hide(validation: &Validation<'_>, error: &Diagnostic) -> bool {
    let Some(Fix::Replace(meant)) = error
        .fix
        .as_ref()
        .filter(|_| error.code == Code::UnknownKey)
    else {
        return true;
    };
    let holder = error.labels.first().and_then(|label| label.place.parent());
    let kind = holder.and_then(|holder| validation.kinds.get(&holder));
    let shape = kind.and_then(|kind| kind.shape_of(meant));
    meant == "$ref" || shape.is_none_or(Shape::holds_objects)
}

/// Every place that is referred to, together with the places around it.
fn used(validation: &Validation<'_>) -> HashSet<Place> {
    let targets = validation
        .references
        .iter()
        .filter_map(|reference| validation.target(reference).ok());
    let mut used = HashSet::default();
    for target in targets.chain(named(validation)) {
        let mut around = Some(target);
        while let Some(place) = around {
            around = place.parent();
            used.insert(place);
        }
    }
    used
}

/// Schemas that are referred to by name: by a discriminator, or as the type
/// that another is made of. Subtypes are values of their base, which names none of them.
fn named(validation: &Validation<'_>) -> Vec<Place> {
    let schemas = validation.doc.root_place().key("components").key("schemas");
    let mut found = Vec::new();
    let mut has_bases = false;
    for (place, kind) in &validation.kinds {
        let Some(node) = validation.doc.node(place) else {
            continue;
        };
        match kind {
            Kind::Discriminator => {
                has_bases = true;
                let mapping = node.get("mapping").and_then(Node::as_map);
                for target in mapping
                    .into_iter()
                    .flatten()
                    .filter_map(|(_, to)| to.as_str())
                {
                    found.push(schemas.key(target));
                    found.extend(validation.doc.resolve(place, target));
                }
            }
            Kind::Schema => {
                let name = node.get("x-newtype").and_then(Node::as_str);
                found.extend(name.map(|name| schemas.key(name)));
            }
            _ => {}
        }
    }
    if has_bases {
        found.extend(Discriminators::of(validation.doc).subtypes());
    }
    found
}
