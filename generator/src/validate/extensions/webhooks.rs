//! What `x-webhook-signature` and `x-webhook-envelope` may say.

use super::values::{header_member, keys, pointer_member, text_member};
use super::{Occurrence, wrong_member};
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::STANDARD_WEBHOOKS;
use crate::tree::{Node, NodeMap, Place};

const SIGNATURE: [&str; 10] = [
    "header",
    "algorithm",
    "encoding",
    "prefix",
    "separator",
    "signed",
    "timestamp",
    "tolerance",
    "secret",
    "secret-prefix",
];

/// How messages are signed.
pub(super) fn signature(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let map = match context.value {
        Node::String(text) if text == STANDARD_WEBHOOKS => return None,
        Node::Map(map) => map,
        _ => return Some(context.wrong("`standard`, or an object of `header` and `algorithm`")),
    };
    let place = context.place;
    let texts = ["prefix", "separator", "signed", "secret-prefix"];
    keys(place, map, &SIGNATURE, &["header", "algorithm"])
        .or_else(|| header_member(place, map, "header"))
        .or_else(|| texts.iter().find_map(|key| text_member(place, map, key)))
        .or_else(|| word(place, map, "algorithm", &["sha1", "sha256"]))
        .or_else(|| word(place, map, "encoding", &["hex", "base64"]))
        .or_else(|| word(place, map, "secret", &["text", "base64"]))
        .or_else(|| separator(place, map))
        .or_else(|| {
            location(
                &place.key("timestamp"),
                map.get("timestamp")?,
                &["header", "signature"],
            )
        })
        .or_else(|| tolerance(place, map))
        .or_else(|| signed(context, map))
}

/// Where topic and id are.
pub(super) fn envelope(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `topic` and `id`"));
    };
    let place = context.place;
    keys(place, map, &["topic", "id"], &["topic"]).or_else(|| {
        let mut members = map.iter();
        members.find_map(|(key, node)| location(&place.key(key), node, &["body", "header"]))
    })
}

fn word(place: &Place, map: &NodeMap, key: &str, words: &[&str]) -> Option<Diagnostic> {
    let node = map.get(key)?;
    let is_known = node.as_str().is_some_and(|text| words.contains(&text));
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    (!is_known).then(|| wrong_member(&place.key(key), node, &words.join(" or ")))
}

fn separator(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let node = map.get("separator")?;
    let is_one = node.as_str().is_some_and(|text| text.chars().count() == 1);
    (!is_one).then(|| wrong_member(&place.key("separator"), node, "one character"))
}

fn tolerance(place: &Place, map: &NodeMap) -> Option<Diagnostic> {
    let node = map.get("tolerance")?;
    let seconds = node
        .as_integer()
        .and_then(|number| u32::try_from(number).ok());
    seconds
        .is_none()
        .then(|| wrong_member(&place.key("tolerance"), node, "a number of seconds"))
}

/// An object that says where something stands.
fn location(place: &Place, node: &Node, places: &[&str]) -> Option<Diagnostic> {
    let Some(map) = node.as_map() else {
        return Some(wrong_member(place, node, "an object of `in` and `name`"));
    };
    keys(place, map, &["in", "name"], &["in", "name"])
        .or_else(|| word(place, map, "in", places))
        .or_else(|| match map.get("in")?.as_str()? {
            "body" => pointer_member(place, map, "name"),
            "header" => header_member(place, map, "name"),
            _ => text_member(place, map, "name"),
        })
}

/// What is signed: it names the body, and only what a message has.
fn signed(context: &Occurrence<'_>, map: &NodeMap) -> Option<Diagnostic> {
    let place = context.place.key("signed");
    let node = map.get("signed");
    let template = node.and_then(Node::as_str).unwrap_or("{body}");
    let wrong = |label: &str| {
        let message = format!("`signed` can't be `{template}`");
        let place = if node.is_some() {
            &place
        } else {
            context.place
        };
        Some(Diagnostic::error(Code::ExtensionValue, message).at(place, label))
    };
    let names = template.split('{').skip(1);
    for name in names.map(|rest| rest.split('}').next().unwrap_or_default()) {
        if !["body", "timestamp", "id"].contains(&name) {
            return wrong("its names are `{body}`, `{timestamp}` and `{id}`");
        }
    }
    if !template.contains("{body}") {
        return wrong("it has no `{body}`, which anybody could then change");
    }
    if template.contains("{timestamp}") != map.contains_key("timestamp") {
        return wrong("`timestamp` and `{timestamp}` have to be both there or both absent");
    }
    let envelope = context
        .object
        .and_then(|root| root.get("x-webhook-envelope"));
    let id = envelope.and_then(|envelope| envelope.get("id")?.get("in")?.as_str());
    if template.contains("{id}") && context.object.is_some() && id != Some("header") {
        return wrong("`{id}` has to be a header that `x-webhook-envelope` names");
    }
    None
}
