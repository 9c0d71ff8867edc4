//! Keys that are not indented as far as they should be, and so belong to another object.

use super::validation::Validation;
use crate::diagnostics::{Code, Diagnostic};
use crate::grammar::Kind;
use crate::tree::{HashSet, Node, NodeMap, Place};

/// Keys that nothing but the one before them has, which holds nothing itself.
pub(super) struct FallenOut<'a> {
    pub(super) finding: Diagnostic,
    pub(super) keys: HashSet<&'a str>,
}

impl<'a> FallenOut<'a> {
    /// The first such keys of an object.
    pub(super) fn of(kind: Kind, place: &Place, map: &'a NodeMap) -> Option<Self> {
        let is_unknown = |key: &str| kind.shape_of(key).is_none() && !key.starts_with("x-");
        let mut members = map.iter().enumerate();
        members.find_map(|(at, (holder, value))| {
            let shape = kind.shape_of(holder)?;
            let is_emptied = *value == Node::Null && shape.holds_objects();
            let behind = map.keys().skip(at + 1).map(String::as_str);
            let behind = behind.take_while(|key| is_unknown(key));
            let mut keys: HashSet<&str> = behind.filter(|_| is_emptied).collect();
            let first = map.keys().nth(at + 1).filter(|_| !keys.is_empty())?;
            keys.insert(holder);
            let message = format!("`{first}` stands beside `{holder}`, which holds nothing");
            let finding = Diagnostic::error(Code::UnknownKey, message)
                .at_key(
                    &place.key(first),
                    format!("{} has no such key", kind.name()),
                )
                .also(&place.key(holder), "has nothing in it")
                .help(format!("indent what belongs to `{holder}`"));
            Some(Self { finding, keys })
        })
    }
}

/// A key of the media type before it that stands among the media types.
pub(super) fn among_media_types(place: &Place) -> Option<Diagnostic> {
    let key = place.pointer.last()?;
    Kind::MediaType.shape_of(key)?;
    let finding = Diagnostic::error(
        Code::UnknownKey,
        format!("`{key}` stands among the media types"),
    )
    .at_key(place, "read as a media type of this name")
    .help(format!(
        "indent it, if it belongs to the media type before it: `{key}`"
    ));
    Some(finding)
}

/// Whether a map of media types is one, whose name is missing.
pub(super) fn is_one_media_type(map: &NodeMap) -> bool {
    let mut keys = map.keys();
    !map.is_empty() && keys.all(|key| Kind::MediaType.shape_of(key).is_some())
}

/// Keywords that hold other schemas, and are seldom the name of one.
const HOLDERS: &[&str] = &["properties", "items", "allOf", "oneOf", "anyOf"];

/// A part of the schema before it that stands among the schemas.
pub(super) fn among_schemas(
    validation: &Validation<'_>,
    place: &Place,
    map: &NodeMap,
) -> Option<Diagnostic> {
    let keyword = place.pointer.last().filter(|it| HOLDERS.contains(it))?;
    let is_component = place.parent().is_some_and(|it| validation.is_section(&it));
    // A property may be called as a keyword is.
    let known = map
        .keys()
        .filter(|key| Kind::Schema.shape_of(key).is_some());
    let is_schema = known.count().saturating_mul(2) >= map.len();
    if !is_component || is_schema {
        return None;
    }
    let message = format!("`{keyword}` stands among the schemas");
    let finding = Diagnostic::error(Code::UnknownKey, message)
        .at_key(place, "read as a schema of this name")
        .help(format!(
            "indent it, if it belongs to the schema before it: `{keyword}`"
        ));
    Some(finding)
}

/// Whether a map of examples is one example, which has no name.
pub(super) fn is_one_example(map: &NodeMap) -> bool {
    let is_example = |node: &Node| node.get("$ref").is_some() || node.get("value").is_some();
    map.values().any(|node| node.as_map().is_none()) && !map.values().any(is_example)
}
