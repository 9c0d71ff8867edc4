//! Media types: what the content of a body or a response means to a client.

use super::context::LoweringContext;
use super::media_name::{essence, is_json, is_media_type, json_suffix, sent, trimmed};
use super::operations::OperationLowerer;
use crate::diagnostics::{Code, Diagnostic, Fidelity};
use crate::model::Direction;
use crate::tree::{HashMap, IndexMap, IndexSet, Node, Place};
use crate::validate::near_misses::meant_media_type;

/// What a client does with a media type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
    Events,
    Lines,
}

/// One content, in one media type or in several that mean the same.
#[derive(Debug, Clone)]
pub(super) struct Media {
    pub class: Class,
    /// Where the first of its media types stands.
    pub place: Place,
    /// Where the schema stands; there need not be one.
    pub schema: Place,
    /// The media types, as the document writes them.
    pub types: Vec<String>,
}

/// Media types of JSON, one value after the other.
const LINES: &[&str] = &[
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonl",
    "application/jsonlines",
    "application/x-jsonlines",
    "application/json-lines",
    "application/json-seq",
    "application/stream+json",
    "application/x-json-stream",
];

/// Schemas, of which those that say the same have one number.
#[derive(Default)]
struct KnownSchemas<'a> {
    places: HashMap<Option<Place>, usize>,
    nodes: IndexSet<Option<&'a Node>>,
}

impl<'a> KnownSchemas<'a> {
    /// The number of the schema at a place, if there is any. What many refer to is
    /// looked at once.
    fn number(&mut self, place: Option<Place>, node: Option<&'a Node>) -> usize {
        let nodes = &mut self.nodes;
        let known = self.places.entry(place);
        *known.or_insert_with(|| nodes.insert_full(node).0)
    }
}

impl LoweringContext<'_> {
    /// What the body or response at `target` may be: the JSON of it first, then
    /// in document order. Media types of one class are one content, unless
    /// their schemas make a difference to the caller.
    pub(super) fn media(&self, target: &Place, way: Direction) -> Vec<Media> {
        let content = target.key("content");
        let Some(map) = self.node(&content).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut keys: Vec<&String> = map.keys().filter(|key| is_media_type(key)).collect();
        keys.sort_by_key(|key| json_rank(key));
        let mut found: IndexMap<(Class, Option<usize>), Media> = IndexMap::default();
        let mut known = KnownSchemas::default();
        for key in keys {
            let place = content.key(key);
            let schema = self.schema_of(&place);
            let node = self.target(&schema);
            // `itemSchema` describes each part, and no form.
            let is_item = schema == place.key("itemSchema");
            let node_of_form = node.filter(|_| !is_item || !key.starts_with("multipart/"));
            let class = classify(key, way, node_of_form);
            let by_schema = !matches!(class, Class::Text | Class::Bytes);
            let alike = by_schema.then(|| known.number(self.resolve(&schema), node));
            let media = found.entry((class, alike)).or_insert_with(|| Media {
                class,
                place,
                schema,
                types: Vec::new(),
            });
            media.types.push(key.clone());
        }
        found.into_values().collect()
    }

    /// The JSON that is sent, if JSON is what is sent.
    pub(super) fn json_media(&self, target: &Place) -> Option<Place> {
        let media = self.media(target, Direction::Request).into_iter().next()?;
        (media.class == Class::Json).then_some(media.place)
    }

    /// `schema`, or OpenAPI 3.2's `itemSchema`.
    fn schema_of(&self, media: &Place) -> Place {
        let item = media.key("itemSchema");
        match self.node(&item) {
            Some(_) => item,
            None => media.key("schema"),
        }
    }

    /// Whether two schemas are one, or say the same.
    pub(super) fn same(&self, one: &Place, other: &Place) -> bool {
        match (self.resolve(one), self.resolve(other)) {
            (Some(one), Some(other)) => one == other || self.node(&one) == self.node(&other),
            (one, other) => one == other,
        }
    }
}

