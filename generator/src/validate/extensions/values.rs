//! What each of our keys may say.

use super::{Occurrence, wrong_member};
use crate::diagnostics::{Code, Diagnostic, suggest};
use crate::model::is_http_token;
use crate::names::is_name;
use crate::tree::{HashMap, Node, NodeMap, Place, Pointer};

const NAME: &str =
    "a name: letters, digits and `_`, no digit first, and not `self`, `super` or `crate`";

/// Types whose values have no parts.
const PRIMITIVE: [&str; 4] = ["string", "integer", "number", "boolean"];

/// A name; on an enum, a list of names that belong to its values.
pub(super) fn rust_name(context: &Occurrence<'_>) -> Option<Diagnostic> {
    match context.value {
        Node::String(name) if is_name(name) => None,
        Node::List(names) => names_of_enum(context, names),
        Node::String(_) => Some(context.wrong(NAME)),
        _ => Some(context.wrong("a name, or on an enum an array of names")),
    }
}

fn names_of_enum(context: &Occurrence<'_>, names: &[Node]) -> Option<Diagnostic> {
    let values = context.object.and_then(|object| object.get("enum"));
    let Some(values) = values.and_then(Node::as_list) else {
        return Some(context.wrong("a name, for there is no `enum` here"));
    };
    if values.len() != names.len() {
        let (values, names) = (values.len(), names.len());
        let message = format!("`x-rust-name` names {names} of {values} values");
        let diagnostic = Diagnostic::error(Code::ExtensionValue, message).at(
            context.place,
            "each name belongs to the value at its place in `enum`",
        );
        return Some(diagnostic);
    }
    let (index, name) = names
        .iter()
        .enumerate()
        .find(|(_, name)| !name.as_str().is_some_and(is_name))?;
    Some(wrong_member(&context.place.index(index), name, NAME))
}

/// `true` or `false`.
pub(super) fn sensitive(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let is_flag = matches!(context.value, Node::Bool(_));
    (!is_flag).then(|| context.wrong("`true` or `false`"))
}

/// `true`, or the name of a schema that says so.
pub(super) fn newtype(context: &Occurrence<'_>) -> Option<Diagnostic> {
    if let Some(name) = context.type_of_object()
        && !PRIMITIVE.contains(&name)
    {
        let message = format!("`x-newtype` can't stand on a schema of type `{name}`");
        let diagnostic = Diagnostic::error(Code::ExtensionPlace, message)
            .at_key(context.place, "has no effect here")
            .help("it gives strings, numbers and booleans a type of their own");
        return Some(diagnostic);
    }
    match context.value {
        Node::Bool(true) => None,
        Node::String(name) => {
            let target = context.schemas.and_then(|schemas| schemas.get(name));
            match target {
                Some(target) if target.get("x-newtype") == Some(&Node::Bool(true)) => None,
                Some(_) => Some(
                    context
                        .wrong("the name of a schema that says `x-newtype: true`")
                        .help(format!("add `x-newtype: true` to `{name}`")),
                ),
                None => Some(unknown_newtype(context, name)),
            }
        }
        _ => Some(context.wrong("`true`, or the name of a component")),
    }
}

fn unknown_newtype(context: &Occurrence<'_>, name: &str) -> Diagnostic {
    let names = context.schemas.into_iter().flat_map(NodeMap::keys);
    let message = format!("there is no schema `{name}`");
    let diagnostic =
        Diagnostic::error(Code::ExtensionValue, message).at(context.place, "not declared");
    match suggest(name, names.map(String::as_str)) {
        Some(meant) => diagnostic.did_you_mean(meant),
        None => diagnostic,
    }
}

/// `true` on a primitive; on an object, one of its properties.
pub(super) fn lenient(context: &Occurrence<'_>) -> Option<Diagnostic> {
    match context.value {
        Node::Bool(true) => {
            let name = context.type_of_object()?;
            (!PRIMITIVE.contains(&name)).then(|| {
                context
                    .wrong("the name of a property")
                    .help("`true` is for strings, numbers and booleans")
            })
        }
        Node::String(property) => {
            let properties = context.object?.get("properties").and_then(Node::as_map);
            if properties.is_some_and(|known| known.contains_key(property)) {
                return None;
            }
            let names = properties.into_iter().flat_map(NodeMap::keys);
            let diagnostic = context.wrong("`true`, or the name of a property");
            Some(match suggest(property, names.map(String::as_str)) {
                Some(meant) => diagnostic.did_you_mean(meant),
                None => diagnostic.help(format!("this schema has no property `{property}`")),
            })
        }
        _ => Some(context.wrong("`true`, or the name of a property")),
    }
}

/// What a repeat of the operation does.
pub(super) fn idempotent(context: &Occurrence<'_>) -> Option<Diagnostic> {
    match context.value {
        Node::Bool(_) => None,
        Node::String(text) if text == "safe" => None,
        _ => Some(
            context
                .wrong("`true`, `false` or `safe`")
                .help("`safe` is for what changes nothing at all, such as a search by POST"),
        ),
    }
}

/// The header by which a server tells repeats.
pub(super) fn idempotency_key(context: &Occurrence<'_>) -> Option<Diagnostic> {
    match context.value {
        Node::String(text) if is_http_token(text) => None,
        _ => Some(context.wrong("the name of a header, such as `Idempotency-Key`")),
    }
}

