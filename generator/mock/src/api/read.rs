//! Document and model → operations.

use std::collections::HashMap;

use http::Method;
use oas_codegen::load::Document;
use oas_codegen::model::{self, Api, Direction, Location, Status};
use oas_codegen::tree::{Node, NodeMap, Place, Sources};
use oas_runtime::param::Style;

use super::operation::{BodySpec, DocumentedResponse, Media, Operation, Parameter};
use crate::schema::Collector;

/// Every operation, in the document's order. What the generator can't make a
/// method of is served all the same.
pub(super) fn operations<'a>(
    document: &'a Document,
    api: &'a Api,
    sources: &Sources,
    collector: &mut Collector<'a>,
) -> Vec<Operation> {
    let known = api.operations();
    let known = known.map(|operation| (sources.origin(&operation.place), operation));
    let mut read = Reader {
        document,
        known: known.collect(),
        security: requirements(document.root().get("security")).unwrap_or_default(),
        collector,
    };
    let paths = document.root_place().key("paths");
    let Some((paths, node)) = document.follow(&paths) else {
        return Vec::new();
    };
    let keys: Vec<&String> = node.as_map().into_iter().flat_map(NodeMap::keys).collect();
    let mut all = Vec::new();
    for key in keys {
        let Some(path) = model::path_template(key) else {
            continue;
        };
        let Some((item, node)) = document.follow(&paths.key(key)) else {
            continue;
        };
        for (place, method) in model::Method::operations(&item, node) {
            if let Some((place, node)) = document.follow(&place) {
                all.extend(read.operation(&path, &method, &item, &place, node));
            }
        }
    }
    all
}

struct Reader<'a, 'b> {
    document: &'a Document,
    known: HashMap<Place, &'a model::Operation>,
    security: Vec<Vec<String>>,
    collector: &'b mut Collector<'a>,
}

impl Reader<'_, '_> {
    fn operation(
        &mut self,
        key: &str,
        method: &model::Method,
        item: &Place,
        place: &Place,
        node: &Node,
    ) -> Option<Operation> {
        let model = self.known.get(place).copied();
        let path = key.split(['?', '#']).next().unwrap_or(key).to_owned();
        let text = |name: &str| node.get(name).and_then(Node::as_str).map(str::to_owned);
        let id = text("operationId");
        let tags = node.get("tags").and_then(Node::as_list).unwrap_or_default();
        Some(Operation {
            id: id.unwrap_or_else(|| format!("{} {path}", method.as_str())),
            method: Method::from_bytes(method.as_str().as_bytes()).ok()?,
            path,
            fixed_query: model
                .map(|model| model.fixed_query.clone())
                .unwrap_or_default(),
            tags: tags
                .iter()
                .filter_map(Node::as_str)
                .map(str::to_owned)
                .collect(),
            summary: text("summary"),
            description: text("description"),
            parameters: self.parameters(item, place),
            body: self.body(&place.key("requestBody")),
            responses: self.responses(&place.key("responses")),
            security: requirements(node.get("security")).unwrap_or_else(|| self.security.clone()),
            pagination: model.and_then(|model| model.pagination.clone()),
            store: node.get("x-store").map(Node::to_json),
        })
    }

    /// The operation's parameters win over those of its path.
    fn parameters(&mut self, item: &Place, operation: &Place) -> Vec<Parameter> {
        let mut all: Vec<Parameter> = Vec::new();
        for holder in [operation, item] {
            let list = holder.key("parameters");
            let count = self
                .document
                .node(&list)
                .and_then(Node::as_list)
                .map_or(0, <[Node]>::len);
            for index in 0..count {
                let Some(parameter) = self.parameter(&list.index(index)) else {
                    continue;
                };
                let is_known = all.iter().any(|known| {
                    known.name == parameter.name && known.location == parameter.location
                });
                if !is_known {
                    all.push(parameter);
                }
            }
        }
        all
    }

    fn parameter(&mut self, place: &Place) -> Option<Parameter> {
        let (place, node) = self.document.follow(place)?;
        let name = node.get("name")?.as_str()?.to_owned();
        let location = Location::read(node.get("in")?.as_str()?)?;
        let style = match (node.get("style").and_then(Node::as_str), location) {
            (Some("label"), _) => Style::Label,
            (Some("matrix"), _) => Style::Matrix,
            (Some("form"), _) => Style::Form,
            (Some("spaceDelimited"), _) => Style::SpaceDelimited,
            (Some("pipeDelimited"), _) => Style::PipeDelimited,
            (Some("deepObject"), _) => Style::DeepObject,
            (Some("simple"), _) | (_, Location::Path | Location::Header) => Style::Simple,
            _ => Style::Form,
        };
        let flag = |key: &str| node.get(key).and_then(Node::as_bool);
        let content = node.get("content").and_then(Node::as_map);
        let content = content.and_then(|content| content.keys().next());
        let content = content.filter(|_| node.get("schema").is_none());
        let schema = match content {
            Some(media) => place.key("content").key(media).key("schema"),
            None => place.key("schema"),
        };
        let examples = node.get("examples").and_then(Node::as_map);
        let named = examples.and_then(|examples| examples.keys().next());
        let named = named.and_then(|name| self.example(&place.key("examples").key(name)));
        Some(Parameter {
            required: flag("required").unwrap_or(false) || location == Location::Path,
            style,
            explode: flag("explode").unwrap_or(matches!(style, Style::Form | Style::DeepObject)),
            is_json: content
                .is_some_and(|media| super::operation::is_json(&super::operation::essence(media))),
            schema: self.schema(&schema, Direction::Request),
            example: node.get("example").map(Node::to_json).or(named),
            name,
            location,
        })
    }

