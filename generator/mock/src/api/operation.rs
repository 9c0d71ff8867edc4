//! Operations as the server needs them.

use http::Method;
use oas_codegen::model::{Location, Pagination, Status};
use oas_runtime::param::Style;
use serde_json::Value;

use crate::schema::SchemaId;

/// An operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`; without one, method and path.
    pub id: String,
    /// The method.
    pub method: Method,
    /// The path's template, without query and fragment.
    pub path: String,
    /// What the document writes behind the `?` of a path.
    pub fixed_query: Vec<(String, String)>,
    /// Its tags.
    pub tags: Vec<String>,
    /// A short text about it.
    pub summary: Option<String>,
    /// A long text about it, as Markdown.
    pub description: Option<String>,
    /// Its parameters, those of its path included.
    pub parameters: Vec<Parameter>,
    pub(crate) body: Option<BodySpec>,
    pub(crate) responses: Vec<DocumentedResponse>,
    /// Any of these, each all of its schemes; empty: none is needed.
    pub(crate) security: Vec<Vec<String>>,
    pub(crate) pagination: Option<Pagination>,
    /// `x-store`, as the document has it.
    pub(crate) store: Option<Value>,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// How a list or an object is written.
    pub style: Style,
    /// Whether each of its items stands for itself.
    pub explode: bool,
    /// It is JSON as a text, by `content`.
    pub is_json: bool,
    pub(crate) schema: Option<SchemaId>,
    pub(crate) example: Option<Value>,
}

/// A request body.
#[derive(Clone, Debug)]
pub(crate) struct BodySpec {
    pub(crate) required: bool,
    pub(crate) media: Vec<Media>,
}

/// A media type with its schema and examples.
#[derive(Clone, Debug)]
pub struct Media {
    /// Its name as the document writes it, such as `application/json`.
    pub name: String,
    pub(crate) schema: Option<SchemaId>,
    /// The document's examples by name.
    pub examples: Vec<(String, Value)>,
    /// Members of a form whose items stand in one text, with what is between them.
    pub(crate) separators: Vec<(String, char)>,
}

impl Media {
    /// The media type without parameters, in small letters.
    pub(crate) fn essence(&self) -> String {
        essence(&self.name)
    }

    /// Whether it is one JSON document.
    pub(crate) fn is_json(&self) -> bool {
        is_json(&self.essence())
    }

    /// Whether a media type says nothing else by its parameters, such as a version.
    pub(crate) fn has_parameters_of(&self, other: &str) -> bool {
        let own = parameters(&self.name);
        let mut others = parameters(other);
        others.all(|(name, value)| own.clone().all(|(own, it)| own != name || it == value))
    }

    /// Whether it is a range, such as `image/*` and `application/*+json`, that has this
    /// media type.
    pub(crate) fn is_range_of(&self, essence: &str) -> bool {
        let own = self.essence();
        let (kind, sub) = own.split_once('/').unwrap_or((&own, "*"));
        let (other_kind, other) = essence.split_once('/').unwrap_or((essence, ""));
        let ending = sub.strip_prefix('*');
        (kind == "*" || kind == other_kind) && ending.is_some_and(|it| other.ends_with(it))
    }

    /// A media type that it means: itself, or one of a range.
    pub(crate) fn concrete(&self) -> String {
        let essence = self.essence();
        match essence.split_once('*') {
            None => self.name.clone(),
            Some(("text/", _)) => "text/plain".to_owned(),
            Some(("image/", _)) => "image/png".to_owned(),
            Some(("audio/", _)) => "audio/mpeg".to_owned(),
            Some(("video/", _)) => "video/mp4".to_owned(),
            Some((kind, suffix)) if suffix.starts_with('+') => format!("{kind}vnd.mock{suffix}"),
            Some(_) => "application/json".to_owned(),
        }
    }

    /// The pairs of a form, one for each item.
    pub(crate) fn separated(&self, pairs: Vec<(String, String)>) -> Vec<(String, String)> {
        let split = |(name, text): (String, String)| -> Vec<(String, String)> {
            match self.separators.iter().find(|(known, _)| *known == name) {
                Some((_, separator)) => {
                    let texts = text.split(*separator).map(str::to_owned);
                    texts.map(|text| (name.clone(), text)).collect()
                }
                None => vec![(name, text)],
            }
        };
        pairs.into_iter().flat_map(split).collect()
    }
}

/// The parameters of a media type that tell it from others, in small letters.
fn parameters(name: &str) -> impl Iterator<Item = (String, String)> + Clone + '_ {
    let pairs = name.split(';').skip(1);
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| {
        let plain = |text: &str| text.trim().trim_matches('"').to_ascii_lowercase();
        (plain(name), plain(value))
    });
    pairs.filter(|(name, _)| !matches!(name.as_str(), "charset" | "boundary" | "q"))
}

/// A media type without its parameters, in small letters.
pub(crate) fn essence(name: &str) -> String {
    let name = name.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// Whether a media type is one JSON document.
pub(crate) fn is_json(essence: &str) -> bool {
    essence == "application/json"
        || essence == "text/json"
        || essence.ends_with("+json")
        || essence == "application/*"
        || essence == "*/*"
}

/// A documented response.
#[derive(Clone, Debug)]
pub(crate) struct DocumentedResponse {
    pub(crate) status: Status,
    pub(crate) media: Vec<Media>,
    /// Documented headers: name, schema, whether it must be there.
    pub(crate) headers: Vec<(String, Option<SchemaId>, bool)>,
}

impl Operation {
    /// What a success is: the first of 2xx, or else a redirect that the document
    /// knows, or what else there is.
    pub(crate) fn success(&self) -> Option<(u16, &DocumentedResponse)> {
        let code = |response: &DocumentedResponse| match response.status {
            Status::Code(code @ 200..=299) => Some(code),
            Status::Range(2) => Some(200),
            _ => None,
        };
        let mut good: Vec<(u16, &DocumentedResponse)> = self
            .responses
            .iter()
            .filter_map(|response| Some((code(response)?, response)))
            .collect();
        good.sort_by_key(|(code, _)| *code);
        let found = good.first().copied().or_else(|| self.redirect());
        found.or_else(|| self.response_for(200).map(|response| (200, response)))
    }

    /// A success that isn't one of 2xx.
    fn redirect(&self) -> Option<(u16, &DocumentedResponse)> {
        let responses = self.responses.iter();
        let mut codes = responses.filter_map(|response| match response.status {
            Status::Code(code) if code < 400 => Some((code, response)),
            Status::Range(3) => Some((302, response)),
            _ => None,
        });
        codes.next()
    }

    /// What the document says of a status.
    pub(crate) fn response_for(&self, code: u16) -> Option<&DocumentedResponse> {
        let find = |status| {
            self.responses
                .iter()
                .find(|response| response.status == status)
        };
        let digit = u8::try_from(code / 100).unwrap_or(0);
        find(Status::Code(code))
            .or_else(|| find(Status::Range(digit)))
            .or_else(|| find(Status::Default))
    }

    /// The JSON of a response of this status.
    pub(crate) fn json_schema(&self, code: u16) -> Option<SchemaId> {
        let media = &self.response_for(code)?.media;
        media.iter().find(|media| media.is_json())?.schema
    }
}

/// How people call a location.
pub(crate) fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "query string",
    }
}