impl OperationLowerer<'_> {
    /// Notes the media types that have been taken in.
    pub(super) fn cover_media(&mut self, all: &[Media]) {
        for place in all.iter().flat_map(Media::places) {
            self.names().cover(&place);
        }
    }

    /// Says which keys of a `content` can't be media types.
    pub(super) fn report_media(&mut self, target: &Place) {
        let content = target.key("content");
        let Some(map) = self.context.node(&content).and_then(Node::as_map) else {
            return;
        };
        for key in map.keys().filter(|key| !is_media_type(key)) {
            let diagnostic = Diagnostic::new(
                self.context.severity(),
                Code::UnsupportedMediaType,
                format!("`{}` is no media type", key.escape_debug()),
            )
            .at(&content.key(key), "left out: no header could name it")
            .help("a media type is written as `application/json`");
            self.names().report(diagnostic);
        }
    }
}

impl OperationLowerer<'_> {
    /// Says where content is handed on as it is, although its schema says more.
    pub(super) fn report_untyped(&mut self, media: &Media) {
        let as_it_is = match media.class {
            Class::Text => "text",
            Class::Bytes | Class::Lines => "bytes",
            Class::Json | Class::Form | Class::Multipart | Class::Events => return,
        };
        let schema = self.context.resolve(&media.schema);
        let schema = schema.and_then(|schema| self.context.node(&schema));
        let name = media.place.pointer.last().unwrap_or_default();
        // What is misspelt has been said.
        if !schema.is_some_and(says_more_than_text) || meant_media_type(name).is_some() {
            return;
        }
        let message = format!("content of this media type is handed on as {as_it_is}");
        let diagnostic = Diagnostic::note(Code::UnsupportedMediaType, message)
            .at_key(&media.place, "what its schema says has no type in Rust")
            .makes(Fidelity::Wider);
        self.names().report(diagnostic);
    }
}

/// Whether a schema says more than that there is text, or are bytes.
fn says_more_than_text(schema: &Node) -> bool {
    let text = |key| schema.get(key).and_then(Node::as_str);
    match text("type") {
        Some("string") => schema.get("enum").is_some(),
        Some(_) => true,
        None => ["properties", "items", "allOf", "oneOf", "anyOf", "enum"]
            .iter()
            .any(|key| schema.get(key).is_some()),
    }
}

impl Media {
    /// Where its media types stand.
    pub fn places(&self) -> Vec<Place> {
        let content = self.place.parent();
        let content = content.as_ref();
        let places = self.types.iter();
        places.filter_map(|name| Some(content?.key(name))).collect()
    }

    /// What it is known by: a media type without a wildcard.
    pub fn concrete(&self) -> String {
        let concrete = self.types.iter().find(|media| !media.contains('*'));
        let fallback = match self.class {
            Class::Json => "application/json",
            Class::Text => "text/plain",
            _ => "application/octet-stream",
        };
        concrete.map_or_else(|| fallback.to_owned(), |media| trimmed(media))
    }

    /// What `Content-Type` says of a body: the media type as the document writes it, but
    /// for the boundary of a form, which is made up, and a charset that isn't ours.
    pub fn sent(&self) -> String {
        let concrete = self.types.iter().find(|media| !media.contains('*'));
        let as_given = self.class == Class::Bytes;
        concrete.map_or_else(|| self.concrete(), |media| sent(media, as_given))
    }

    /// The media types to ask for.
    pub fn accepted(&self) -> Vec<String> {
        match self.class {
            Class::Json => vec![self.concrete()],
            _ => self.types.iter().map(|media| trimmed(media)).collect(),
        }
    }

    /// Whether `text/plain` is among its types.
    pub fn is_plain_text(&self) -> bool {
        self.class == Class::Text
            && self
                .types
                .iter()
                .any(|media| essence(media) == "text/plain")
    }

    /// What a method is called after that is not the plain one.
    pub fn suffix(&self) -> String {
        match self.class {
            Class::Json => json_suffix(&self.concrete()),
            Class::Form => "form".to_owned(),
            Class::Multipart => "multipart".to_owned(),
            Class::Text => "text".to_owned(),
            Class::Bytes => "bytes".to_owned(),
            Class::Events | Class::Lines => "stream".to_owned(),
        }
    }
}