    fn schema(&mut self, place: &Place, direction: Direction) -> Option<crate::schema::SchemaId> {
        self.document.node(place)?;
        Some(self.collector.schema(place, direction))
    }

    fn body(&mut self, place: &Place) -> Option<BodySpec> {
        let (place, node) = self.document.follow(place)?;
        Some(BodySpec {
            required: node
                .get("required")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            media: self.media(&place.key("content"), Direction::Request),
        })
    }

    fn media(&mut self, content: &Place, direction: Direction) -> Vec<Media> {
        let Some((content, node)) = self.document.follow(content) else {
            return Vec::new();
        };
        let names: Vec<&String> = node.as_map().into_iter().flat_map(NodeMap::keys).collect();
        let media = names.into_iter().filter_map(|name| {
            let (place, node) = self.document.follow(&content.key(name))?;
            let only = node
                .get("example")
                .map(|example| ("example".to_owned(), example.to_json()));
            let several = node.get("examples").and_then(Node::as_map);
            let several = several.into_iter().flat_map(NodeMap::keys);
            let several = several.filter_map(|key| {
                let value = self.example(&place.key("examples").key(key))?;
                Some((key.clone(), value))
            });
            let examples = only.into_iter().chain(several).collect();
            // In 3.2, a stream of values has the schema of one.
            let schema = self.schema(&place.key("schema"), direction);
            Some(Media {
                separators: separators(node.get("encoding")),
                name: name.clone(),
                schema: schema.or_else(|| self.schema(&place.key("itemSchema"), direction)),
                examples,
            })
        });
        media.collect()
    }

    fn example(&self, place: &Place) -> Option<serde_json::Value> {
        let (_, node) = self.document.follow(place)?;
        node.get("value").map(Node::to_json)
    }

    fn responses(&mut self, place: &Place) -> Vec<DocumentedResponse> {
        let Some((place, node)) = self.document.follow(place) else {
            return Vec::new();
        };
        let keys: Vec<&String> = node.as_map().into_iter().flat_map(NodeMap::keys).collect();
        let responses = keys.into_iter().filter_map(|key| {
            let status = status(key)?;
            let (place, node) = self.document.follow(&place.key(key))?;
            let headers = node.get("headers").and_then(Node::as_map);
            let headers = headers.into_iter().flat_map(NodeMap::keys);
            let headers = headers.filter_map(|name| {
                let (place, node) = self.document.follow(&place.key("headers").key(name))?;
                let required = node
                    .get("required")
                    .and_then(Node::as_bool)
                    .unwrap_or(false);
                let schema = self.schema(&place.key("schema"), Direction::Response);
                Some((name.clone(), schema, required))
            });
            let headers = headers.collect();
            let media = self.media(&place.key("content"), Direction::Response);
            Some(DocumentedResponse {
                status,
                media,
                headers,
            })
        });
        responses.collect()
    }
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if let Some(digit) = key.strip_suffix("XX").or(key.strip_suffix("xx")) {
        return digit.parse().ok().map(Status::Range);
    }
    key.parse().ok().map(Status::Code)
}

/// The members of a form that `encoding` doesn't explode.
fn separators(encoding: Option<&Node>) -> Vec<(String, char)> {
    let members = encoding.and_then(Node::as_map).into_iter().flatten();
    let members = members.filter_map(|(name, encoding)| {
        let style = encoding.get("style").and_then(Node::as_str);
        let explode = encoding.get("explode").and_then(Node::as_bool);
        let separator = match style {
            Some("spaceDelimited") => ' ',
            Some("pipeDelimited") => '|',
            _ => ',',
        };
        let is_joined = !explode.unwrap_or(separator == ',');
        is_joined.then(|| (name.clone(), separator))
    });
    members.collect()
}

/// `security`: any of these, each all of its schemes. With an empty one among
/// them nothing is needed.
fn requirements(node: Option<&Node>) -> Option<Vec<Vec<String>>> {
    let list = node?.as_list()?;
    let all = list.iter().filter_map(Node::as_map);
    let all = all.map(|names| names.keys().cloned().collect::<Vec<String>>());
    let all: Vec<Vec<String>> = all.collect();
    Some(if all.iter().any(Vec::is_empty) {
        Vec::new()
    } else {
        all
    })
}