/// Where the members of an error are.
pub(super) fn error(context: &Occurrence<'_>) -> Option<Diagnostic> {
    const KEYS: [&str; 4] = ["code", "message", "field", "request_id"];
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `code`, `message`, `field` and `request_id`"));
    };
    let place = context.place;
    let pointers = || KEYS.iter().find_map(|key| pointer_member(place, map, key));
    keys(place, map, &KEYS, &[]).or_else(pointers)
}

/// What holds for every request and response.
pub(super) fn api(context: &Occurrence<'_>) -> Option<Diagnostic> {
    let Some(map) = context.value.as_map() else {
        return Some(context.wrong("an object of `headers`, `rate-limit` and `request-id`"));
    };
    let place = context.place;
    keys(place, map, &["headers", "rate-limit", "request-id"], &[])
        .or_else(|| headers(&place.key("headers"), map.get("headers")?))
        .or_else(|| rate_limit(&place.key("rate-limit"), map.get("rate-limit")?))
        .or_else(|| header_member(place, map, "request-id"))
}

fn headers(place: &Place, node: &Node) -> Option<Diagnostic> {
    let Some(map) = node.as_map() else {
        return Some(wrong_member(place, node, "an object of headers"));
    };
    map.keys().find_map(|key| {
        let value = map.get(key)?;
        let sent = value
            .as_str()
            .is_some_and(|text| !text.contains(char::is_control));
        if !is_http_token(key) {
            let message = format!("`{}` can't be the name of a header", key.escape_debug());
            let diagnostic = Diagnostic::error(Code::ExtensionValue, message);
            Some(diagnostic.at_key(&place.key(key), "no request can have it"))
        } else if value.as_str().is_some() && !sent {
            Some(wrong_member(&place.key(key), value, "one line of text"))
        } else {
            text_member(place, map, key)
        }
    })
}

/// A text that is the name of a header.
pub(super) fn header_member(place: &Place, map: &NodeMap, key: &str) -> Option<Diagnostic> {
    text_member(place, map, key).or_else(|| {
        let value = map.get(key)?;
        let is_name = value.as_str().is_some_and(is_http_token);
        (!is_name).then(|| wrong_member(&place.key(key), value, "the name of a header"))
    })
}

fn rate_limit(place: &Place, node: &Node) -> Option<Diagnostic> {
    const KEYS: [&str; 3] = ["limit", "remaining", "reset"];
    let Some(map) = node.as_map() else {
        return Some(wrong_member(
            place,
            node,
            "an object of `limit`, `remaining` and `reset`",
        ));
    };
    let names = || KEYS.iter().find_map(|key| header_member(place, map, key));
    let places = KEYS.map(|key| (place.key(key), map.get(key)));
    keys(place, map, &KEYS, &[])
        .or_else(names)
        .or_else(|| same_text(&places, "one header can't be both"))
}

/// The first text that stands at two places which mean different things.
pub(super) fn same_text(places: &[(Place, Option<&Node>)], why: &str) -> Option<Diagnostic> {
    let mut first: HashMap<String, &Place> = HashMap::default();
    places.iter().find_map(|(place, node)| {
        let text = node.and_then(Node::as_str)?;
        let other = first.insert(text.to_ascii_lowercase(), place)?;
        let message = format!("`{text}` stands in two places");
        let finding = Diagnostic::error(Code::ExtensionValue, message)
            .at(place, why)
            .also(other, "and here");
        Some(finding)
    })
}

/// The first key that is not known, or the first that is missing.
pub(super) fn keys(
    place: &Place,
    map: &NodeMap,
    known: &[&str],
    needed: &[&str],
) -> Option<Diagnostic> {
    let name = place.pointer.last().unwrap_or_default().to_owned();
    if let Some(key) = map.keys().find(|key| !known.contains(&key.as_str())) {
        let listed: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
        let help = match suggest(key, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("its keys are {}", listed.join(", ")),
        };
        let message = format!("`{name}` has no key `{key}`");
        let diagnostic = Diagnostic::error(Code::ExtensionValue, message)
            .at_key(&place.key(key), "not known here")
            .help(help);
        return Some(diagnostic);
    }
    let missing = needed.iter().find(|key| !map.contains_key(**key))?;
    let message = format!("`{name}` has no `{missing}`");
    Some(
        Diagnostic::error(Code::ExtensionValue, message)
            .at_key(place, format!("`{missing}` is required here")),
    )
}

pub(super) fn text_member(place: &Place, map: &NodeMap, key: &str) -> Option<Diagnostic> {
    let node = map.get(key)?;
    let place = place.key(key);
    match node {
        Node::String(_) => None,
        Node::Integer(_) | Node::Float(_) => {
            Some(wrong_member(&place, node, "a string").help("put it in quotes"))
        }
        _ => Some(wrong_member(&place, node, "a string")),
    }
}

pub(super) fn pointer_member(place: &Place, map: &NodeMap, key: &str) -> Option<Diagnostic> {
    let node = map.get(key)?;
    let place = place.key(key);
    let Node::String(text) = node else {
        return Some(wrong_member(
            &place,
            node,
            "a JSON pointer such as `/items`",
        ));
    };
    let error = text.parse::<Pointer>().err()?;
    let diagnostic = wrong_member(&place, node, "a JSON pointer such as `/items`");
    Some(diagnostic.help(error.to_string()))
}