fn classify(media: &str, way: Direction, schema: Option<&Node>) -> Class {
    let essence = essence(media);
    let text = |key| schema.and_then(|schema| schema.get(key)?.as_str());
    let binary = text("format") == Some("binary");
    match essence.as_str() {
        line if LINES.contains(&line) => match way {
            Direction::Response => Class::Lines,
            Direction::Request => Class::Bytes,
        },
        "application/x-www-form-urlencoded" if way == Direction::Request => Class::Form,
        "multipart/form-data" if way == Direction::Request => Class::Multipart,
        form if way == Direction::Request
            && form.starts_with("multipart/")
            && has_parts(schema) =>
        {
            Class::Multipart
        }
        "text/event-stream" if way == Direction::Response => Class::Events,
        "*/*" | "application/*" if binary || schema.is_none() => Class::Bytes,
        "*/*" if text("type") == Some("string") => Class::Text,
        "*/*" | "application/*" => Class::Json,
        _ if is_watch(media) && way == Direction::Response => Class::Lines,
        // Described as binary, it is handed on as it is.
        other if is_json(other) && !binary => Class::Json,
        // As text, these are what they are as JSON.
        "text/plain" if matches!(text("type"), Some("integer" | "number" | "boolean")) => {
            Class::Json
        }
        other if other.starts_with("text/") && !binary => Class::Text,
        other if is_text(other) && text("type") == Some("string") && !binary => Class::Text,
        _ => Class::Bytes,
    }
}

/// Whether a media type that isn't `text/…` is of text in UTF-8.
fn is_text(essence: &str) -> bool {
    const TEXTS: [&str; 6] = [
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/pem-certificate-chain",
        "application/sql",
        "application/x-pem-file",
    ];
    TEXTS.contains(&essence) || essence.ends_with("+jwt")
}

/// Whether the schema names the parts of a body, each by a property.
fn has_parts(schema: Option<&Node>) -> bool {
    let combined = ["properties", "allOf", "oneOf", "anyOf"];
    schema.is_some_and(|schema| combined.iter().any(|key| schema.get(key).is_some()))
}

/// Plain JSON first, then other JSON, then everything else.
fn json_rank(media: &str) -> u8 {
    let essence = essence(media);
    match essence.as_str() {
        "application/json" if media.trim().len() == essence.len() => 0,
        _ if is_watch(media) => 4,
        "application/json" => 1,
        other if is_json(other) && !LINES.contains(&other) => 2,
        "*/*" | "application/*" => 3,
        _ => 4,
    }
}

/// JSON, one value after the other, as a parameter has it: `stream=watch`.
fn is_watch(media: &str) -> bool {
    let mut parameters = media.split(';').skip(1).map(str::trim);
    is_json(media) && parameters.any(|parameter| parameter.starts_with("stream="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_have_classes() {
        let class = |media: &str| classify(media, Direction::Response, None);
        assert_eq!(class("application/json; charset=utf-8"), Class::Json);
        assert_eq!(class("application/problem+json"), Class::Json);
        assert_eq!(class("application/*+json"), Class::Json);
        assert_eq!(class("Text/CSV"), Class::Text);
        assert_eq!(class("text/event-stream"), Class::Events);
        assert_eq!(class("application/stream+json"), Class::Lines);
        assert_eq!(class("application/json;stream=watch"), Class::Lines);
        assert_eq!(class("application/xml"), Class::Bytes);
        assert_eq!(class("multipart/form-data"), Class::Bytes);
        let class = |media: &str| classify(media, Direction::Request, None);
        assert_eq!(class("multipart/form-data; boundary=x"), Class::Multipart);
        assert_eq!(class("application/x-ndjson"), Class::Bytes);
        assert_eq!(class("*/*"), Class::Bytes);
        assert_eq!(class("multipart/related"), Class::Bytes);
        assert_eq!(class("text/x-json"), Class::Json);
        assert_eq!(class("application/jwt"), Class::Bytes);
        let text = [("type".to_owned(), Node::String("string".to_owned()))];
        let text = Node::Map(text.into_iter().collect());
        let jwt = classify("application/jwt", Direction::Response, Some(&text));
        assert_eq!(jwt, Class::Text);
        let parts = Node::Map(
            [("properties".to_owned(), Node::Null)]
                .into_iter()
                .collect(),
        );
        let related = classify("multipart/related", Direction::Request, Some(&parts));
        assert_eq!(related, Class::Multipart);
    }
}
