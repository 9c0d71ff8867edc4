//! What says something of a value that is sent or received: parameters, headers, media
//! types. Their keys have to agree with each other.

use super::properties::members;
use super::shapes::TYPES;
use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic, On, suggest};
use crate::grammar::Kind;
use crate::tree::{HashSet, Node, Place};

pub(super) fn check(validation: &mut Validation<'_>) {
    let of_kind = |kind, check: fn(&Validation<'_>, &Place, &Node) -> Vec<Diagnostic>| {
        let places = validation.places(kind);
        let nodes = places
            .iter()
            .filter_map(|place| Some((place, validation.doc.node(place)?)));
        let found = nodes.flat_map(|(place, node)| check(validation, place, node));
        found.collect::<Vec<_>>()
    };
    let mut found = of_kind(Kind::Parameter, parameter);
    found.extend(of_kind(Kind::Header, header));
    found.extend(of_kind(Kind::MediaType, media_type));
    for diagnostic in found {
        validation.report(diagnostic);
    }
}

fn parameter(validation: &Validation<'_>, place: &Place, node: &Node) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(two_examples(place, node));
    found.extend(two_media_types(place, node));
    found.extend(style(validation, place, node));
    found
}

fn header(_: &Validation<'_>, place: &Place, node: &Node) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(two_examples(place, node));
    found.extend(two_media_types(place, node));
    let is_described = ["schema", "content", "$ref"]
        .iter()
        .any(|key| node.get(key).is_some());
    if !is_described {
        let message = "a header has to say what it holds";
        let diagnostic = Diagnostic::error(Code::ParameterShape, message)
            .at_key(place, "does not say it: read as a string")
            .help("add `schema`");
        found.push(diagnostic);
    }
    found
}

fn media_type(validation: &Validation<'_>, place: &Place, node: &Node) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(two_examples(place, node));
    let encoded = node.get("encoding").and_then(Node::as_map);
    let Some(encoded) = encoded.filter(|map| !map.is_empty()) else {
        return found;
    };
    let members = members(validation, &place.key("schema"));
    let known: HashSet<&str> = members.properties.iter().map(|(name, _)| *name).collect();
    // What is said of a list, or of any value, says it of whatever it may hold.
    if members.open || known.is_empty() {
        return found;
    }
    for name in encoded.keys().filter(|name| !known.contains(name.as_str())) {
        let message =
            format!("`encoding` names the property `{name}`, which the schema does not have");
        let diagnostic = Diagnostic::error(Code::MissingProperty, message)
            .at_key(&place.key("encoding").key(name), "has no effect");
        found.push(match suggest(name, known.iter().copied()) {
            Some(meant) => diagnostic.did_you_mean(meant),
            None => diagnostic.help("declare it in the schema, or remove it here"),
        });
    }
    found
}

/// `example` and `examples` exclude each other.
fn two_examples(place: &Place, node: &Node) -> Option<Diagnostic> {
    node.get("example").and_then(|_| node.get("examples"))?;
    let diagnostic = Diagnostic::error(
        Code::WrongValue,
        "`example` and `examples` exclude each other",
    )
    .at_key(&place.key("example"), "one of several")
    .on(&place.key("examples"), On::Key, "the others")
    .help("move it to `examples`, under a name: `NAME: {value: …}`");
    Some(diagnostic)
}

/// The `content` of a parameter or a header has one media type.
fn two_media_types(place: &Place, node: &Node) -> Option<Diagnostic> {
    let content = node.get("content").and_then(Node::as_map)?;
    if content.len() == 1 {
        return None;
    }
    let message = format!(
        "`content` has {} media types here, and needs one",
        content.len()
    );
    let diagnostic = Diagnostic::error(Code::ParameterShape, message)
        .at_key(&place.key("content"), "the value is written in one way")
        .help("keep the one that it is written in");
    Some(diagnostic)
}

/// Which styles a parameter can have depends on where it is.
fn style(validation: &Validation<'_>, place: &Place, node: &Node) -> Option<Diagnostic> {
    let style = node.get("style")?.as_str()?;
    let location = node.get("in")?.as_str()?;
    let allowed: &[&str] = match location {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        _ => return None,
    };
    // A word that is no style at all is told about by itself.
    let is_known = Kind::Parameter
        .field("style")?
        .shape
        .fits(&Node::String(style.to_owned()));
    let at = place.key("style");
    if is_known && !allowed.contains(&style) {
        let message = format!("a {location} parameter can't have the style `{style}`");
        let words: Vec<String> = allowed.iter().map(|word| format!("`{word}`")).collect();
        let diagnostic = Diagnostic::error(Code::WrongValue, message)
            .at(&at, "for another `in`")
            .help(format!("it is one of {}", words.join(", ")));
        return Some(diagnostic);
    }
    let (_, schema) = validation.doc.follow(&place.key("schema"))?;
    let is_plain = schema
        .get("type")
        .and_then(Node::as_str)
        .is_some_and(|name| name != "object" && TYPES.contains(&name));
    (style == "deepObject" && is_plain).then(|| {
        let message = "the style `deepObject` is for objects";
        Diagnostic::error(Code::WrongValue, message)
            .at(&at, "has no effect")
            .help("a list has `form`, with `explode`; a single value needs no style")
    })
}
