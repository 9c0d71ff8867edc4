//! Responses, media types and their examples.

use super::Lowerer;
use super::media::{Class, Direction};
use super::status::status;
use super::success::Offers;
use crate::model::{DocumentedResponse, Method, NamedExample, RustIdent, Status};
use crate::tree::{Node, Place};

impl Lowerer<'_> {
    /// Every documented response.
    pub(super) fn responses(
        &mut self,
        place: &Place,
        method: Method,
        name: &RustIdent,
        module: &RustIdent,
    ) -> Vec<Offers> {
        let Some(map) = self.node(place).and_then(Node::as_map) else {
            return Vec::new();
        };
        let mut responses = Vec::new();
        for key in map.keys() {
            let Some(status) = status(key) else { continue };
            let Some(target) = self.resolve(&place.key(key)) else {
                continue;
            };
            let Some(node) = self.node(&target) else {
                continue;
            };
            let description = node
                .get("description")
                .and_then(Node::as_str)
                .map(str::to_owned);
            let has_body = method != Method::Head && status != Status::Code(304);
            let offers = if has_body {
                self.offers(&target, status, name, module)
            } else {
                Vec::new()
            };
            let media = self.media(&target, Direction::Response).into_iter().next();
            let media = media.filter(|_| has_body);
            let media = media.filter(|media| media.class == Class::Json);
            let examples = media.map(|media| self.examples(&media.place));
            let headers = self.response_headers(&target, name);
            let documented = DocumentedResponse {
                status,
                headers,
                payload: None,
                description,
                examples: examples.unwrap_or_default(),
            };
            responses.push(Offers::new(documented, offers));
        }
        responses
    }

    /// The examples of a media type or a parameter.
    pub(super) fn examples(&self, place: &Place) -> Vec<NamedExample> {
        let mut found = Vec::new();
        let Some(node) = self.node(place) else {
            return found;
        };
        if let Some(value) = node.get("example") {
            let (name, place) = ("example".to_owned(), place.key("example"));
            found.push(NamedExample {
                name,
                value: value.to_json(),
                place,
            });
        }
        let examples = place.key("examples");
        for name in node
            .get("examples")
            .and_then(Node::as_map)
            .into_iter()
            .flat_map(|map| map.keys())
        {
            let Some(target) = self.resolve(&examples.key(name)) else {
                continue;
            };
            let place = target.key("value");
            let Some(value) = self.node(&place) else {
                continue;
            };
            found.push(NamedExample {
                name: name.clone(),
                value: value.to_json(),
                place,
            });
        }
        found
    }
}
