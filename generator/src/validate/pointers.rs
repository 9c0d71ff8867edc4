//! JSON pointers into values that a schema describes, those of `x-webhook-envelope` among
//! them.

use super::properties::members;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::grammar::Kind;
use crate::tree::{HashSet, Node, NodeMap, Place, Pointer};

/// So many schemas may say something of one value.
const MOST_SCHEMAS: usize = 100;

/// A token of a pointer that leads to nothing.
pub(super) struct Lost {
    pub(super) token: String,
    /// The pointer up to it, and what that should be.
    pub(super) meant: Option<(String, String)>,
}

/// Follows a pointer through what is described by any of the schemas.
pub(super) fn follow(
    validation: &Validation<'_>,
    schemas: &[Place],
    pointer: &Pointer,
) -> Result<(), Lost> {
    let mut before = Pointer::default();
    // Without a schema, anything may be there.
    let tokens = pointer.tokens().filter(|_| !schemas.is_empty());
    let mut here = schemas.to_vec();
    for token in tokens {
        let mut next = HashSet::default();
        let mut known = Vec::new();
        for schema in &here {
            let members = members(validation, schema);
            let is_any = members.properties.is_empty() && members.items.is_empty();
            if members.open || is_any && !is_scalar(validation, schema) {
                return Ok(());
            }
            if token.parse::<usize>().is_ok() {
                next.extend(members.items);
            }
            for (name, place) in members.properties {
                known.push(name);
                next.extend((name == token).then_some(place));
            }
        }
        if next.is_empty() {
            let written = |token: &str| before.key(token).to_string();
            let meant = suggest(token, known);
            return Err(Lost {
                meant: meant.map(|meant| (written(token), written(meant))),
                token: token.to_owned(),
            });
        }
        if next.len() > MOST_SCHEMAS {
            return Ok(());
        }
        before = before.key(token);
        here = next.into_iter().collect();
    }
    Ok(())
}

fn is_scalar(validation: &Validation<'_>, schema: &Place) -> bool {
    let found = validation.doc.follow(schema);
    let of = found.and_then(|(_, node)| node.get("type")?.as_str());
    of.is_some_and(|name| !matches!(name, "object" | "array"))
}

/// The schemas of a request body or a response.
pub(super) fn bodies(validation: &Validation<'_>, holder: &Place) -> Vec<Place> {
    let Some((place, node)) = validation.doc.follow(holder) else {
        return Vec::new();
    };
    let content = place.key("content");
    let types = node.get("content").and_then(Node::as_map).into_iter();
    let types = types.flat_map(NodeMap::keys);
    let schemas = types.map(|name| content.key(name).key("schema"));
    schemas.collect()
}

/// Topic and id are in the messages that the document describes.
pub(super) fn check(validation: &mut Validation<'_>) {
    let envelope = validation.doc.root_place().key("x-webhook-envelope");
    let members = validation.doc.node(&envelope).and_then(Node::as_map);
    let operations = validation.places(Kind::Operation).into_iter();
    let messages = operations.filter(|place| {
        let section = place.pointer.tokens().next();
        matches!(section, Some("webhooks" | "x-webhooks"))
    });
    let bodies = messages.flat_map(|place| bodies(validation, &place.key("requestBody")));
    let bodies: Vec<Place> = bodies.collect();
    for (key, member) in members.into_iter().flatten().filter(|_| !bodies.is_empty()) {
        let text = |key: &str| member.get(key).and_then(Node::as_str);
        let name = text("name").filter(|_| text("in") == Some("body"));
        let Some((name, pointer)) = name.and_then(|name| Some((name, name.parse().ok()?))) else {
            continue;
        };
        if let Err(lost) = follow(validation, &bodies, &pointer) {
            let message = format!("`{name}` leads to nothing in the messages");
            let finding = Diagnostic::error(Code::ExtensionValue, message).at(
                &envelope.key(key).key("name"),
                format!("none has `{}`", lost.token),
            );
            validation.report(match lost.meant {
                Some((slip, meant)) => finding.did_you_mean(&name.replacen(&slip, &meant, 1)),
                None => finding.help("write the path to a member of the messages: `/type`"),
            });
        }
    }
}
